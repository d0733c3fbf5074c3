"""Genre: texts of sport, arts, medicine and markets that borrow the language of war."""

from __future__ import annotations

from rasid.extract.words import add_form
from rasid.knowledge.load import Knowledge
from rasid.model import ActorRef, Reading
from rasid.text.phrases import Phrases

DISTINCT = 6  # different words of one genre that a text must have
SHARE = 0.035  # and their share of all its words
ARMED = {"armed_group", "state_force"}


def genres_table(knowledge: Knowledge) -> Phrases[str]:
    """The words of each genre."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.cues("genre"):
        for form in entry.forms:
            add_form(table, knowledge, form, entry.id, inflect=True)
    return table


class Genre:
    """Whether a text is of another world than conflict, and where its words of that world stand.

    `other` is the id of the genre, or "". A text counts as of a genre where it has at least six different words
    of it, they make 3.5 % of its words, and it has at least twice as many of them as named armed groups and
    forces.
    """

    def __init__(self, reading: Reading, knowledge: Knowledge) -> None:
        table = knowledge.derived("genres table", genres_table)
        keys = [t.keys or (t.norm,) for t in reading.tokens]
        places: dict[str, list[int]] = {}
        words: dict[str, set[str]] = {}
        for match in table.find(keys):
            for genre in match.entries:
                places.setdefault(genre, []).extend(range(match.first, match.last))
                words.setdefault(genre, set()).add(reading.tokens[match.first].lemma)
        armed = sum(
            1
            for m in reading.mentions
            if isinstance(m.value, ActorRef) and m.value.type in ARMED and m.value.entry and not m.value.adjective
        )
        total = max(1, sum(t.pos != "PUNCT" for t in reading.tokens))
        self.other = ""
        self.at: frozenset[int] = frozenset()
        for genre in sorted(places):
            found = places[genre]
            if len(words[genre]) >= DISTINCT and len(found) / total >= SHARE and len(found) >= 2 * armed:
                if len(found) > len(self.at):
                    self.other, self.at = genre, frozenset(found)

    def near(self, first: int, last: int) -> bool:
        """Whether a word of the genre stands close to some tokens."""
        return any(t in self.at for t in range(first - 8, last + 12))
