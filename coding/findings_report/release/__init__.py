"""What stands between a draft and its release: what is not backed, and quotes that people look at."""
