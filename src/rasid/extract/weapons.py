"""Weapons and means named in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rasid.extract.words import Words, add_form
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import WeaponEntry
from rasid.model import Kind, Mention, Reading, WeaponRef, stage
from rasid.text.phrases import Phrases

MODEL = re.compile(r" (?=\d+(?: |$))")  # before the number of a model, which the press also joins by a hyphen


def _table(knowledge: Knowledge) -> Phrases[tuple[WeaponEntry, bool]]:
    table: Phrases[tuple[WeaponEntry, bool]] = Phrases()
    for entry in knowledge.weapons:
        for form in entry.forms:
            add_form(table, knowledge, form, (entry, False), inflect=True)
            if MODEL.search(form):
                add_form(table, knowledge, MODEL.sub("-", form), (entry, False))
        for form in entry.weak:
            add_form(table, knowledge, form, (entry, True), inflect=True)
    return table


def implied(knowledge: Knowledge, name: str) -> WeaponEntry | None:
    """The entry that says what the use of a weapon of this name implies."""
    return knowledge.derived("weapons by name", _by_name).get(name)


def _by_name(knowledge: Knowledge) -> dict[str, WeaponEntry]:
    return {entry.name: entry for entry in reversed(knowledge.weapons)}


@stage(needs="sentences tokens", makes="mentions")
def find_weapons(reading: Reading, knowledge: Knowledge) -> Iterator[Mention]:
    """Each weapon or means by the longest form of the weapons sheet."""
    table = knowledge.derived("weapons table", _table)
    for sentence in reading.sentences:
        first, last = reading.token_range(sentence.span)
        words = Words(reading, first, last)
        for match in table.find(words.keys):
            begin, end = words.index[match.first], words.index[match.last - 1] + 1
            if reading.tokens[begin].pos in ("VERB", "AUX"):
                continue
            entry, weak = min(match.entries, key=lambda e: (e[1], e[0].id))
            span = reading.tokens[begin].span.to(reading.tokens[end - 1].span)
            value = WeaponRef(entry.id, entry.name, entry.family, entry.mode, weak)
            yield Mention(Kind.WEAPON, span, begin, end, value, f"find_weapons:{entry.id}", 1.0, begin)
