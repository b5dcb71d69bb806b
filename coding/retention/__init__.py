"""How long an evaluation is kept: its standing, what is held of a person, and purging it."""
