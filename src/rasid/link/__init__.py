"""Linking: which reports of different articles tell of one thing, and what they say of it together."""
