"""What pages list and show of it."""
