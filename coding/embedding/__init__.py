"""Texts to vectors: the only room that knows a model."""
