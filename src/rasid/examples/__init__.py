"""Example articles, written for Rasid, events and outlets invented: six of different genres and conflicts, and twelve
that tell of three incidents together."""

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


def load_record_examples() -> tuple[Example, ...]:
    """Twelve short articles about three incidents, a threat and a tally, in the order of their publication."""
    lines = resources.files(__name__).joinpath("record.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return tuple(
        Example(Document(r["id"], r["text"], published=r["published"], outlet=r["outlet"]), r["genre"]) for r in rows
    )
