"""The record: one SQLite file on a laptop, or a PostgreSQL database for a team, with the same behaviour on both."""
