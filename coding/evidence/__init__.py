"""What findings rest on: for and against, who is silent, wave beside wave, and each figure's trace."""
