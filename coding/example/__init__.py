"""The invented evaluation, reviewed: decisions, a second version of its codebook, what its team wrote."""
