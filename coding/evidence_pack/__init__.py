"""The evidence behind a findings report as an archive that others may keep and use again."""
