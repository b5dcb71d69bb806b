"""Texts meet a codebook; pure: no file, no database, no evaluation."""
