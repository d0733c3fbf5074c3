"""The outlet itself: which media of an article are only its publisher, told by its dateline and its correspondents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from rasid.knowledge.load import Knowledge
from rasid.model import ActorRef, Assertion, Kind, Mention, Party, Reading, Span

GLOSS = 6  # words of a bracket behind the name of a medium


@dataclass(frozen=True, slots=True)
class Outlet:
    """The publisher of an article, as the article names it."""

    entries: frozenset[str]
    spans: frozenset[Span]

    def is_meant(self, party: Party) -> bool:
        """Whether a party is the publisher or its correspondent."""
        return (party.entry is not None and party.entry in self.entries) or party.span in self.spans

    def left_out(self, told: Assertion) -> Assertion:
        """An assertion whose chain does not name the publisher."""
        if not any(self.is_meant(p) for p in told.attribution):
            return told
        return replace(told, attribution=tuple(p for p in told.attribution if not self.is_meant(p)))


def find_outlet(reading: Reading, knowledge: Knowledge) -> Outlet:
    """The publisher: given with the document, named in the dateline, the one whose correspondent speaks, the one that
    received a statement.
    """
    named = {knowledge.key(w) for w in (reading.document.outlet or "").split()}
    written = {key for key in _dateline(reading) if len(key) > 1}
    dateline = written - _places(reading)
    correspondents = {knowledge.key(f) for e in knowledge.cues("correspondent") for f in e.forms}
    receiving = {"=" + knowledge.lemma(v.split()[0]) for e in knowledge.cues("receiving") for v in e.verbs}
    entries: set[str] = set()
    spans: set[Span] = set()
    for mention in reading.mentions_of(Kind.ACTOR):
        value = mention.value
        if not isinstance(value, ActorRef):
            continue
        organ = value.organ if value.organ is not None and value.organ.type == "media" else None
        before = {key for t in reading.tokens[max(mention.first - 1, 0) : mention.first] for key in t.keys}
        head = set(reading.tokens[mention.first].keys)
        people = value.generic and value.type == "civilians"
        if correspondents & head and (organ is not None or people or value.type == "media"):
            entry = (organ or value).entry
            spans.add(mention.span)
            entries.update({entry} if entry else ())
            continue
        quoted = value.entry is None and not value.generic and not value.office
        if value.type != "media" and not quoted:
            continue
        words = set(_words(reading, mention))
        told = {knowledge.key(w) for w in value.arabic.split()}
        if value.type == "media":
            own = bool(words & dateline or before & correspondents or before & receiving or told <= named)
        else:
            own = len(told) > 1 and told <= written
        if own:
            spans.add(mention.span)
            entries.update({value.entry} if value.entry else ())
    return Outlet(frozenset(entries), frozenset(spans))


def _dateline(reading: Reading) -> Iterator[str]:
    """The match keys of the words of the dateline."""
    for sentence in reading.sentences:
        if sentence.part == "dateline":
            first, last = reading.token_range(sentence.span)
            for token in reading.tokens[first:last]:
                yield from token.keys


def _places(reading: Reading) -> set[str]:
    """The match keys of the words of places, which every dateline has."""
    return {k for m in reading.mentions_of(Kind.PLACE) for t in reading.tokens[m.first : m.last] for k in t.keys}


def _words(reading: Reading, mention: Mention) -> Iterator[str]:
    """The match keys of the words of a name, and of the bracket right behind it."""
    for token in reading.tokens[mention.first : mention.last]:
        yield from token.keys
    behind = reading.tokens[mention.last : mention.last + GLOSS]
    if behind and behind[0].norm == "(":
        for token in behind:
            if token.norm == ")":
                return
            yield from token.keys
