"""The findings report: what people wrote and decided, counted, in thirteen parts."""
