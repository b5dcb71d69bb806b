"""What one page puts together before its template shows it."""
