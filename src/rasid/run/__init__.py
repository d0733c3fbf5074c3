"""Running: the pipeline put together, and documents moved through it."""
