"""A source edited in place, in its own format; one editor a format."""
