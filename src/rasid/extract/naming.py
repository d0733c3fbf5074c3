"""English names of bodies and groups that no sheet knows, put together from the words of their Arabic names."""

from __future__ import annotations

from rasid.extract.persons import names
from rasid.extract.places import names_table
from rasid.extract.words import QUOTATION, Words, add_form
from rasid.knowledge.load import Knowledge
from rasid.model import Reading
from rasid.text.phrases import Phrases


def words_table(knowledge: Knowledge) -> Phrases[str]:
    """The English of the words that names of bodies are made of, with the adjectives and names of states."""
    table: Phrases[str] = Phrases()
    for entry in knowledge.name_words:
        for form in entry.forms:
            add_form(table, knowledge, form, entry.name)
    for state in knowledge.states:
        for name in state.adjectives:
            for variant in knowledge.spelling.relational(name):
                table.add(variant.split(), state.adjective)
        for name in state.names:
            add_form(table, knowledge, name, state.name)
    return table


class Naming:
    """Renders the words of a name: what stands last in Arabic stands first in English, but for words only put in
    other letters; "for" splits it.
    """

    def __init__(self, reading: Reading, knowledge: Knowledge, words: Words) -> None:
        self.reading, self.knowledge, self.words = reading, knowledge, words
        self.table = knowledge.derived("words of names", words_table)
        self.places = knowledge.derived("places table", names_table)

    def knows(self, at: int) -> bool:
        """Whether the English of the word at a token is listed."""
        return self.words.at(self.table, at) is not None

    def english(self, first: int, last: int, head: str) -> str:
        """The name that some words give to a head: "Truck Drivers Union", "Nasr Company for Cement"."""
        parts: list[tuple[str, list[list[str]]]] = [("", [])]
        spelled = False
        at = first
        while at < last:
            token = self.reading.tokens[at]
            if token.norm in QUOTATION:
                at += 1
                continue
            if token.attached and at > first:
                parts.append(("and" if token.conjoined else "for", []))
            before = spelled and bool(parts[-1][1])
            piece, at, spelled = self.piece(at, last)
            if piece and spelled and before:
                parts[-1][1][-1].append(piece)
            elif piece:
                parts[-1][1].append([piece])
        joined = [(link, " ".join(" ".join(run) for run in reversed(runs))) for link, runs in parts]
        name = f"{joined[0][1]} {head}".strip()
        return " ".join([name, *(f"{link} {piece}" for link, piece in joined[1:] if piece)])

    def piece(self, at: int, last: int) -> tuple[str, int, bool]:
        """The English of the longest known words that start at a token, else its letters; the token behind; whether it
        is a name put in other letters.
        """
        token = self.reading.tokens[at]
        word = self.words.at(self.table, at)
        if word is not None and word[0] <= last:
            return word[1].entries[0], word[0], False
        person = names(self.knowledge).given_at(token)
        place = self.words.at(self.places, at)
        if place is not None and place[0] <= last and (person is None or place[0] > at + 1):
            return place[1].entries[0].ref.name, place[0], False
        if person is not None:
            return person.name, at + 1, True
        stem = next((s for s in token.segments if s.role == "stem"), None)
        letters = stem.norm if stem is not None else token.norm
        return self.knowledge.spelling.romanise(letters), at + 1, True
