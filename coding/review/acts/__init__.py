"""What a reviewer says, kept."""
