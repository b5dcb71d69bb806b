"""A line of a source, what it opens with, and the draft that a reader makes; who speaks is not asked yet."""
