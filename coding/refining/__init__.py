"""What decisions say about the codebook: prompts for those who write it."""
