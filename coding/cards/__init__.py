"""Cards for a workshop: drawn, printed, sorted by hand on a table, and read back."""
