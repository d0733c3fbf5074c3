"""Stages that find mentions, events and assertions in a reading; no language is named here."""
