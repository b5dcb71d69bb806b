"""Codebooks of other programs and tables, read and written."""
