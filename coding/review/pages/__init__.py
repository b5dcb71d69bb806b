"""The review's pages: a module with `PAGE` each, and what is on them."""
