"""Languages: grammar as code, a folder each. `run/pipeline.py` puts them to work."""
