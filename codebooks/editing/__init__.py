"""Edits of codebook.yaml that leave every other byte alone, as no YAML library does."""
