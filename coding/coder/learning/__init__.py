"""What decisions teach, how much it counts, and how ready each code is."""
