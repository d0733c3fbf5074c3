"""Imported places, keyed when a text first has the opening word of their names; and when one may be meant at all."""

from __future__ import annotations

from typing import Any

from rasid.extract.words import add_form
from rasid.knowledge.load import GazetteerRow, Knowledge
from rasid.knowledge.own_places import OwnPlaces
from rasid.text.phrases import Phrases


class Opening(dict[str | None, Any]):
    """The tree of the names of imported places; a branch grows when its word is met."""

    def __init__(self, knowledge: Knowledge, own: OwnPlaces) -> None:
        super().__init__(dict.fromkeys(own.openings))
        self.knowledge, self.own = knowledge, own

    def __getitem__(self, key: str | None) -> Any:
        branch = super().__getitem__(key)
        if branch is None and key is not None:
            branch = self[key] = self.grown(key)
        return branch

    def grown(self, key: str) -> dict[str | None, Any]:
        """The branch of the names that open with a word."""
        table: Phrases[GazetteerRow] = Phrases()
        for row in self.own.opening(key):
            for name in row.names:
                add_form(table, self.knowledge, name, row)
        found: dict[str | None, Any] = table.root.get(key, {})
        return found


def own_table(knowledge: Knowledge) -> Phrases[GazetteerRow] | None:
    """The names of imported places, or None where there are none."""
    if knowledge.own is None:
        return None
    table: Phrases[GazetteerRow] = Phrases()
    table.root = Opening(knowledge, knowledge.own)
    return table
