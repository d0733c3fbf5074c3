"""`python -m rasid`: the command line."""

from __future__ import annotations

from rasid.cli import main

main()
