"""Captions, annotation tiers, speech recognisers."""
