"""How far people agree: measures, intervals, who was compared, and the words for it."""
