"""A source edited in place, in its own format: what is one person's taken out, the rest left alone."""
