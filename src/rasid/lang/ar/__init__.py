"""Arabic: letters, words, numbers, calendars and clauses as code."""
