"""The pages of a sitting: what is asked of a reviewer today, and what has nothing likely in it."""
