"""Figures about readings."""
