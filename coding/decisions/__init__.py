"""The append-only record of what people said and what it comes to."""
