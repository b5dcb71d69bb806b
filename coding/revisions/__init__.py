"""A changed codebook and the decisions made before: versions, fates, carrying over, effects."""
