"""Everything that is handed out as one HTML file: one page base, one file a page."""
