"""What to hide: search, numbers, what people decide, key and sign-off, each in a file of its own."""
