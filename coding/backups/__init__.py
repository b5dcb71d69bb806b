"""The whole evaluation in one file, open or sealed with a password, and back."""
