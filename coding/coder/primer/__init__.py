"""What a teaching set teaches before anybody has decided: scores, and how sure they are."""
