"""YAML as text with places, refused where it could act; knows nothing of codes."""
