"""Documents and the layers that cut them up: spans, blocks, sentences, quotes, tokens, chunks, clauses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from msgspec import Struct


class Span(Struct, frozen=True, order=True, gc=False):
    """Characters `start` up to, not including, `end` of a Document's text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def to(self, other: Span) -> Span:
        """The span from the start of this one to the end of another."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One article as one immutable text; every span of every finding counts its characters."""

    id: str
    text: str
    published: str | None = None  # ISO date
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str = "ar"

    @property
    def day(self) -> date | None:
        """The day of publication; None where none, or none that is a date, is given."""
        try:
            return date.fromisoformat(self.published[:10]) if self.published else None
        except ValueError:
            return None

    def quote(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]


class Block(Struct, frozen=True):
    """A part of a document: headline, deck, byline, dateline, caption, subhead, body or residue."""

    span: Span
    part: str


class Sentence(Struct, frozen=True):
    """A sentence and the part of the document it stands in."""

    span: Span
    part: str = "body"


class Quote(Struct, frozen=True):
    """A quoted passage; `inner` leaves the marks out, `depth` is 0 for one that no other quote holds."""

    span: Span
    inner: Span
    depth: int = 0


class Segment(Struct, frozen=True, gc=False):
    """A piece of a token with its own characters: proclitic, stem or enclitic."""

    span: Span
    norm: str
    pos: str
    role: str


class Features(Struct, frozen=True, gc=False):
    """Agreement and verb features of a token's stem; `None` where the form does not tell.

    `closed` is set where the form of a noun lets no noun depend on it: article, pronoun, nunation, ending of a plural
    or dual.
    """

    definite: bool = False
    gender: str | None = None  # "m", "f"
    number: str | None = None  # "s", "d", "p"
    person: str | None = None  # "1", "2", "3"
    tense: str | None = None  # "past", "present", "imperative"
    voice: str | None = None  # "active", "passive", None = the spelling does not tell
    closed: bool = False


class Token(Struct, frozen=True):
    """An orthographic word.

    `keys` are the normalised spellings by which a form of a sheet may match it, whole word first and
    ever more clitics taken off after it. `function` names the grammatical job of a function word
    ("preposition", "relative", "complementiser", "conditional", "negation", "future", ...), else None.
    """

    span: Span
    norm: str
    stem: str
    lemma: str
    pos: str
    keys: tuple[str, ...] = ()
    segments: tuple[Segment, ...] = ()
    features: Features = Features()
    function: str | None = None

    def proclitic(self, *norms: str) -> Segment | None:
        """The first proclitic with one of these letters, or None."""
        for segment in self.segments:
            if segment.role == "proclitic" and segment.norm in norms:
                return segment
        return None

    @property
    def conjoined(self) -> bool:
        """Whether a conjunction is attached in front."""
        return "CCONJ" in [s.pos for s in self.segments if s.role == "proclitic"]

    @property
    def attached(self) -> bool:
        """Whether a conjunction or a preposition is attached in front, so that a new phrase begins."""
        found = [s.pos for s in self.segments if s.role == "proclitic"]
        return "CCONJ" in found or "ADP" in found

    @property
    def enclitic(self) -> Segment | None:
        """The attached pronoun, or None."""
        last = self.segments[-1] if self.segments else None
        return last if last is not None and last.role == "enclitic" else None


class Chunk(Struct, frozen=True):
    """A phrase as token numbers `first` up to, not including, `last`.

    `kind` is "np", "verb" or "other"; `prep` is the normalised preposition that governs an np
    ("" where none does); `clause` numbers the clause it stands in.
    """

    kind: str
    first: int
    last: int
    head: int
    prep: str = ""
    clause: int = 0
    joined: bool = False  # goes on from the np before by "and", and shares its preposition
    definite: bool = False


class Clause(Struct, frozen=True):
    """A clause as token numbers, its kind, its verb's token and the clause that governs it.

    Kinds: main, complement, quotation, relative, adverbial, participle, conditional, coordinate, resumed (the
    clause `governor` goes on after one inside it). `governor` is the number of the clause that this one hangs
    on, `anchor` the token in it (the speech verb, the head of the relative clause), `marker` the token that
    opens this one.
    """

    first: int
    last: int
    kind: str
    governor: int | None = None
    anchor: int | None = None
    marker: int | None = None
    verb: int | None = None
    sentence: int = 0

    @property
    def span(self) -> Span:
        """Token numbers as a sortable span (of tokens, not characters)."""
        return Span(self.first, self.last)
