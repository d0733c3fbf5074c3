"""JSON: one object an article, in the form of the prediction schema."""

from __future__ import annotations

import json

from rasid.model import Reading
from rasid.model.codec import to_dict

NAME = "jsonl"
MEDIA_TYPE = "application/jsonl"


def line(reading: Reading) -> str:
    """A reading as one line of JSON, without its line end."""
    return json.dumps(to_dict(reading), ensure_ascii=False, separators=(", ", ": "))


def page(reading: Reading) -> str:
    """A reading as indented JSON, for looking at."""
    return json.dumps(to_dict(reading), ensure_ascii=False, indent=2)
