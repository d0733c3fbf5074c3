"""Folders of a user's own: where the cache is, and where his data."""

from __future__ import annotations

import os
from pathlib import Path


def users_folder(variable: str, base: str, *home: str) -> Path | None:
    """The folder that a variable of ours names ("off" for none), else `rasid` below the XDG one, else below the home.

    None where there is to be none, or where there is no home.
    """
    said = os.environ.get(variable, "")
    if said == "off":
        return None
    if said:
        return Path(said)
    given = os.environ.get(base, "")
    if given.startswith("/"):
        return Path(given) / "rasid"
    try:
        return Path.home().joinpath(*home, "rasid")
    except RuntimeError:
        return None
