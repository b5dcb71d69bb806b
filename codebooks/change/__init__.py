"""What differs between two codebooks, and what may be published: pure, no evaluation."""
