"""Examples of sheets, read: does each entry find what its examples quote, and nothing in its counter-examples?

What an entry finds depends on its kind. An event entry finds its triggers; where they only help another entry to tell
the act (the noun of a light verb, a word of two acts) its words must match and the sentence must tell an act. A place
is found where the reading means it, and no other of its name. An entry for actors or weapons finds mentions that are
its own; where one of its words only helps (an adjective of a state) some mention must stand there. A name that several
actors have must mean the one that gives the example.
Of the other kinds (ways of saying, cues, light verbs, calendar words ...) the words must match. A counter-example is
stricter: nothing of the entry may come out of the reading.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasid.extract.scene import Scene
from rasid.extract.triggers import find_triggers
from rasid.extract.words import Words, add_form, add_verbs
from rasid.knowledge.check import FORMS, forms, shared_names
from rasid.knowledge.fault import Fault, entries
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import Entry
from rasid.model import ActorRef, Document, Reading, Span
from rasid.run.pipeline import Reader
from rasid.text.phrases import Phrases

MENTIONED = frozenset({"actor", "generic", "office", "organ", "place", "state", "weapon"})
VERBS = frozenset({"verbs", "intransitive"})


def check_readings(reader: Reader) -> Iterator[Fault]:
    """Every example that does not hold, in all sheets."""
    for file, kind, entry in entries(reader.knowledge):
        for number in range(len(entry.examples)):
            yield from check_example(reader, file, kind, entry, number)
        for number in range(len(entry.counterexamples)):
            yield from check_counterexample(reader, file, kind, entry, number)


def check_example(reader: Reader, file: str, kind: str, entry: Entry, number: int) -> Iterator[Fault]:
    """The quotes of an example that its entry does not find."""
    example = entry.examples[number]
    made = reader.read(Document("example", example.text, published=example.published or None))
    found = found_by(reader, kind, entry, made)
    shared = reader.knowledge.derived("shared names", shared_names) if kind == "actor" else {}
    for quote in example.finds:
        start = example.text.find(quote)
        if "".join(reader.knowledge.words(quote)) in shared:
            found = mentions(entry, made)
        if not any(span.overlaps(Span(start, start + len(quote))) for span in found):
            fix = "mend the forms or the example; `rasid knowledge try` shows what is found instead"
            yield Fault(file, entry.id, quote, f"is not found in example {number + 1} ({example.text})", fix)


def check_counterexample(reader: Reader, file: str, kind: str, entry: Entry, number: int) -> Iterator[Fault]:
    """What an entry finds in a counter-example."""
    text = entry.counterexamples[number]
    for span in come_out(reader, kind, entry, text):
        words = text[span.start : span.end]
        fix = "narrow the forms (`needs`, `unless`, `weak`), or take the counter-example back"
        yield Fault(file, entry.id, words, f"is found in counter-example {number + 1} ({text})", fix)


def found_by(reader: Reader, kind: str, entry: Entry, reading: Reading) -> list[Span]:
    """The spans that an entry finds in a text."""
    if kind == "event":
        helping = matches(reader.knowledge, entry, reading) if reading.assertions else []
        return triggers(reader.knowledge, entry, reading) + helping
    if kind == "place":
        return mentions(entry, reading)
    if kind in MENTIONED:
        spans = [mention.span for mention in reading.mentions]
        helping = [span for span in matches(reader.knowledge, entry, reading) if any(map(span.overlaps, spans))]
        shared = matches(reader.knowledge, entry, reading, ("shared",))
        return mentions(entry, reading) + helping + shared
    return matches(reader.knowledge, entry, reading)


def come_out(reader: Reader, kind: str, entry: Entry, text: str) -> list[Span]:
    """The spans that come out of the reading of a text as findings of an entry."""
    reading = reader.read(Document("example", text))
    if kind == "event":
        return [event.span for event in reading.events if event.entry == entry.id]
    if kind in MENTIONED:
        return mentions(entry, reading)
    if kind == "light":
        return [event.span for event in reading.events if event.by.endswith(f"+{entry.id}")]
    words = matches(reader.knowledge, entry, reading)
    if kind == "speech":
        return words if any(item.attribution for item in reading.assertions) else []
    if kind == "doubt":
        return words if any(item.factuality.value != "asserted" for item in reading.assertions) else []
    return words


def mentions(entry: Entry, reading: Reading) -> list[Span]:
    """The mentions that an entry made, or that stand for a group of the state, or the holder of an office of the body,
    that it names.
    """
    found = []
    for mention in reading.mentions:
        value = mention.value
        organ = value.organ if isinstance(value, ActorRef) else None
        meant = {getattr(v, name, None) for v in (value, organ) for name in ("entry", "state")}
        if entry.id in meant or entry.id in mention.by.split(":"):
            found.append(mention.span)
    return found


def triggers(knowledge: Knowledge, entry: Entry, reading: Reading) -> list[Span]:
    """The words of the triggers of an event entry."""
    tokens = reading.tokens
    spans = []
    for number in range(len(reading.sentences)):
        for trigger in find_triggers(Scene(reading, number, knowledge), knowledge):
            if trigger.entry.id == entry.id:
                pieces = [(trigger.first, trigger.last), *([trigger.rest] if trigger.rest else [])]
                spans += [tokens[first].span.to(tokens[last - 1].span) for first, last in pieces]
    return spans


def matches(knowledge: Knowledge, entry: Entry, reading: Reading, fields: tuple[str, ...] = FORMS) -> list[Span]:
    """Where the words of an entry stand, and the attached letters that it lists (a preposition, a pronoun)."""
    table: Phrases[str] = Phrases()
    for field, form in forms(entry, fields):
        if field in VERBS:
            add_verbs(table, knowledge, [form], entry.id, "=~*^")
        else:
            add_form(table, knowledge, form, entry.id, inflect=True)
    words = Words(reading, 0, len(reading.tokens))
    spans = []
    for first in words.index:
        match = words.at(table, first)
        if match is not None:
            spans.append(reading.tokens[first].span.to(reading.tokens[match[0] - 1].span))
    letters = {knowledge.spelling.fold(form) for _, form in forms(entry, fields) if len(form) <= 2}
    clitics = [s.span for t in reading.tokens if letters for s in t.segments if s.role != "stem" and s.norm in letters]
    return spans + clitics
