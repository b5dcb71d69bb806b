"""Who may ask and what may be sent; each protection one short file."""
