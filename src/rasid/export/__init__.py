"""Formats: readings written for people and for other programs."""
