"""The pages about what was read: its files, and what is hidden in them."""
