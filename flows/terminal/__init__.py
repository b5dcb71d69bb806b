"""What is asked and said at a terminal: the command line and its mistakes, passwords."""
