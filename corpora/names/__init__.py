"""Known names in text: the layer that hides them, near names, and the lists of names."""
