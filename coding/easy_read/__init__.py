"""The findings report in easy read: short sentences, large print, hard words explained."""
