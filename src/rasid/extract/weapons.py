"""Weapons and means named in the text."""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.words import Words, add_form
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import WeaponEntry
from rasid.model import Kind, Mention, Reading, WeaponRef, stage
from rasid.text.phrases import Phrases


def _table(knowledge: Knowledge) -> Phrases[tuple[WeaponEntry, bool]]:
    table: Phrases[tuple[WeaponEntry, bool]] = Phrases()
    for entry in knowledge.weapons:
        for form in entry.forms:
            add_form(table, knowledge, form, (entry, False), inflect=True)
        for form in entry.weak:
            add_form(table, knowledge, form, (entry, True), inflect=True)
    return table


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
