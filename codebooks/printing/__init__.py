"""The codebook to bring to a meeting: pages and Word files, in large print and easy read."""
