"""The thirteen parts of the findings report."""
