"""What every file made for people has in common: what a browser may do with it, the same bytes."""
