"""What was published and never changes: codebook versions, releases of the report, who let a quote stand."""
