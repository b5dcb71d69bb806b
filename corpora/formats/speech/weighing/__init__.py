"""How strongly the use that a source makes of a label speaks for a speaker."""
