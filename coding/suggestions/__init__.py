"""The coder at work on an evaluation."""
