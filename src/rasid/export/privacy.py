"""Names of private persons, kept out of what leaves the record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from rasid.knowledge.load import Knowledge

WITHHELD = "a person, name withheld"
WITHHELD_KEY = "withheld"
SHORT = 3  # letters of a last name that is left standing alone, because it is part of too many words
SMALL = {"of", "the", "in", "and", "for", "from", "a", "an", "de", "facto", "unidentified", "unknown"}


def english(name: str) -> set[str]:
    """The words of an English name or pattern."""
    return set(re.findall(r"[a-z][a-z'-]*", re.sub(r"\{.*?\}", "", name).casefold()))


BODIES = english(
    "police army ministry government forces force brigade brigades battalion battalions movement front council party "
    "court parliament committee agency union organisation organization army navy command directorate authority "
    "municipality hospital embassy company channel network newspaper radio group coalition alliance militia militias "
    "regiment division corps bureau office centre center commission association federation league fund bank "
    "university mission administration cabinet tribes gunmen soldiers civilians militants protesters"
)


class Veil:
    """Tells whose name is private: a named person whom no sheet knows. `off` lets all names through."""

    def __init__(self, knowledge: Knowledge, *, off: bool = False) -> None:
        self.off = off
        named = [g.name for g in knowledge.generics]
        named += [o.name for o in knowledge.organs]
        named += [o.name for o in knowledge.offices]
        named += [w for s in knowledge.states for w in (s.name, s.adjective)]
        self.words = SMALL | {w for name in named for w in english(name)}

    def private(self, key: str | None, name: str, anonymous: bool) -> bool:
        """Whether a name is to be withheld."""
        return not self.off and self.person(key, name, anonymous)

    def person(self, key: str | None, name: str, anonymous: bool) -> bool:
        """Whether a name is a private person's: no entry of the sheets, and no description of people or of a body."""
        if anonymous or not name or (key and not key.startswith("name:")):
            return False
        words = english(name)
        return not (words and (self.words.issuperset(words) or BODIES.intersection(words)))

    def name(self, key: str | None, name: str, anonymous: bool = False) -> str:
        """A name, or what stands in its place."""
        return WITHHELD if self.private(key, name, anonymous) else name

    def names_in(self, row: Mapping[str, Any]) -> set[str]:
        """The private names of an assertion in every spelling it has of them, whole and by the last word alone."""
        found = set() if self.off else self.persons_in(row)
        last = {name.split()[-1] for name in found if name and " " in name.strip()}
        return {name for name in found if name} | {word for word in last if len(word) > SHORT}

    def persons_in(self, row: Mapping[str, Any]) -> set[str]:
        """The names of private persons in an assertion, as it writes them."""
        found: set[str] = set()
        for role in ("source_actor", "target_actor", "addressee"):
            for who in row.get(role) or ():
                if self.person(who["id"], who["name_en"] or who["name_ar"], False):
                    found |= {who["name_en"], who["name_ar"], who["surface"]}
        for who in row.get("attribution") or ():
            if self.person(who["id"], who["who"] or who["who_ar"], who["anonymous"]):
                found |= {who["who"], who["who_ar"]}
        return found

    def text(self, text: str | None, names: Iterable[str]) -> str | None:
        """Text with private names struck out."""
        for name in sorted(set(names), key=lambda n: (-len(n), n)):
            if text and name in text:
                text = text.replace(name, "[…]")
        return text
