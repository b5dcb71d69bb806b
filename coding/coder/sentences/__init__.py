"""What a codebook says, as sentences to learn from, and ordinary talk beside them."""
