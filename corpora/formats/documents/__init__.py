"""Word, OpenDocument, RTF, Markdown, plain text."""
