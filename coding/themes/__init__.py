"""What the codebook does not cover: groups, names, what people did with them."""
