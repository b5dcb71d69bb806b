"""Transcripts kept in tables: what each column holds, whatever file the table stands in."""
