"""What the pages know of the evaluation, kept up to date."""
