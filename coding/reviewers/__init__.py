"""Who reviews, what they were given, what comes next, what is left."""
