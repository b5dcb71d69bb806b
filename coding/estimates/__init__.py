"""What is still unseen of a code, in excerpts and in people, from the excerpts that chance drew."""
