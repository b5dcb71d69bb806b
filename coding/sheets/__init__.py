"""Review in a spreadsheet: coded excerpts and review sheets, each out and back."""
