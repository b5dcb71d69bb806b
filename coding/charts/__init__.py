"""What is shown as a picture: small values of printed words to SVG, and its table, byte for byte the same."""
