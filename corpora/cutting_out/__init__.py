"""What one person said and what names them, cut out of a source, and whether the rest is as it was."""
