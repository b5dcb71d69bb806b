"""Who takes part: people.csv, who speaks in a transcript, and the waves."""
