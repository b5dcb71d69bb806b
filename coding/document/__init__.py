"""A document for people, as values that every format is written from."""
