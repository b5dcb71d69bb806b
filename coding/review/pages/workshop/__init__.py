"""The pages on which what a workshop did is typed in."""
