"""Where an evaluation lies, and where in its settings something stands."""
