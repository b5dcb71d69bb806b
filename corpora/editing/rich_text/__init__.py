"""An RTF document as groups, paragraphs and texts, each by its place in the bytes."""
