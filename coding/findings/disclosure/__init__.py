"""One safety mechanism, alone: small numbers hidden so that no other number gives them away."""
