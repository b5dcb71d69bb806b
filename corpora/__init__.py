"""Text in: files are read into transcripts, turns and excerpts; here lies what everything stands on."""
