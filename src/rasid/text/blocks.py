"""The parts of an article, told from its lines: headline, deck, byline, dateline, caption, body and furniture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from rasid.model import Block, Reading, Span, stage
from rasid.text.quotes import lines

T = TypeVar("T")

STOPS = ".!?\u2026"
PROSE_WORDS = 12  # a line this long is prose, even without a full stop
STOPPED_WORDS = 6  # a line with a full stop is prose from here on
SUBHEAD_WORDS = 9
HEAD_LINES = 9  # the headline, its time and its writer stand within so many lines
RESUMES_WORDS = 20  # a line this long, with a full stop, is no link of a list
CAPTION_WORDS = 40  # no caption is longer than this
PREFIX_LETTERS = 70
PREFIX_WORDS = 8

BULLET = re.compile(r"^\s*(?:[-–—•●▪◾■*·]|\d{1,2}\s*[-.)])\s*\S")
CREDIT = re.compile(r"\([^()]{2,40}\)\s*[.]?$")
DATE = re.compile(
    r"\b\d{1,2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*(?:19|20)\d\d\b|\b(?:19|20)\d\d\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2}\b"
    r"|\b\d{1,2}:\d\d\b|\b\d{1,2}\s+(?:\w+\s*/?\s*){1,4},?\s*(?:1[34]|19|20)\d\d|\bGMT\b"
)
PARTED = re.compile(r"[-–—/\u060c,:]| \u0640 ")  # what stands between the names of a dateline
STEP = re.compile(r"\s*[-–—\u0640:]+\s+|\s+[-–—]+|\s*/\s*|(?<=[)\]»])\s+|(?<=[)\]»])\s*[-–—:]+\s*")
OPENING_NAME = re.compile(r"""[«“"][^«»“”"]{1,20}[»”"]\s+\w+\s+\w+""")
QUOTED = re.compile(r"[«“\"][^«»“”\"]+[»”\"]")
INITIALS = re.compile(r"\b(\w)\.\s?(?=\w\b)")
NOT_WORD = re.compile(r"[^\w]+")
DIGIT = re.compile(r"\d+")


class Furniture(Protocol):
    """An entry of a sheet of page furniture."""

    part: str
    where: str
    forms: list[str]


class Speller(Protocol):
    """How words are made comparable."""

    fold: Callable[[str], str]


class PageKnowledge(Protocol):
    """What the sheets lend to the reading of a page."""

    spelling: Any

    @property
    def residue(self) -> Sequence[Any]:
        """Page furniture."""

    def derived(self, name: str, build: Callable[[Any], T]) -> T:
        """A table built once."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of page furniture, folded: by what they make of a line, and for datelines."""

    fold: Callable[[str], str] = str
    whole: Mapping[str, str] = field(default_factory=dict)
    starts: Mapping[str, str] = field(default_factory=dict)
    rest: frozenset[str] = frozenset()
    agencies: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    def plain(self, text: str) -> str:
        """The folded words of a text, without marks."""
        return NOT_WORD.sub(" ", INITIALS.sub(r"\1 ", self.fold(text)).replace("_", " ")).strip()

    def part(self, text: str) -> str | None:
        """What furniture a line is: residue, rest, caption or byline; None for none."""
        plain = self.plain(text)
        if not plain:
            return None
        if plain in self.rest:
            return "rest"
        if plain in self.whole:
            return self.whole[plain]
        words = plain.split()
        for size in range(min(5, len(words)), 0, -1):
            part = self.starts.get(" ".join(words[:size]))
            if part is not None:
                return part
        if (
            1 < len(words) <= 8
            and all(w in self.whole or w.isdigit() for w in words)
            and not all(w.isdigit() for w in words)
        ):
            return "residue"
        return None

    def names_agency(self, words: Sequence[str]) -> bool:
        """Whether an agency is among folded words."""
        return any(
            " ".join(words[i : i + size]) in self.agencies for size in (1, 2, 3) for i in range(len(words) - size + 1)
        )


NO_WORDS = Words()


def compile_words(knowledge: PageKnowledge) -> Words:
    """The words of page furniture of all sheets."""
    fold = knowledge.spelling.fold
    plain = Words(fold=fold).plain
    whole: dict[str, str] = {}
    starts: dict[str, str] = {}
    rest: set[str] = set()
    agencies: set[str] = set()
    places: set[str] = set()
    for entry in knowledge.residue:
        for form in entry.forms:
            words = plain(form)
            if not words:
                continue
            if entry.part == "dateline":
                (places if entry.where == "line" else agencies).add(words)
            elif entry.where == "rest":
                rest.add(words)
            elif entry.where == "start":
                starts.setdefault(words, entry.part)
            else:
                whole.setdefault(words, entry.part)
    return Words(fold, whole, starts, frozenset(rest), frozenset(agencies), frozenset(places))


@dataclass(slots=True)
class Line:
    """A line of the text and what is known of it."""

    span: Span
    text: str
    count: int
    stopped: bool
    part: str | None = None

    @property
    def is_prose(self) -> bool:
        """Whether it reads like a sentence of an article."""
        return self.count >= PROSE_WORDS or (self.stopped and self.count >= STOPPED_WORDS)


@stage(makes="blocks")
def find_blocks(reading: Reading, knowledge: PageKnowledge | None) -> Iterator[Block]:
    """The parts of the text in order, a line or paragraph each; together they hold all of its words.

    A text of one paragraph is all body. Body, headline and caption are for reading; the rest is not.
    """
    text = reading.document.text
    words = NO_WORDS if knowledge is None else knowledge.derived("page furniture", compile_words)
    found = [line_of(text, span) for span in lines(text, Span(0, len(text)))]
    if len(found) == 1:
        found[0].part = "body"
    else:
        label(found, words)
    first_body = True
    for line in found:
        part = line.part or "body"
        if part == "body" and (first_body or "(" in line.text[:PREFIX_LETTERS]):
            cut = dateline_end(line.text, words, first=first_body)
            if cut:
                yield Block(Span(line.span.start, line.span.start + len(line.text[:cut].rstrip())), "dateline")
                yield Block(Span(line.span.start + cut, line.span.end), "body")
                first_body = False
                continue
        first_body = first_body and part != "body"
        yield Block(line.span, part)


def line_of(text: str, span: Span) -> Line:
    """A line with its count of words and whether it ends in a full stop."""
    words = text[span.start : span.end]
    bare = words.rstrip("»”\"’')] \u200f\u200e")
    stopped = bool(bare) and (bare[-1] in STOPS or is_question(bare[-1]))
    return Line(span, words, sum(1 for w in words.split() if any(c.isalnum() for c in w)), stopped)


def is_question(mark: str) -> bool:
    """Whether a mark is a question mark or full stop of another script."""
    return ord(mark) in (0x61F, 0x6D4)


def label(found: list[Line], words: Words) -> None:
    """Give every line its part."""
    script = sum(has_letters(line.text) for line in found) * 2 > len(found)
    for line in found:
        line.part = furniture(line, words)
        if line.part is None and script and not has_letters(line.text) and not is_date(line):
            line.part = "residue"
    cut_rest(found)
    if not any(line.is_prose and line.part is None for line in found):
        for line in found:
            line.part = line.part or ("byline" if is_date(line) else "body")
        name_headline(found)
        return
    body = label_head(found, words)
    label_body(found, body)


def furniture(line: Line, words: Words) -> str | None:
    """What the sheets say of a line; long lines that only begin like furniture are prose."""
    part = words.part(line.text)
    if part is None or (part in ("byline", "caption") and line.count > 2 * PROSE_WORDS):
        return None
    if part == "byline" and line.stopped and line.count >= STOPPED_WORDS and not is_date(line):
        return None
    if part == "residue" and line.is_prose and line.count >= RESUMES_WORDS and line.stopped:
        return None
    if part == "caption" and line.stopped and line.count >= RESUMES_WORDS and not CREDIT.search(line.text):
        return None
    return part


def cut_rest(found: list[Line]) -> None:
    """After a heading of furniture all is furniture, unless the article plainly goes on."""
    for index, line in enumerate(found):
        if line.part != "rest":
            continue
        line.part = "residue"
        following = found[index + 1 :]
        prose = [other for other in following if other.stopped and other.count >= RESUMES_WORDS]
        if index == 0 or (len(prose) >= 2 and 3 * sum(o.count for o in prose) > sum(o.count for o in found[:index])):
            resumes = following.index(prose[0]) if prose else 0
            following = following[:resumes]
        for other in following:
            other.part = "residue"


def is_date(line: Line) -> bool:
    """Whether a short line tells a day or an hour."""
    return (
        line.count <= 16 and not (line.stopped and line.count > 8) and DATE.search(fold_digits(line.text)) is not None
    )


def fold_digits(text: str) -> str:
    """Digits of every script as 0-9."""
    return "".join(str(int(c)) if c.isdecimal() and not c.isascii() else c for c in text)


def name_headline(found: list[Line]) -> None:
    """Call the first line headline where more than one other follows it."""
    free = [line for line in found if line.part == "body"]
    if len(free) > 2 and not free[0].stopped:
        free[0].part = "headline"


def label_head(found: list[Line], words: Words) -> int:
    """Label the lines above the body; the number of the first line of the body."""
    stamps = [
        i for i, line in enumerate(found[:HEAD_LINES]) if (line.part is None and is_date(line)) or line.part == "byline"
    ]
    first = next(i for i, line in enumerate(found) if line.part is None)
    head = found[first]
    if head.stopped and head.is_prose and not any(i > first for i in stamps):
        return first
    if head.stopped and head.count >= 2 * PROSE_WORDS:
        return first
    after = stamps[-1] + 1 if stamps and stamps[-1] > first else first + 1
    body = next((i for i in range(after, len(found)) if opens_body(found, i)), len(found))
    label_top(found[:body], first, words)
    return body


def is_credited(line: Line) -> bool:
    """Whether a line ends with a name in brackets, as captions do; a long one is a paragraph that names its agency."""
    return line.count <= CAPTION_WORDS and CREDIT.search(line.text) is not None


def opens_body(found: list[Line], index: int) -> bool:
    """Whether a line is the first paragraph of the body."""
    line = found[index]
    if line.part is not None or not line.is_prose or (is_credited(line) and not line.stopped):
        return False
    follower = found[index + 1].part if index + 1 < len(found) else None
    if (
        follower is not None
        and line.count < RESUMES_WORDS
        and any(o.part is None and o.is_prose for o in found[index + 1 :])
    ):
        return False  # furniture follows at once: a caption or a deck
    if line.stopped or line.count >= 2 * PROSE_WORDS:
        return True
    # A line of a dozen words without a full stop is a deck or a caption where prose follows, else prose.
    return not any(other.is_prose and other.part is None for other in found[index + 1 : index + 3])


def label_top(top: list[Line], first: int, words: Words) -> None:
    """Label headline, deck, byline, dateline and caption."""
    titled = False
    dated = False
    for index, line in enumerate(top):
        if line.part is not None:
            dated = dated or line.part == "byline"
            continue
        if index > first and is_date(line):
            line.part, dated = "byline", True
        elif not titled:
            following = next((other for other in top[index + 1 :] if other.part is None and not is_date(other)), None)
            kicker = line.count <= 6 and following is not None and following.count > max(line.count, 6) and not dated
            kicker = kicker and following is not None and not CREDIT.search(following.text)
            line.part = "headline" if not kicker or line.count > 2 else "residue"
            titled = not kicker
        elif is_dateline(line.text, words) or (line.count <= PREFIX_WORDS and begins_with_place(line.text, words)):
            line.part = "dateline"
        elif is_credited(line) and line.count > 3:
            line.part = "caption"
        elif line.count <= 5 and not line.stopped:
            line.part = "byline" if has_letters(line.text) else "residue"
        elif (dated and not line.stopped) or (
            index and top[index - 1].part == "caption" and line.count < RESUMES_WORDS
        ):
            line.part = "caption"
        else:
            line.part = "deck"


def has_letters(text: str) -> bool:
    """Whether a text has a word of letters other than Latin ones."""
    return any(c.isalpha() and not c.isascii() for c in text)


def label_body(found: list[Line], body: int) -> None:
    """Label the paragraphs, the subheads between them and what stands after the last of them."""
    rest = found[body:]
    prose = [i for i, line in enumerate(rest) if line.part is None and line.is_prose]
    last = prose[-1] if prose else -1
    for index, line in enumerate(rest):
        if line.part is not None:
            continue
        if line.is_prose or BULLET.match(line.text):
            line.part = (
                "caption" if CREDIT.search(line.text) and not line.stopped and line.count < RESUMES_WORDS else "body"
            )
        elif CREDIT.search(line.text) and line.count <= PROSE_WORDS and index != last:
            line.part = "caption" if line.count > 2 else "residue"
        elif index > last:
            line.part = "body" if line.stopped or line.count > SUBHEAD_WORDS else "residue"
        elif is_subhead(line):
            line.part = "subhead"
        else:
            line.part = "body"


def is_subhead(line: Line) -> bool:
    """Whether a short line between paragraphs is a heading and not speech or a list."""
    if line.count > SUBHEAD_WORDS or line.stopped or line.text[-1] in ":;,":
        return False
    quoted = QUOTED.fullmatch(line.text) is not None
    name = OPENING_NAME.match(line.text) is not None
    return quoted or (line.text[-1] not in '»”"' and (name or line.text[0] not in '«“"'))


def is_dateline(text: str, words: Words) -> bool:
    """Whether a whole line is the dateline of an article: places, agencies, desks."""
    plain = words.plain(text).split()
    placed = any(" ".join(plain[:size]) in words.places for size in (1, 2, 3))
    return (placed or "(" not in text) and _names_desk(text.rstrip(" :-–—/"), words)


def begins_with_place(text: str, words: Words) -> bool:
    """Whether the words before the first dash, slash or colon of a short line are a place of datelines."""
    pieces = re.split(r"\s[-–—\u0640]+\s|[:/]", text, maxsplit=1)
    return len(pieces) == 2 and words.plain(pieces[0]) in words.places


def dateline_end(text: str, words: Words, *, first: bool = True) -> int:
    """Where the dateline at the start of a paragraph ends; 0 where there is none.

    "Baghdad (Reuters) - Police said" has one that ends before "Police". Only the first paragraph may have one
    without a place.
    """
    best = 0
    for match in STEP.finditer(text[:PREFIX_LETTERS]):
        before = text[: match.start()]
        if len(before.split()) > PREFIX_WORDS or match.end() >= len(text.rstrip()):
            break
        if _is_prefix(before, match[0], words, first=first):
            best = match.end()
    return best


def _is_prefix(before: str, mark: str, words: Words, *, first: bool) -> bool:
    """Whether words before a dash, slash, colon or after a bracket are a dateline."""
    plain = words.plain(before).split()
    placed = any(" ".join(plain[:size]) in words.places for size in (1, 2, 3))
    bracketed = re.search(r"[(\[«][^()\[\]«»]+[)\]»]\s*$", before) is not None
    if not mark.strip():
        return bracketed and placed and len(plain) <= PREFIX_WORDS and _names_desk(before, words)
    if mark.strip() == ":" and not bracketed and not _names_medium(before, words):
        return False
    return (first or (placed and bracketed)) and _names_desk(before, words)


def _names_medium(text: str, words: Words) -> bool:
    """Whether words before a colon have an agency among them, and no name of another that only holds one's word: the
    agency and the place stand apart.
    """
    pieces = [words.plain(piece).split() for piece in PARTED.split(text)]
    return any(map(words.names_agency, pieces)) and not any(
        words.names_agency(piece) and not words.places.isdisjoint((*piece, " ".join(piece))) for piece in pieces
    )


def _names_desk(text: str, words: Words) -> bool:
    """Whether a stretch of words is places and agencies."""
    plain = [w for w in words.plain(text).split() if not DIGIT.fullmatch(w)]
    if not plain or len(plain) > PREFIX_WORDS:
        return False
    if " ".join(plain) in words.places:
        return True
    if words.names_agency(plain):
        bracketed = re.search(r"[(\[«][^()\[\]«»]+[)\]»]\s*$", text) is not None
        return len(plain) <= 5 or bracketed
    pieces = [words.plain(piece) for piece in PARTED.split(text)]
    return len(pieces) > 1 and all(piece in words.places or piece.isdigit() for piece in pieces if piece)
