"""A document for people as values, and the formats that are written from them."""
