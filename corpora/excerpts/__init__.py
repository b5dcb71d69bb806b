"""Turns to excerpts, and meeting notes taken apart."""
