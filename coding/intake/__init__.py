"""Source files into the database: read, cut, named."""
