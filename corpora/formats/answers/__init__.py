"""Tables of one answer a row."""
