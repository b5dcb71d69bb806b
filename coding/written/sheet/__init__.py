"""What a team writes as one workbook: for those who do not write YAML, and read back."""
