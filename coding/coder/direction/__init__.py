"""Which way a text points: everything that only direction needs."""
