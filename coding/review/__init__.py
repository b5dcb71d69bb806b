"""The review pages: a local server, or one for a team."""
