"""What all parts of the findings report are made with: material, quotes, pictures."""
