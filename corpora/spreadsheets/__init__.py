"""Any spreadsheet, written and read safely."""
