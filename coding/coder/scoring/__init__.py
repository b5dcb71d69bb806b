"""The codebook alone against a corpus; knows nothing of decisions."""
