"""Encoders: what turns texts into vectors, each checked against a pinned hash."""
