"""What guards the database: faults in plain words, who has it open, whose database it is."""
