"""Knowledge as data: the sheets, their loader and their checks."""
