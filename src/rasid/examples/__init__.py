"""The six example articles: written for Rasid, events and outlets invented, each of another genre and conflict."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import resources

from rasid.model import Document


@dataclass(frozen=True, slots=True)
class Example:
    """An example article and what kind of article it is."""

    document: Document
    genre: str


def load_examples() -> tuple[Example, ...]:
    """The six articles, the one with nothing to find last."""
    folder = resources.files(__name__)
    found = []
    for line in folder.joinpath("examples.jsonl").read_text(encoding="utf-8").splitlines():
        about = json.loads(line)
        text = folder.joinpath(f"{about['id']}.txt").read_text(encoding="utf-8")
        document = Document(about["id"], text, published=about["published"], outlet=about["outlet"])
        found.append(Example(document, about["genre"]))
    return tuple(found)
