"""What codes mean: the vocabulary of codes, the one way to load it, and who writes and agrees it."""
