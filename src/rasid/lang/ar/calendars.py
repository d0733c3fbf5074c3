"""Times: every expression of time in Arabic press prose, resolved against the day of publication.

The words come from the sheet of times; here is the grammar that joins them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache

from hijridate import Gregorian, Hijri
from msgspec import Struct
from msgspec.structs import replace

from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import TimeEntry
from rasid.lang.ar.letters import fold
from rasid.lang.ar.numbers import Face, Piece, cut, faces_of, read_number, read_ordinal
from rasid.model import Kind, Mention, Problem, Reading, Span, TimeValue, Token, stage

DAY = timedelta(days=1)
FIRST_HIJRI, LAST_HIJRI = 1343, 1500
REACH = 30  # pieces that a word of the future or the past is looked for in
NEAR = 8  # ... for words that tell only from nearby
AHEAD = 4  # ... and after the expression, where no verb stands before it
FAR, CLOSE = (
    290,
    60,
)  # days: a date without a year that lies so far back but so close ahead, and no verb tells, lies ahead


class Term(Struct, frozen=True):
    """A form of an entry: its words, and whether the article must stand on the first."""

    entry: str
    part: str
    value: str
    words: tuple[str, ...]
    definite: bool


REMEMBERED = 1 << 15  # words kept for the next time they are met


class Hit(Struct, frozen=True):
    """A term found in the text: the piece after it and how its first word was read."""

    term: Term
    end: int
    face: Face

    @property
    def value(self) -> str:
        """What the term stands for."""
        return self.term.value


class Calendar:
    """The words of the sheet of times, ready to be found in pieces of text."""

    def __init__(self, entries: Iterable[TimeEntry]) -> None:
        self.terms: dict[str, list[Term]] = {}
        self.opening: dict[str, bool] = {}  # words met, and whether a term can start with them
        for entry in entries:
            for form in entry.forms:
                faces = [_sheet_face(fold(word)) for word in form.split()]
                if not faces:
                    continue
                words = tuple(face.stem for face in faces)
                self.terms.setdefault(words[0], []).append(
                    Term(entry.id, entry.part, entry.value, words, faces[0].definite)
                )

    def find(self, pieces: Sequence[Piece], at: int) -> tuple[Hit, ...]:
        """The terms that start at a piece: the longest first, then those that take the fewest clitics off."""
        text = pieces[at].text
        opens = self.opening.get(text)
        if opens is None:
            if len(self.opening) >= REMEMBERED:
                self.opening.clear()
            opens = self.opening[text] = any(face.stem in self.terms for face in pieces[at].faces)
        if not opens:
            return ()
        found: list[tuple[int, int, int, Hit]] = []
        for order, face in enumerate(pieces[at].faces):
            for term in self.terms.get(face.stem, ()):
                if term.definite and not face.definite:
                    continue
                end = at + len(term.words)
                if end <= len(pieces) and all(_is(pieces[at + i], term.words[i]) for i in range(1, len(term.words))):
                    found.append((-len(term.words), face.cost, order, Hit(term, end, face)))
        if not found:
            return ()
        found.sort(key=lambda row: (*row[:3], row[3].term.entry))
        return tuple(row[3] for row in found)


def calendar(knowledge: Knowledge) -> Calendar:
    """The calendar of a knowledge, built once."""
    return knowledge.derived("lang.ar.calendars", lambda known: Calendar(known.times))


def _sheet_face(word: str) -> Face:
    return next((f for f in faces_of(word) if f.definite and not f.cost), Face(faces_of(word)[0].stem))


def _is(piece: Piece, stem: str) -> bool:
    return any(face.stem == stem and not face.cost for face in piece.faces)


class Stretch(Struct, frozen=True):
    """Days found in the text: first and last, the piece after the words, the entry they hang on.

    `floating` tells that the year was not said; `known` that it names days at all.
    """

    start: date | None
    end: date | None
    grain: str
    next: int
    entry: str
    relation: str = "in"
    calendar: str = "gregorian"
    floating: bool = False

    @property
    def known(self) -> bool:
        """Whether it names days."""
        return self.start is not None or self.end is not None


_TAKE_A_DATE = frozenset(  # words after which a bare month or year is a date
    fold(w) for w in ("في", "فى", "خلال", "منذ", "حتى", "قبل", "بعد", "لغاية", "بحلول", "بين", "شهر", "أثناء")
)
_PERIODS = {"range", "week", "month", "year"}


class When(Struct, frozen=True):
    """What an expression is resolved against: the anchor day and the side of it on which it lies."""

    anchor: date | None
    ahead: bool | None = False


# --- days of the calendars ---


def shift_month(day: date, months: int) -> date:
    """The same day so many months on, or the last day of that month where it has none such.

    >>> shift_month(date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    year = min(max(year, 1), 9998)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """The number of days of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return (following - date(year, month, 1)).days


def whole_month(day: date) -> tuple[date, date]:
    """First and last day of the month of a day."""
    return day.replace(day=1), day.replace(day=month_length(day.year, day.month))


def shift_days(day: date, days: int) -> date | None:
    """A day so many days on; None beyond what a calendar holds."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if date(2, 1, 1).toordinal() <= ordinal <= date(9998, 12, 31).toordinal() else None


def make_day(year: int, month: int, day: int) -> date | None:
    """A day of the common calendar, None where there is no such day."""
    if 1 <= year <= 9998 and 1 <= month <= 12 and 1 <= day <= month_length(year, month):
        return date(year, month, day)
    return None


def hijri_day(year: int, month: int, day: int) -> date | None:
    """The common day of a day of the Umm al-Qura calendar, None beyond its tables."""
    if not (FIRST_HIJRI <= year < LAST_HIJRI and 1 <= month <= 12):
        return None
    if not 1 <= day <= 30 or (day == 30 and Hijri(year, month, 1).month_length() < 30):
        return None
    common = Hijri(year, month, day).to_gregorian()
    return date(common.year, common.month, common.day)


def hijri_year(day: date) -> int | None:
    """The Hijri year of a common day, None beyond the tables."""
    if not date(1925, 1, 1) <= day <= date(2076, 1, 1):
        return None
    return int(Gregorian(day.year, day.month, day.day).to_hijri().year)


def year_at(number: int, hijri: bool) -> tuple[date, date] | None:
    """First and last day of a year."""
    if not hijri:
        return (date(number, 1, 1), date(number, 12, 31)) if 1 <= number <= 9998 else None
    start, following = hijri_day(number, 1, 1), hijri_day(number + 1, 1, 1)
    return (start, following - DAY) if start and following else None


def month_at(year: int, month: int, hijri: bool) -> tuple[date, date] | None:
    """First and last day of a month."""
    if not hijri:
        first = make_day(year, month, 1)
        return whole_month(first) if first else None
    first = hijri_day(year, month, 1)
    if first is None:
        return None
    return first, first + (Hijri(year, month, 1).month_length() - 1) * DAY


# --- reading one sentence ---


class DayNumber(Struct, frozen=True):
    """A day of a month as it was said, with the place after it."""

    value: int
    next: int


class Year(Struct, frozen=True):
    """A year as it was said: a number, or a step from the anchor's year."""

    next: int
    number: int | None = None
    step: int | None = None
    hijri: bool = False
    same: bool = False


class Scan:
    """One sentence being read for times. `last` is the expression before, for "the same month"."""

    def __init__(self, words: Calendar, pieces: Sequence[Piece], published: date | None, tenses: Sequence[str]) -> None:
        self.pieces = pieces
        self.published = published
        self.tenses = tenses
        self.last: Stretch | None = None
        self._hits: dict[int, tuple[Hit, ...]] = {}
        for at, piece in enumerate(pieces):
            found = words.find(pieces, at) if piece.kind == "word" else ()
            if found:
                self._hits[at] = found

    # looking at pieces

    def hits(self, at: int) -> tuple[Hit, ...]:
        """All terms at a piece."""
        return self._hits.get(at, ())

    def hit(self, at: int, part: str, *values: str) -> Hit | None:
        """The longest term of a part at a piece, of these values if any are given."""
        for hit in self._hits.get(at, ()):
            if hit.term.part == part and (not values or hit.value in values):
                return hit
        return None

    def plain(self, at: int, part: str, *values: str) -> Hit | None:
        """A term that has no conjunction or preposition attached."""
        for hit in self._hits.get(at, ()):
            if hit.term.part == part and (not values or hit.value in values) and not hit.face.cost:
                return hit
        return None

    def text(self, at: int) -> str:
        """The folded text of a piece, "" beyond the sentence."""
        return self.pieces[at].text if 0 <= at < len(self.pieces) else ""

    def mark(self, at: int, marks: str) -> bool:
        """Whether one of these marks stands at a piece."""
        return 0 <= at < len(self.pieces) and self.pieces[at].kind == "mark" and self.pieces[at].text in marks

    def past_mark(self, at: int, marks: str) -> int:
        """The place after a mark, if one stands here."""
        return at + 1 if self.mark(at, marks) else at

    def after_preposition(self, at: int) -> bool:
        """Whether a preposition that takes a date stands before a piece."""
        before = self.pieces[at - 1] if at > 0 else None
        return before is not None and any(
            face.stem in _TAKE_A_DATE and len(face.conjunction + face.preposition) < 2 for face in before.faces
        )

    # which way does a bare date point

    def ahead(self, at: int, after: int, *, demand: bool = False) -> bool | None:
        """Whether a bare date at a piece lies ahead: the nearest word of future or past before it tells.

        Else a future verb right after it tells; None where no word does. `demand` also takes a demand for one.
        What a demand asks for lies ahead.
        """
        for back in range(at - 1, max(-1, at - 1 - REACH), -1):
            if self.mark(back, ".؛;!؟?:\n"):
                break
            tense = self.tenses[back]
            if demand and self.hit(back, "future", "demand"):
                return True
            hit = next(
                (
                    h
                    for h in self.hits(back)
                    if h.term.part == "future"
                    and not (h.term.definite and not h.face.definite)
                    and not (h.value == "past" and h.face.definite)
                ),
                None,
            )
            value = hit.value if hit else ""
            if tense == "future" or value == "next":
                return True
            if value == "scheduled" and at - back <= NEAR and not self.negated(back):
                return True
            if tense == "past" or value == "past" or (value == "scheduled" and self.negated(back)):
                return False
        if any(tense == "future" for tense in self.tenses[after : after + AHEAD]):
            return True
        return None

    def negated(self, at: int) -> bool:
        """Whether a past negation or an auxiliary of the past stands before a verb in the present."""
        return any(face.stem in _PAST_PARTICLES for face in (self.pieces[at - 1].faces if at else ()))

    def when(self, at: int, after: int) -> When:
        """What a bare date at a piece is resolved against."""
        return When(self.published, self.ahead(at, after))

    # the grammar

    def expression(self, at: int) -> Stretch | None:
        """The longest expression of time that starts at a piece."""
        if not self.may_start(at):
            return None
        core = self.closed(at)
        found: list[Stretch] = [core] if core is not None else []
        rules = [self.window, self.running, self.special, self.lasting]
        if self.hit(at, "anchor") is not None:
            rules = [self.since, self.stretch_from, self.between, self.until, self.ago, self.hence, *rules]
        for rule in rules:
            stretch = rule(at)
            if stretch is not None:
                found.append(stretch)
        return max(found, key=lambda s: s.next) if found else None

    def may_start(self, at: int) -> bool:
        """Whether an expression of time may start at a piece: a number, a term that does more than tell which
        way a date lies, or a word for "about" with such behind it.
        """
        piece = self.pieces[at]
        if piece.kind != "word":
            return piece.kind == "digits"
        if piece.counts or piece.text in _ARTICLES or any(hit.term.part != "future" for hit in self.hits(at)):
            return True
        behind = self.past_about(at)
        return behind > at and behind < len(self.pieces) and (self.pieces[behind].counts or bool(self.hits(behind)))

    def past_about(self, at: int) -> int:
        """The place after up to four words for "about"."""
        begin = at
        while at < len(self.pieces) and at - begin < 4 and says_about(self.pieces[at].text):
            at += 1
        return at

    def closed(self, at: int) -> Stretch | None:
        """A date, closed by "until another" where one follows."""
        core = self.core(at, None)
        if core is None or not core.known:
            return core
        until = self.hit(core.next, "anchor", "until")
        if until is not None:
            end = self.end_of(until.end, core)
            if end is not None and end.end is not None:
                return replace(core, end=end.end, grain="range", next=end.next, floating=False)
        return core

    def end_of(self, at: int, begin: Stretch) -> Stretch | None:
        """The closing date of a range that has begun; the end of it lies after the beginning."""
        now = self.hit(at, "relative", "now")
        if now is not None and self.published:
            return Stretch(None, self.published, "day", now.end, now.term.entry)
        end = self.core(at, When(self.published), inside=True)
        if end is None or end.end is None:
            return None
        if begin.start is not None and end.end < begin.start:
            if not end.floating:
                return None
            end = self.core(at, When(begin.start, ahead=True), inside=True)
            if end is None or end.end is None or end.end < begin.start:
                return None
        return end

    def since(self, at: int) -> Stretch | None:
        """A window that opens at a date, a length of time ago, or nobody says when."""
        hit = self.hit(at, "anchor", "since")
        if hit is None:
            return None
        at_core = self.past_clock(hit.end)
        forward = hit.term.words[0] not in _SINCE
        when = self.when(at, at_core) if forward else When(self.published)
        length = self.length(at_core)
        core = self.core(at_core, when, inside=True)
        if core is None or (length is not None and length[2] > core.next):
            return self.since_length(length)
        if not core.known:
            return replace(core, relation="since")
        if (
            core.start == self.published
            and core.floating
            and core.entry.startswith("weekday")
            and core.start
            and not forward
        ):
            core = replace(core, start=core.start - 7 * DAY)
        found = self.opened(core)
        if forward and self.published is not None and core.start == self.published == found.end:
            return replace(found, end=None)
        return found

    def opened(self, core: Stretch) -> Stretch:
        """A date made the opening of a window."""
        end = self.published
        after = core.next
        until = self.hit(core.next, "anchor", "until", "to")
        if until is not None:
            closing = self.end_of(until.end, core)
            if closing is not None:
                end, after = closing.end, closing.next
        if end is not None and core.start is not None and end < core.start:
            end = None
        return replace(core, end=end, grain="range", relation="since", next=after)

    def lasting(self, at: int) -> Stretch | None:
        """ "Three months from today": a length of time with the day on which it begins."""
        length = self.length(at)
        if length is None or length[1] is None or length[0] == "vague":
            return None
        unit, count, here, entry = length
        assert count is not None
        since = self.plain(here, "anchor", "since", "from")
        if since is None or since.term.words[0] in _SINCE:
            return None
        begin = self.core(since.end, When(self.published, ahead=True), inside=since.value == "since")
        if begin is None or begin.start is None or begin.grain not in ("day", "night"):
            return None
        if since.value == "from" and not begin.entry.startswith("relative"):
            return None
        after = self.move_from(begin.start, unit, count)
        end = shift_days(after, -1) if after is not None else None
        if end is None:
            return None
        return Stretch(begin.start, max(begin.start, end), "range", begin.next, entry)

    def since_length(self, length: tuple[str, float | None, int, str] | None) -> Stretch | None:
        """The window of the last so many days, weeks, months up to publication."""
        if length is None:
            return None
        unit, count, after, entry = length
        start = self.back(unit, count) if count is not None else None
        if start is None:
            return Stretch(None, None, "vague", after, entry, "since")
        return Stretch(start, self.published, "range", after, entry, "since")

    def back(self, unit: str, count: float) -> date | None:
        """The day so many units before publication."""
        return self.move(unit, -count)

    def move(self, unit: str, count: float) -> date | None:
        """The day so many units from publication."""
        return None if self.published is None else self.move_from(self.published, unit, count)

    def move_from(self, day: date, unit: str, count: float) -> date | None:
        """The day so many units from a day."""
        if abs(count) > 10_000:
            return None
        if unit in ("minute", "hour"):
            hours = count / 60 if unit == "minute" else count
            return shift_days(day, round(hours / 24))
        if unit in ("day", "night", "week"):
            return shift_days(day, round(count * (7 if unit == "week" else 1)))
        months = count * {"month": 1, "year": 12, "decade": 120, "century": 1200}.get(unit, 0)
        if unit not in ("month", "year", "decade", "century") or abs(months) > 12 * (day.year - 2):
            return None
        moved = shift_month(day, math.trunc(months))
        return shift_days(moved, round((months - math.trunc(months)) * 30))

    def length(self, at: int) -> tuple[str, float | None, int, str] | None:
        """A length of time: unit, count (None where not said), place after it and entry."""
        at = self.past_about(at)
        whole = self.plain(at, "count", "length")
        if whole is not None:
            return "vague", None, whole.end + (self.text(whole.end) in _LONG), whole.term.entry
        few = self.plain(at, "count", "few")
        if few is not None:
            unit = self.plain(few.end, "unit")
            return None if unit is None or " " in unit.value else (unit.value, None, unit.end, unit.term.entry)
        count: float | None = None
        at_unit = self.past_article(at)
        number = read_number(self.pieces, at_unit)
        unit = None
        if number is not None and not self.joined(at_unit):
            unit = self.plain(number[1], "unit")
            count = number[0]
        if unit is None or unit.value not in _UNITS:
            unit = self.plain(at, "unit")
            if unit is None:
                return None
            if unit.value.startswith("two "):
                count = 2
            elif unit.face.definite or unit.value not in _UNITS:
                return None
            else:
                count = None if self.is_plural(unit) else 1
        name = unit.value.removeprefix("two ")
        after = unit.end
        if self.text(after) in _HALVES and count is not None:
            count, after = count + 0.5, after + 1
        if count == 1 and self.text(after) in _ONE:
            after += 1
        while self.text(after) in _FILLERS:
            after += 1
        return name, count, after, unit.term.entry

    def joined(self, at: int) -> bool:
        """Whether the word at a piece has an "and" attached."""
        return bool(self.pieces[at].kind == "word" and self.pieces[at].faces and self.pieces[at].faces[0].conjunction)

    def is_plural(self, unit: Hit) -> bool:
        """Whether a unit was written in a plural that counts nothing."""
        return unit.term.words[0] in _PLURALS

    def past_article(self, at: int) -> int:
        """The place after a lone article before a digit group."""
        return at + 1 if self.text(at) in _ARTICLES and self.kind(at + 1) == "digits" else at

    def kind(self, at: int) -> str:
        """The kind of a piece, "" beyond the sentence."""
        return self.pieces[at].kind if 0 <= at < len(self.pieces) else ""

    def past_clock(self, at: int) -> int:
        """The place after a time of the clock ("the hour three of"), if one stands here."""
        hour = self.plain(at, "name", "hour")
        begin = hour.end if hour else at
        end = begin
        if hour is not None and self.kind(begin) == "digits":
            end = begin + 1
            while self.mark(end, ":.") and self.kind(end + 1) == "digits":
                end += 2
        else:
            ordinal = read_ordinal(self.pieces, begin)
            if ordinal is None or not self.text(begin).endswith("ه"):
                return at
            end = ordinal[1]
            while self.text(end) in _QUARTERS:
                end += 1
        if self.text(end) == _OF and self.hit(end + 1, "day_part"):
            end += 1
        return end

    def stretch_from(self, at: int) -> Stretch | None:
        """ "From X until Y"."""
        hit = self.plain(at, "anchor", "from") or self.hit(at, "anchor", "from")
        if hit is None:
            return None
        days = self.day_range(hit.end)
        if days is not None:
            return days
        begin = self.core(hit.end, None, inside=True)
        if begin is None or not begin.known:
            return None
        until = self.hit(begin.next, "anchor", "until", "to")
        return None if until is None else self.joined_stretch(hit.end, begin, until.end)

    def between(self, at: int) -> Stretch | None:
        """ "Between X and Y"."""
        hit = self.hit(at, "anchor", "between")
        if hit is None:
            return None
        days = self.day_range(hit.end)
        if days is not None:
            return days
        two = self.plain(hit.end, "unit")
        at_core = two.end if two is not None and two.value == "two year" else hit.end
        begin = self.year_alone(at_core) if self.kind(at_core) == "digits" else None
        begin = begin or self.core(at_core, None, inside=True)
        if begin is None or not begin.known:
            return None
        if begin.grain == "range":
            return begin
        follows = self.and_at(begin.next)
        return None if follows is None else self.joined_stretch(at_core, begin, follows)

    def and_at(self, at: int) -> int | None:
        """The place at which the word joined by an "and" is read."""
        if self.text(at) == "و":
            return at + 1
        return at if self.joined_any(at) else None

    def joined_any(self, at: int) -> bool:
        """Whether some reading of a word takes an "and" off it."""
        return 0 <= at < len(self.pieces) and any(f.conjunction == "و" for f in self.pieces[at].faces)

    def joined_stretch(self, begin_at: int, begin: Stretch, end_at: int) -> Stretch | None:
        """A range of two dates, each helping the other to its year."""
        end = self.core(end_at, None, inside=True) or (
            self.year_alone(end_at) if self.kind(end_at) == "digits" else None
        )
        if end is None or end.end is None:
            end = self.end_of(end_at, begin)
        if end is None or end.end is None:
            return None
        if begin.floating and not (begin.start and begin.start <= end.end and self.near(begin.start, end.end)):
            again = self.core(begin_at, When(end.end), inside=True)
            begin = again if again is not None and again.known else begin
        if begin.start is None or begin.start > end.end:
            later = self.end_of(end_at, begin)
            if later is None or later.end is None:
                return None
            end = later
        return replace(begin, end=end.end, next=end.next, grain="range", floating=False)

    def near(self, start: date, end: date) -> bool:
        """Whether two days lie within a year."""
        return (end - start).days < 366

    def until(self, at: int) -> Stretch | None:
        """A window that closes at a date: until, by, before."""
        hit = self.hit(at, "anchor", "until", "by", "before")
        if hit is None:
            return None
        notice = self.hit(hit.end, "relative", "notice")
        if notice is not None:
            return Stretch(self.published, None, "range", notice.end, notice.term.entry, "until")
        ahead = True if hit.value == "by" else self.ahead(at, hit.end, demand=True)
        late = self.end_of_unit(hit.end)
        core = late or self.core(self.past_clock(hit.end), When(self.published, ahead), inside=True)
        if core is None:
            return None
        if core.end is None:
            return replace(core, relation="until")
        end = core.end
        if (
            hit.value == "before"
            and core.grain != "day"
            and late is None
            and core.start is not None
            and not core.entry.startswith("anchor.late")
        ):
            end = core.start
        start = self.published if self.published is not None and end >= self.published else None
        return replace(core, start=start, end=end, grain="range", relation="until")

    def end_of_unit(self, at: int) -> Stretch | None:
        """The end of the week, which is a deadline."""
        edge = self.plain(at, "anchor", "late")
        if edge is None or self.published is None:
            return None
        unit = self.plain(edge.end, "unit", "week")
        if unit is None or not unit.face.definite:
            return None
        period = self.hit(unit.end, "period")
        if period is not None and period.value not in ("current", "this"):
            return None
        end = shift_days(self.published, 6 - (self.published.weekday() + 2) % 7)
        after = period.end if period else unit.end
        return Stretch(self.published, end, "range", after, edge.term.entry)

    def ago(self, at: int) -> Stretch | None:
        """So many days, weeks, months ago."""
        hit = self.hit(at, "anchor", "before")
        if hit is None:
            return None
        length = self.length(hit.end)
        if length is None:
            return None
        unit, count, after, entry = length
        if self.text(after) == _OF or self.text(after) == "علي":
            now = self.hit(after + 1, "relative", "now", "0")
            if now is None or self.text(after) != _OF:
                return None
            after = now.end
        if count is None and unit in ("minute", "hour") and self.published is not None:
            return Stretch(self.published, self.published, "day", after, entry)
        day = None if count is None else self.back(unit, count)
        if day is None:
            return Stretch(None, None, "vague", after, entry)
        if unit == "month":
            return Stretch(*whole_month(day), "month", after, entry)
        if unit in ("year", "decade", "century"):
            return Stretch(date(day.year, 1, 1), date(day.year, 12, 31), "year", after, entry)
        return Stretch(day, day, "day", after, entry)

    def hence(self, at: int) -> Stretch | None:
        """So many days hence, where the sentence looks ahead."""
        hit = self.hit(at, "anchor", "after")
        if hit is None:
            return None
        length = self.length(hit.end)
        if length is None or length[1] is None:
            core = self.core(hit.end, None, inside=True)
            if core is None or not core.known or core.grain == "vague":
                return None
            if self.ahead(at, core.next):
                return replace(core, end=None, grain="range", relation="since")
            return self.opened(core)
        unit, count, after, entry = length
        assert count is not None
        now = self.hit(after + 1, "relative", "now", "0") if self.text(after) == _OF else None
        if now is None and (self.text(after) == _OF or not self.ahead(at, after)):
            return None
        day = self.move(unit, count)
        if day is None:
            return None
        return Stretch(day, day, "day", now.end if now else after, entry)

    def window(self, at: int) -> Stretch | None:
        """The last or the next so many hours, days, weeks; an allowance of time."""
        during = self.hit(at, "anchor", "during", "last")
        begin = during.end if during is not None else at
        if during is None and self.joined(at):
            begin = at
        found = self.counted_window(begin)
        if found is not None:
            return found
        last = during is not None and (during.value == "last" or self.hit(begin, "anchor", "last") is not None)
        begin = begin + 1 if during is not None and during.value != "last" and last else begin
        length = self.length(begin) if during is not None else None
        if during is not None and length is not None and length[1] is not None and not self.is_from(length[2]):
            unit, count, after, entry = length
            assert count is not None
            ahead = self.ahead(at, after, demand=True)
            if self.month_hit(after) is not None:
                return self.core(begin, None, inside=True)
            if not last and (ahead or (ahead is None and unit == "hour" and count > 48)):
                return self.span(unit, count, True, after, entry, relation="until")
            if last or ahead is False or (unit == "hour" and count in (24, 48, 72)):
                return self.span(unit, count, False, after, entry)
            return None
        if during is not None:
            return None if during.value == "last" else self.core(begin, None, inside=True)
        length = self.length(at)
        if (
            length is not None
            and length[1] is not None
            and length[0] in ("hour", "day", "week", "month")
            and self.granted(at)
        ):
            return self.span(length[0], length[1], True, length[2], length[3], relation="until")
        return None

    def is_from(self, at: int) -> bool:
        """Whether "from" follows, other than "from now": the length is counted from an event."""
        return self.text(at) == _OF and self.hit(at + 1, "relative", "now", "0") is None

    def granted(self, at: int) -> bool:
        """Whether an ultimatum or a grace stands shortly before a length of time."""
        for back in range(at - 1, max(-1, at - 1 - NEAR), -1):
            if self.mark(back, ".؛;\n"):
                return False
            if self.hit(back, "anchor", "grace"):
                return True
        return False

    def span(self, unit: str, count: float, ahead: bool, after: int, entry: str, *, relation: str = "in") -> Stretch:
        """The window of so many units before or after publication."""
        if unit in ("hour", "minute"):
            count, unit = max(1, math.ceil(count / (24 if unit == "hour" else 1440))), "day"
        other = self.move(unit, count if ahead else -count)
        if other is None or self.published is None:
            return Stretch(None, None, "vague", after, entry, relation)
        if ahead:
            return Stretch(self.published, other, "range", after, entry, relation)
        return Stretch(other, self.published, "range", after, entry, relation)

    def counted_window(self, at: int) -> Stretch | None:
        """ "The past 24 hours", "the last three days", "the two coming weeks"."""
        first = self.past_article(at)
        number = read_number(self.pieces, first)
        if number is not None:
            unit = self.plain(number[1], "unit")
            if unit is None or unit.value not in _UNITS:
                return None
            period = self.plain(unit.end, "period", "past", "future")
            return (
                None
                if period is None
                else self.span(unit.value, number[0], period.value == "future", period.end, unit.term.entry)
            )
        unit = self.hit(at, "unit")
        if unit is None or not unit.face.definite:
            return None
        if unit.value.startswith("two "):
            period = self.plain(unit.end, "period", "past", "future")
            return (
                None
                if period is None
                else self.span(unit.value[4:], 2, period.value == "future", period.end, unit.term.entry)
            )
        if unit.value not in _UNITS:
            return None
        at_number = self.past_article(unit.end)
        number = read_number(self.pieces, at_number)
        if number is None:
            return None
        period = self.plain(number[1], "period", "past", "future")
        return (
            None
            if period is None
            else self.span(unit.value, number[0], period.value == "future", period.end, unit.term.entry)
        )

    def running(self, at: int) -> Stretch | None:
        """ "For the second day running": the days so far."""
        unit = next(
            (
                h
                for h in self.hits(at)
                if h.term.part == "unit"
                and h.face.preposition == "ل"
                and (h.face.definite or h.value == "night")
                and h.value in _RUNNING
            ),
            None,
        )
        if unit is None:
            return None
        at_number = self.past_article(unit.end)
        ordinal: tuple[float, int] | None
        if self.kind(at_number) == "digits":
            ordinal = read_number(self.pieces, at_number)
        else:
            ordinal = read_ordinal(self.pieces, at_number)
        if ordinal is None or (
            self.pieces[at_number].faces
            and not self.pieces[at_number].faces[0].definite
            and self.kind(at_number) == "word"
        ):
            return None
        run = self.hit(ordinal[1], "anchor", "running")
        after = run.end if run else ordinal[1]
        start = self.back(unit.value, ordinal[0] - 1)
        if start is None or self.published is None:
            return Stretch(None, None, "vague", after, unit.term.entry)
        return Stretch(start, self.published, "range", after, unit.term.entry)

    def special(self, at: int) -> Stretch | None:
        """Last night, the day after the one named, and words that place nothing."""
        for hit in self.hits(at):
            if hit.term.part != "relative" or hit.face.preposition == "ل":
                continue
            if hit.value == "vague":
                return Stretch(None, None, "vague", hit.end, hit.term.entry)
            if hit.value in ("last night", "night before last"):
                if self.published is None:
                    return Stretch(None, None, "vague", hit.end, hit.term.entry)
                end = self.published if hit.value == "last night" else self.published - DAY
                return Stretch(end - DAY, end, "night", hit.end, hit.term.entry)
            last = self.last
            if hit.value == "same period":
                if last is None or last.start is None or not (last.relation == "since" or last.grain in _PERIODS):
                    return Stretch(None, None, "vague", hit.end, hit.term.entry)
                return Stretch(last.start, last.end or self.published, "range", hit.end, hit.term.entry)
            if hit.value in ("same day", "next day", "day before"):
                step = {"same day": 0, "next day": 1, "day before": -1}[hit.value]
                if last is None or last.start is None or last.grain not in ("day", "night"):
                    return Stretch(None, None, "vague", hit.end, hit.term.entry)
                base = last.end if step >= 0 and last.end is not None else last.start
                day = shift_days(base, step)
                return Stretch(day, day, "day", hit.end, hit.term.entry)
        return None

    # dates proper

    def core(self, at: int, when: When | None, *, inside: bool = False) -> Stretch | None:
        """The longest date, month, year or period at a piece."""
        if not 0 <= at < len(self.pieces):
            return None
        found = [
            stretch
            for stretch in (
                self.dayish(at, when),
                self.monthish(at, when, inside=inside),
                self.yearish(at, inside=inside),
                self.unitish(at),
                self.edge(at, when),
            )
            if stretch is not None
        ]
        return max(found, key=lambda s: s.next) if found else None

    def dayish(self, at: int, when: When | None) -> Stretch | None:
        """A day, with the part of the day before or after it; a night of two days."""
        parts: list[str] = []
        here = at
        while len(parts) < 5:
            hit = self.part_of_day(here, first=here == at)
            if hit is None:
                break
            parts.append(hit.value)
            here = hit.end
            if (self.text(here) in _LINKS and self.part_of_day(here + 1, first=False) is not None) or (
                self.text(here) in _LINKS
                and self.one_day(here + 1, when or When(self.published), bool(parts)) is not None
            ):
                here += 1
        kinds = [p for p in parts if p not in ("plain", "days")]
        resolve = when or self.when(at, here)
        night = any(p in ("night", "night_of", "after_midnight") for p in parts)
        day = (self.special(here) if parts else None) or self.one_day(here, resolve, bool(parts))
        if day is None:
            return self.earlier(here) if parts == ["day"] and self.text(here - 1) == _OF else None
        if parts and "days" not in parts and day.entry.startswith("feast") and day.start is not None:
            day = replace(day, end=day.start, grain="day")
        if not parts and self.is_name(at, day):
            return None
        if parts and not kinds and self.is_name(at, day):
            return None
        if day.start is not None and day.end is not None and day.grain == "day":
            second = self.second_day(day, night, "days" in parts)
            if second is not None:
                return self.trailing(self.of_night(second, parts))
            if "night_of" in parts and day.entry.startswith(
                ("month.", "hijri.", "libyan", "numeric", "unit.", "feast.")
            ):
                day = replace(day, start=day.start - DAY, grain="night")
            elif "eve" in parts and day.start is not None:
                eve = day.start - DAY
                day = replace(day, start=eve, end=eve)
            elif night:
                day = replace(day, grain="night")
        return self.trailing(day)

    def earlier(self, at: int) -> Stretch | None:
        """ "Earlier this month": the month so far."""
        whole = self.unitish(at)
        if (
            whole is None
            or whole.start is None
            or whole.end is None
            or self.published is None
            or not whole.start <= self.published <= whole.end
        ):
            return None
        return replace(whole, end=self.published, grain="range")

    def of_night(self, both: Stretch, parts: Sequence[str]) -> Stretch:
        """The night of two days; after its midnight only the second."""
        if "after_midnight" in parts:
            return replace(both, start=both.end, grain="night")
        return replace(both, grain="night" if any(p in ("night", "night_of") for p in parts) else "range")

    def part_of_day(self, at: int, *, first: bool) -> Hit | None:
        """A part of the day at a piece; one that is not first has no clitic but "with"."""
        for hit in self.hits(at):
            if hit.term.part != "day_part" or (hit.face.conjunction and not first):
                continue
            if hit.value not in ("plain", "days", "night_of") or hit.term.definite or not hit.face.definite:
                return hit
        return None

    def trailing(self, day: Stretch) -> Stretch:
        """A day with the part of the day said after it ("yesterday evening")."""
        hit = self.part_of_day(day.next, first=False)
        if hit is not None and not hit.face.cost and hit.value in ("day", "night") and hit.term.words[0] in _ADVERBS:
            return replace(day, next=hit.end)
        return day

    def is_name(self, at: int, day: Stretch) -> bool:
        """Whether the words before make a name of the date: a street, a movement."""
        if at == 0:
            return False
        before = self.pieces[at - 1]
        if before.kind != "word":
            return False
        kind = "weekday" if day.entry.startswith("weekday") else "date"
        if kind == "date" and not day.floating:
            return False
        return any(
            hit.term.part == "name" and kind in hit.value and hit.end == at and not hit.face.definite
            for hit in self.hits(at - 1)
        )

    def second_day(self, day: Stretch, night: bool, days: bool) -> Stretch | None:
        """The second day of a night or of a pair, and the two days together."""
        at = day.next
        if not day.entry.startswith(("weekday", "relative")) or day.end is None or day.start is None:
            return None
        linked = self.mark(at, "-–—/،") or self.text(at) == "و"
        after = at + 1 if linked else at
        weekday = next((h for h in self.hits(after) if h.term.part == "weekday" and not h.face.preposition), None)
        joined = (
            bool(weekday and weekday.face.conjunction) or self.text(at) == "و" or (linked and not self.mark(at, "،"))
        )
        relative = self.hit(after, "relative", "0", "1") if day.entry.startswith("relative") else None
        if relative is not None and not (joined or relative.face.conjunction):
            relative = None
        if weekday is None and relative is None:
            return None
        if weekday is not None and day.entry.startswith("relative"):
            return None
        if relative is None and not (joined or night):
            return None
        if relative is not None:
            end = shift_days(self.published, int(relative.value)) if self.published else None
            return None if end is None or end <= day.start else replace(day, end=end, next=relative.end, grain="range")
        assert weekday is not None
        gap = (int(weekday.value) - day.start.weekday()) % 7
        if gap == 0 or (gap > 1 and night):
            return None
        start = day.start
        period = self.plain(weekday.end, "period", "past", "future")
        after = period.end if period else weekday.end
        end = start + gap * DAY
        future = period is not None and period.value == "future"
        if self.published is not None and start <= self.published:
            if future:
                start, end = start + 7 * DAY, end + 7 * DAY
            elif end > self.published and not self.ahead(at, after):
                start, end = start - 7 * DAY, end - 7 * DAY
        if gap > 1 and not days and not joined:
            return None
        return replace(day, start=start, end=end, next=after, grain="range")

    def one_day(self, at: int, when: When, prefixed: bool) -> Stretch | None:
        """One day: relative, a weekday, a date."""
        found = [
            s
            for s in (
                self.relative_day(at),
                self.weekday(at, when),
                self.dated(at, when),
                self.numeric(at, when, prefixed),
                self.feast(at, when, prefixed),
            )
            if s
        ]
        return max(found, key=lambda s: s.next) if found else None

    def relative_day(self, at: int) -> Stretch | None:
        """Today, yesterday, tomorrow, with the weekday or the date that follows it."""
        for hit in self.hits(at):
            if hit.term.part != "relative" or hit.value.lstrip("-") not in ("0", "1", "2"):
                continue
            if hit.face.preposition and not hit.face.definite and hit.face.preposition != "ب":
                continue
            if hit.value == "0" and self.is_no_today(at, hit):
                continue
            step = int(hit.value)
            day = shift_days(self.published, step) if self.published else None
            after = hit.end
            opened = self.mark(after, "(،,-–")
            weekday = self.plain(after + opened, "weekday")
            if (
                weekday is not None
                and weekday.end
                and not (self.mark(after, "-–") and not self.mark(weekday.end, "-–"))
            ):
                closed = self.mark(after, "(")
                if not closed or self.mark(weekday.end, ")"):
                    pair = self.mark(after, "،,") and (
                        self.mark(weekday.end, "-–")
                        or (self.joined_any(weekday.end) and self.plain_weekday_at(weekday.end))
                    )
                    if not pair:
                        after = weekday.end + closed
                        day = self.nearest(day, int(weekday.value)) if day else None
            elif opened and self.mark(after, "("):
                dated = self.dated(after + 1, When(self.published)) or self.numeric(
                    after + 1, When(self.published), True
                )
                if dated is not None and self.mark(dated.next, ")"):
                    after = dated.next + 1
            dated = self.follow_date(after, When(self.published)) if weekday is not None else None
            if dated is not None and dated.start is not None:
                return replace(dated, entry=hit.term.entry, floating=False)
            if day is None:
                return Stretch(None, None, "vague", after, hit.term.entry)
            return Stretch(day, day, "day", after, hit.term.entry)
        return None

    def plain_weekday_at(self, at: int) -> bool:
        """Whether a weekday stands at a piece."""
        return self.hit(at, "weekday") is not None

    def is_no_today(self, at: int, hit: Hit) -> bool:
        """Whether "the day" here is a name or an ordinal day, not today."""
        if self.plain(hit.end, "name", "today of") and not self.plain(hit.end, "weekday"):
            return True
        definite = self.kind(hit.end) == "word" and self.pieces[hit.end].faces[0].definite
        if definite and not self.plain(hit.end, "weekday") and read_ordinal(self.pieces, hit.end) is not None:
            return True
        before = self.plain(at - 1, "name", "today")
        return before is not None and before.end == at and not self.after_preposition(at - 1)

    def nearest(self, day: date, weekday: int) -> date:
        """The day of this weekday next to a day: the weekday said outweighs a publication date a day off."""
        for step in (0, -1, 1):
            if (day + step * DAY).weekday() == weekday:
                return day + step * DAY
        return day

    def weekday(self, at: int, when: When) -> Stretch | None:
        """A weekday, with the adjective or the date that follows."""
        hit = next((h for h in self.hits(at) if h.term.part == "weekday" and h.face.definite), None)
        if hit is None:
            return None
        number = int(hit.value)
        period = self.hit(hit.end, "period")
        if period is not None and (period.face.cost or period.value in ("this", "same")):
            period = None
        after = period.end if period is not None else hit.end
        dated = self.follow_date(after, when, weekday=number)
        if dated is not None:
            return replace(dated, entry=hit.term.entry if dated.start is None else dated.entry)
        of_week = self.of_week(after, number)
        if of_week is not None:
            return replace(of_week, entry=hit.term.entry)
        anchor = when.anchor
        if anchor is None:
            return Stretch(None, None, "vague", after, hit.term.entry)
        value = period.value if period is not None else ""
        back = (anchor.weekday() - number) % 7
        if value == "past":
            day = anchor - (back or 7) * DAY
        elif value == "before last":
            day = anchor - ((back or 7) + 7) * DAY
        elif value in ("future", "after next"):
            day = (
                anchor
                + (((number - anchor.weekday()) % 7) or 7) * DAY
                + (7 * DAY if value == "after next" else 0 * DAY)
            )
        elif value == "current":
            day = anchor - back * DAY if not when.ahead else anchor + ((number - anchor.weekday()) % 7) * DAY
        elif when.ahead:
            day = anchor + ((number - anchor.weekday()) % 7) * DAY
        else:
            day = anchor - back * DAY
        return Stretch(day, day, "day", after, hit.term.entry, floating=not value)

    def of_week(self, at: int, weekday: int) -> Stretch | None:
        """ "Sunday of last week": the weekday in that week."""
        if self.text(at) != _OF or self.published is None:
            return None
        unit = self.plain(at + 1, "unit", "week")
        period = self.plain(unit.end, "period") if unit is not None else None
        if unit is None or period is None:
            return None
        step = {"past": -1, "current": 0, "future": 1, "before last": -2, "after next": 2}.get(period.value)
        if step is None:
            return None
        first = self.published - ((self.published.weekday() + 1) % 7) * DAY + step * 7 * DAY
        day = first + ((weekday + 1) % 7) * DAY
        return Stretch(day, day, "day", period.end, unit.term.entry)

    def follow_date(self, at: int, when: When, weekday: int | None = None) -> Stretch | None:
        """The date after a weekday, with a comma, a dash, a bracket or "corresponding to" between."""
        here = at
        bracket = self.mark(here, "(")
        if self.mark(here, "،,-–(/"):
            here += 1
        for _ in range(2):
            plain = self.hit(here, "day_part", "plain")
            if plain is not None and not plain.face.conjunction:
                here = plain.end
        if here > at and self.text(here) in _LONE_FOR and self.kind(here + 1) == "digits":
            here += 1
        dated = self.dated(here, when, weekday) or self.numeric(here, when, True)
        if dated is None or (here == at + 1 and self.mark(at, "،,") and dated.floating and weekday is None):
            return None
        if bracket:
            return replace(dated, next=dated.next + 1) if self.mark(dated.next, ")") else None
        return dated

    def day_number(self, at: int) -> DayNumber | None:
        """A day of the month: digits, an ordinal, "the first"."""
        first = self.past_article(at)
        if self.kind(first) == "digits":
            text = self.text(first)
            if text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31:
                return DayNumber(int(text), first + 1)
            return None
        one = self.hit(at, "anchor", "day one")
        if one is not None and not one.face.preposition:
            return DayNumber(1, one.end)
        ordinal = read_ordinal(self.pieces, at)
        if ordinal is not None:
            return DayNumber(ordinal[0], ordinal[1]) if ordinal[0] <= 31 else None
        number = read_number(self.pieces, at) if self.kind(at) == "word" else None
        if (
            number is not None
            and isinstance(number[0], int)
            and 1 <= number[0] <= 31
            and self.month_hit(number[1]) is not None
        ):
            return DayNumber(number[0], number[1])
        return None

    def month_hit(self, at: int) -> Hit | None:
        """A month's name at a piece, without clitics."""
        for hit in self.hits(at):
            if hit.term.part in ("month", "hijri_month", "libyan_month") and not hit.face.cost:
                return hit
        return None

    def past_month_word(self, at: int) -> int:
        """The place after "of", "of the month of"."""
        here = at + 1 if self.text(at) in _LINKS else at
        unit = self.plain(here, "unit", "month")
        if unit is not None and not unit.face.definite and self.month_hit(unit.end) is not None:
            here = unit.end
        return here

    def month(self, at: int) -> tuple[Hit, int] | None:
        """A month with its name in another calendar of names ("October/Tishrin")."""
        hit = self.month_hit(at)
        if hit is None:
            return None
        after = hit.end
        here = after
        bracket = self.mark(here, "([")
        if self.mark(here, "/\\-–(["):
            here += 1
            if self.mark(here, "/"):
                here += 1
        twin = self.month_hit(here)
        same = twin is not None and twin.value == hit.value and "hijri_month" not in (twin.term.part, hit.term.part)
        if twin is not None and same:
            if not bracket:
                after = twin.end
            elif self.mark(twin.end, ")]"):
                after = twin.end + 1
            if hit.term.part == "libyan_month":
                hit = twin
            third = self.month_hit(self.past_mark(after, "/\\-–"))
            if third is not None and third.value == hit.value and third.term.part == hit.term.part:
                after = third.end
        return hit, after

    def year(self, at: int, hijri: bool) -> Year | None:
        """The year after a month: a number, "of last year", "of the same year"."""
        here = at
        if self.mark(here, "،,-–/"):
            here += 1
        linked = self.text(here) in _LINKS
        if linked:
            here += 1
        unit = self.plain(here, "unit", "year") or next(
            (
                h
                for h in self.hits(here)
                if h.term.part == "unit" and h.value == "year" and h.face.preposition == "ل" and not h.face.conjunction
            ),
            None,
        )
        if unit is not None:
            here = unit.end
            period = self.plain(here, "period")
            if period is not None and unit.face.definite:
                step = {"past": -1, "current": 0, "future": 1, "before last": -2, "after next": 2}.get(period.value)
                if step is not None:
                    return Year(period.end, step=step)
                if period.value == "same":
                    return Year(period.end, same=True)
            if period is None and linked and unit.face.definite and self.kind(here) != "digits":
                return None
        elif linked:
            return None
        number = self.year_number(here)
        if number is None:
            return None
        era = self.era(here + 1)
        is_hijri = era[0] == "hijri" or (not era[0] and hijri and number < 1700)
        if not is_hijri and number < 1800:
            return None
        return Year(era[1], number=number, hijri=is_hijri)

    def year_number(self, at: int) -> int | None:
        """A number of four digits that can be a year."""
        text = self.text(at)
        if self.kind(at) == "digits" and text.isdigit() and len(text) == 4 and 1200 <= int(text) <= 2100:
            return int(text)
        return None

    def era(self, at: int) -> tuple[str, int]:
        """The era named after a year, "" where none is, and the place after it."""
        hit = next((h for h in self.hits(at) if h.term.part == "era" and not h.face.conjunction), None)
        if hit is None and self.mark(at, "("):
            inner = self.plain(at + 1, "era")
            if inner is not None and self.mark(inner.end, ")"):
                return inner.value, inner.end + 1
        if hit is None or hit.face.preposition not in ("", "ل"):
            return "", at
        return hit.value, hit.end

    def dated(self, at: int, when: When, weekday: int | None = None) -> Stretch | None:
        """A day of a month, its year said or not; then its equal in the other calendar."""
        number = self.day_number(at)
        if number is None:
            return None
        span = self.more_days(number)
        last, here = (span.value, span.next) if span is not None else (number.value, number.next)
        of_this = self.of_this_month(here, number, last)
        if of_this is not None:
            return of_this
        month_at_ = self.past_month_word(here)
        found = self.month(month_at_)
        if found is None:
            return None
        hit, after = found
        hijri = hit.term.part == "hijri_month"
        year = self.year(after, hijri)
        if hit.term.part == "libyan_month" and year is None:
            return None
        loose = self.kind(at) == "word" and number.next == at + 1 and not self.pieces[at].faces[0].definite
        if hijri and year is None and loose and here == month_at_ and self.hit(at, "anchor", "day one") is None:
            return None
        after = year.next if year else after
        period = None
        if year is None:
            period = self.period_after(after)
            after = period.end if period else after + 1 if hijri and self.text(after) in _BLESSED else after
        first = self.place_day(hit, number.value, year, period, when, weekday)
        calendar_name = "hijri" if hijri else "gregorian"
        if first is None:
            if self.published is None and year is None and 1 <= number.value <= 31:
                return Stretch(None, None, "vague", after, hit.term.entry, calendar=calendar_name)
            return None
        end = first
        if last != number.value:
            shifted = shift_days(first, last - number.value)
            if shifted is None or last < number.value:
                return None
            end = shifted
        day = Stretch(
            first,
            end,
            "day" if end == first else "range",
            after,
            hit.term.entry,
            calendar=calendar_name,
            floating=year is None and period is None,
        )
        return self.with_equal(day)

    def more_days(self, first: DayNumber) -> DayNumber | None:
        """The last day of "3 and 4", "3-5", "3 to 5" before a month."""
        at = first.next
        here: int | None = None
        if self.mark(at, "-–—/"):
            here = at + 1
        elif self.hit(at, "anchor", "until", "to"):
            hit = self.hit(at, "anchor", "until", "to")
            here = hit.end if hit else None
        else:
            here = self.and_at(at)
        if here is None:
            return None
        last = self.day_number(here)
        if last is None or last.value <= first.value:
            return None
        follows = self.past_month_word(last.next)
        if self.month(follows) is None and self.of_this_month(last.next, first, last.value) is None:
            return None
        return last

    def day_range(self, at: int) -> Stretch | None:
        """ "3 to 5 May" after "from" or "between"."""
        number = self.day_number(at)
        if number is None or self.more_days(number) is None:
            return None
        return self.dated(at, self.when(at, number.next))

    def of_this_month(self, at: int, first: DayNumber, last: int) -> Stretch | None:
        """ "The fifth of this month", "the third inst.", "the 14th of the same month"."""
        here = at + 1 if self.text(at) in _LINKS else at
        unit = self.plain(here, "unit", "month")
        if unit is not None and not unit.face.definite:
            return None
        period = self.plain(unit.end if unit else here, "period")
        if period is None or (
            unit is None and (period.value not in ("current", "past", "future") or not period.face.definite)
        ):
            return None
        if unit is None and here == at and period.value != "current":
            return None
        base = self.month_of(period.value)
        if base is None:
            return Stretch(None, None, "vague", period.end, period.term.entry)
        day, end = make_day(base.year, base.month, first.value), make_day(base.year, base.month, last)
        if day is None or end is None:
            return None
        return Stretch(day, end, "day" if day == end else "range", period.end, "unit.month")

    def month_of(self, value: str) -> date | None:
        """The first day of last, this, next, the same month."""
        if value == "same":
            return self.last.start.replace(day=1) if self.last is not None and self.last.start is not None else None
        step = {"past": -1, "current": 0, "this": 0, "future": 1, "before last": -2, "after next": 2}.get(value)
        if self.published is None or step is None:
            return None
        return shift_month(self.published.replace(day=1), step)

    def period_after(self, at: int) -> Hit | None:
        """The adjective after a month: last, this, next."""
        return self.plain(
            at + 1 if self.text(at) in _BLESSED else at, "period", "past", "current", "future", "before last"
        )

    def place_day(
        self, hit: Hit, number: int, year: Year | None, period: Hit | None, when: When, weekday: int | None
    ) -> date | None:
        """The common day of a day and month whose year was said, or is to be found."""
        hijri = hit.term.part == "hijri_month"
        month = int(hit.value)

        def make(y: int) -> date | None:
            return hijri_day(y, month, number) if hijri else make_day(y, month, number)

        if year is not None and year.number is not None:
            return make(year.number)
        base = self.year_of(year, when, hijri)
        if base is None:
            return None
        if year is not None:
            return make(base)
        anchor = when.anchor
        if anchor is None:
            return None
        value = period.value if period is not None else ""
        days = [day for y in range(base - 5, base + 6) if (day := make(y)) is not None]
        if value == "current":
            return min(days, key=lambda d: (abs((d - anchor).days), d), default=None)
        before = [d for d in days if d < anchor or (d == anchor and value != "past")]
        after = [d for d in days if d > anchor or (d == anchor and value != "future")]
        ahead = value == "future" or (bool(when.ahead) and not value)
        if weekday is not None and not value:
            near = [d for d in days if d.weekday() == weekday and abs((d - anchor).days) <= 400]
            if near:
                chosen = [d for d in near if (d >= anchor) == ahead or d == anchor]
                return min(chosen or near, key=lambda d: abs((d - anchor).days))
        if (
            when.ahead is None
            and not value
            and before
            and after
            and (anchor - before[-1]).days > FAR
            and (after[0] - anchor).days <= CLOSE
        ):
            ahead = True
        if ahead:
            return after[0] if after else None
        return before[-1] if before else None

    def year_of(self, year: Year | None, when: When, hijri: bool) -> int | None:
        """The number of a year that was said as a step, or the anchor's own."""
        if year is not None and year.same:
            if self.last is None or self.last.start is None:
                return None
            return hijri_year(self.last.start) if hijri else self.last.start.year
        anchor = when.anchor if year is None else self.published
        if anchor is None:
            return None
        base = hijri_year(anchor) if hijri else anchor.year
        return None if base is None else base + (year.step or 0 if year is not None else 0)

    def with_equal(self, day: Stretch) -> Stretch:
        """A date with the same day in the other calendar after it; the common one counts."""
        here = day.next
        bracket = self.mark(here, "([")
        if self.mark(here, "-–=،,/(["):
            here += 1
        plain = self.plain(here, "day_part", "plain")
        if plain is not None:
            here = plain.end
            second = self.hit(here, "day_part", "plain")
            here = second.end if second is not None else here
        number = self.day_number(here) if here > day.next else None
        if number is None:
            return day
        at_month = self.past_month_word(number.next)
        found = self.month(at_month)
        if found is None or (found[0].term.part == "hijri_month") == (day.calendar == "hijri"):
            return day
        other = self.dated_once(here)
        if other is None or other.start is None or day.start is None:
            return day
        after = other.next
        if bracket:
            if not self.mark(after, ")]"):
                return day
            after += 1
        if abs((other.start - day.start).days) > 3 and not day.floating:
            return day
        chosen = other if day.calendar == "hijri" else day
        return replace(chosen, next=after)

    def dated_once(self, at: int) -> Stretch | None:
        """A date with its year, without looking for its equal."""
        number = self.day_number(at)
        found = self.month(self.past_month_word(number.next)) if number is not None else None
        if number is None or found is None:
            return None
        hit, after = found
        year = self.year(after, hit.term.part == "hijri_month")
        day = self.place_day(hit, number.value, year, None, When(self.published), None)
        name = "hijri" if hit.term.part == "hijri_month" else "gregorian"
        return (
            None
            if day is None
            else Stretch(day, day, "day", year.next if year else after, hit.term.entry, calendar=name)
        )

    def numeric(self, at: int, when: When, prefixed: bool) -> Stretch | None:
        """A date in digits: 14/12/2023, 2023-12-14, 8.2.2024; 14/12 only after a word for day."""
        if self.kind(at) != "digits":
            return None
        groups: list[int] = []
        here = at
        text = self.text(at)
        marks = ""
        if text.count(".") == 2:
            groups = [int(part) for part in text.split(".") if part.isdigit() and len(part) <= 4]
            here = at + 1
            marks = "."
            lengths = [len(part) for part in text.split(".")]
        else:
            lengths = []
            while (
                self.kind(here) == "digits"
                and self.text(here).isdigit()
                and len(self.text(here)) <= 4
                and len(groups) < 3
            ):
                groups.append(int(self.text(here)))
                lengths.append(len(self.text(here)))
                here += 1
                if len(groups) < 3 and self.mark(here, marks or "/-\\") and self.kind(here + 1) == "digits":
                    marks = self.text(here)
                    here += 1
                else:
                    break
        if len(groups) == 3 and len(lengths) == 3:
            day = self.numeric_day(groups, lengths)
            if day is None:
                return None
            era = self.era(here)
            return Stretch(day, day, "day", era[1], "numeric")
        glued = len(groups) == 2 and all(self.pieces[i].glued for i in range(at + 1, here))
        if (
            len(groups) == 2
            and marks == "/"
            and glued
            and (prefixed or self.after_preposition(at))
            and max(lengths) <= 2
        ):
            return self.short_numeric(groups, here, when)
        return None

    def numeric_day(self, groups: Sequence[int], lengths: Sequence[int]) -> date | None:
        """The day of three groups of digits, whichever end the year stands at."""
        if lengths[0] == 4:
            year, month, day = groups
        elif lengths[2] == 4 or (lengths[2] == 2 and lengths[0] <= 2):
            day, month, year = groups
            if lengths[2] == 2:
                year += 2000 if year < 50 else 1900
        else:
            return None
        if month > 12 >= day:
            day, month = month, day
        if FIRST_HIJRI <= year < LAST_HIJRI:
            return hijri_day(year, month, day)
        return make_day(year, month, day) if 1800 <= year <= 2100 else None

    def short_numeric(self, groups: Sequence[int], after: int, when: When) -> Stretch | None:
        """A day and month in digits whose year is to be found."""
        day, month = groups
        if when.anchor is None or not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        for year in (
            range(when.anchor.year + 1, when.anchor.year - 5, -1)
            if not when.ahead
            else range(when.anchor.year, when.anchor.year + 5)
        ):
            made = make_day(year, month, day)
            if made is not None and (made >= when.anchor if when.ahead else made <= when.anchor):
                return Stretch(made, made, "day", after, "numeric", floating=True)
        return None

    # months, years, periods

    def monthish(self, at: int, when: When | None, *, inside: bool = False) -> Stretch | None:
        """A month: with its year, its adjective, or after a preposition."""
        unit = next(
            (
                h
                for h in self.hits(at)
                if h.term.part == "unit" and h.value in ("month", "two month") and not h.face.definite
            ),
            None,
        )
        prefix = unit is not None and self.month_hit(unit.end) is not None
        here = unit.end if unit is not None and prefix else at
        found = self.month(here)
        if found is None and not prefix:
            joined = next(
                (h for h in self.hits(at) if h.term.part == "month" and h.face.conjunction and not h.face.preposition),
                None,
            )
            found = self.month_joined(joined) if joined is not None else None
        if found is None:
            return None
        hit, after = found
        if hit.term.part == "libyan_month" and not prefix:
            return None
        hijri = hit.term.part == "hijri_month"
        year = self.year(after, hijri)
        period = None if year is not None else self.period_after(after)
        evidence = (
            prefix
            or inside
            or (not hijri and self.after_preposition(at))
            or (hijri and self.text(at - 1) in _IN if at else False)
        )
        if year is None and period is None and not evidence:
            return None
        if (
            not prefix
            and not inside
            and year is None
            and at > 0
            and any(h.term.part == "name" and "date" in h.value and h.end == at for h in self.hits(at - 1))
        ):
            return None
        after = (
            year.next
            if year
            else period.end
            if period
            else after + 1
            if hijri and self.text(after) in _BLESSED
            else after
        )
        second = self.second_month(hit, after) if year is None and period is None else None
        if second is not None:
            return self.two_months(hit, second, when or self.when(at, after))
        window = self.place_month(int(hit.value), hijri, year, period, when or self.when(at, after))
        name = "hijri" if hijri else "gregorian"
        if window is None:
            return (
                Stretch(None, None, "vague", after, hit.term.entry, calendar=name) if self.published is None else None
            )
        return Stretch(*window, "month", after, hit.term.entry, calendar=name, floating=year is None and period is None)

    def month_joined(self, hit: Hit) -> tuple[Hit, int]:
        """A month with an "and" before it."""
        twin = self.month_hit(self.past_mark(hit.end, "/"))
        return hit, twin.end if twin is not None and twin.value == hit.value else hit.end

    def second_month(self, first: Hit, at: int) -> Hit | None:
        """A second month joined to the first."""
        for hit in self.hits(at):
            if hit.term.part == first.term.part and hit.face.conjunction == "و" and not hit.face.preposition:
                return hit
        if self.mark(at, "-–"):
            hit_ = self.month_hit(at + 1)
            return (
                hit_ if hit_ is not None and hit_.term.part == first.term.part and hit_.value != first.value else None
            )
        return None

    def two_months(self, first: Hit, second: Hit, when: When) -> Stretch | None:
        """The window of two months joined by "and"."""
        hijri = first.term.part == "hijri_month"
        year = self.year(second.end, hijri)
        period = None if year else self.period_after(second.end)
        after = year.next if year else period.end if period else second.end
        end = self.place_month(int(second.value), hijri, year, period, when)
        if end is None:
            return None
        start = self.place_month(int(first.value), hijri, None, None, When(end[1]))
        if start is None:
            return None
        return Stretch(start[0], end[1], "range", after, first.term.entry, floating=year is None)

    def place_month(
        self, month: int, hijri: bool, year: Year | None, period: Hit | None, when: When
    ) -> tuple[date, date] | None:
        """First and last day of a month whose year was said, or is to be found."""
        if year is not None and year.number is not None:
            return month_at(year.number, month, hijri)
        base = self.year_of(year, when, hijri)
        if base is None:
            return None
        if year is not None:
            return month_at(base, month, hijri)
        anchor = when.anchor
        if anchor is None:
            return None
        value = period.value if period is not None else ""
        windows = [w for y in range(base - 3, base + 4) if (w := month_at(y, month, hijri)) is not None]
        if value == "current":
            return min(windows, key=lambda w: abs((w[0] - anchor).days), default=None)
        if value in ("past", "before last"):
            before = [w for w in windows if w[1] < anchor]
        else:
            before = [w for w in windows if w[0] <= anchor]
        after = [w for w in windows if (w[0] > anchor if value == "future" else w[1] >= anchor)]
        if value == "future" or (when.ahead and not value):
            return after[0] if after else None
        return before[-1] if before else None

    def yearish(self, at: int, *, inside: bool = False) -> Stretch | None:
        """A year: after its word, a season or a preposition; a decade; a part of a year."""
        decade = self.hit(at, "decade")
        if decade is not None:
            return self.decade(decade)
        season = self.hit(at, "season")
        if season is not None:
            found = self.season(season)
            if found is not None:
                return found
        part = self.hit(at, "unit", "quarter", "half")
        if part is not None:
            found = self.part_of_year(part)
            if found is not None:
                return found
        first = self.first_of(at) or self.week_of(at)
        if first is not None:
            return first
        unit = next((h for h in self.hits(at) if h.term.part == "unit" and h.value in ("year", "two year")), None)
        if unit is not None:
            begin = self.year_alone(unit.end)
            if begin is None:
                return None
            begin = replace(begin, entry=unit.term.entry)
            if unit.value == "two year" and (follows := self.and_at(begin.next)) is not None:
                end = self.year_alone(follows)
                if end is not None and begin.start and end.end and begin.start < end.end:
                    return replace(begin, end=end.end, next=end.next, grain="range")
            return begin
        if self.kind(at) == "digits" and (inside or self.after_preposition(at)):
            found = self.year_alone(at)
            if found is not None and not self.counts_something(found.next):
                return found
        return None

    def counts_something(self, at: int) -> bool:
        """Whether a noun that can be counted follows a number, so that it is no year."""
        if self.kind(at) != "word":
            return False
        text = self.text(at)
        if text in _AFTER_YEAR or (
            self.hits(at) and any(h.term.part in ("anchor", "period", "future") for h in self.hits(at))
        ):
            return False
        faces = self.pieces[at].faces
        if any(f.conjunction or f.preposition for f in faces) and text not in _NOUNS_LIKE:
            return False
        if faces[0].definite:
            return False
        tense = self.tenses[at] if at < len(self.tenses) else ""
        return tense not in ("past", "present", "future", "function")

    def year_alone(self, at: int) -> Stretch | None:
        """A year in digits, with its era."""
        number = self.year_number(at)
        if number is None:
            return None
        era = self.era(at + 1)
        hijri = era[0] == "hijri" or (not era[0] and number < 1500)
        window = year_at(number, hijri)
        if window is None or (not hijri and number < 1800):
            return None
        if (
            self.mark(era[1], "-–/")
            and self.pieces[era[1]].glued
            and (second := self.year_number(era[1] + 1)) is not None
            and second > number
        ):
            later = year_at(second, hijri)
            if later is not None:
                return Stretch(window[0], later[1], "range", era[1] + 2, "unit.year")
        return Stretch(*window, "year", era[1], "unit.year", calendar="hijri" if hijri else "gregorian")

    def season(self, hit: Hit) -> Stretch | None:
        """A season of a year."""
        if (
            self.month_hit(hit.end - len(hit.term.words)) is not None
            and hit.end < len(self.pieces)
            and self.hits(hit.end - 1)[0].term.part == "hijri_month"
        ):
            return None
        year = self.year(hit.end, False)
        period = None if year else self.plain(hit.end, "period", "past", "current", "future")
        if year is None and period is None:
            return None
        month = int(hit.value)
        anchor = self.published
        if year is not None and year.number is not None:
            number: int | None = year.number
        elif year is not None:
            number = self.year_of(year, When(anchor), False)
        elif anchor is not None and period is not None:
            number = anchor.year
            start = date(number, month, 1)
            if period.value == "past" and start > anchor - 60 * DAY:
                number -= 1
            elif period.value == "future" and start <= anchor:
                number += 1
        else:
            number = None
        after = year.next if year else period.end if period else hit.end
        if number is None or not 2 <= number <= 9000:
            return Stretch(None, None, "vague", after, hit.term.entry)
        start = date(number, month, 1)
        return Stretch(start, whole_month(shift_month(start, 2))[1], "range", after, hit.term.entry)

    def decade(self, hit: Hit) -> Stretch | None:
        """The eighties of the last century."""
        unit = self.plain(hit.end, "unit", "century")
        past = self.plain(unit.end, "period", "past") if unit is not None else None
        after = past.end if past else hit.end
        if unit is not None and self.text(unit.end) in _TWENTIETH:
            after = unit.end + 1
        if not hit.face.definite and after == hit.end:
            return None
        start = 1900 + int(hit.value)
        return Stretch(date(start, 1, 1), date(start + 9, 12, 31), "range", after, hit.term.entry)

    def part_of_year(self, hit: Hit) -> Stretch | None:
        """A quarter or a half of a year or a month."""
        count = 4 if hit.value == "quarter" else 2
        ordinal = (count, hit.end + 1) if self.text(hit.end) in _LAST else read_ordinal(self.pieces, hit.end)
        if ordinal is None or not hit.face.definite:
            return None
        if not 1 <= ordinal[0] <= count:
            return None
        here = ordinal[1]
        if self.text(here) in _LINKS:
            here += 1
        of_month = self.core_without_edge(here)
        if of_month is None or of_month.start is None or of_month.end is None:
            return None
        if of_month.grain == "year":
            months = 12 // count
            start = shift_month(of_month.start, months * (ordinal[0] - 1))
            return replace(of_month, start=start, end=whole_month(shift_month(start, months - 1))[1], grain="range")
        if of_month.grain == "month" and count == 2:
            middle = of_month.start + 14 * DAY
            if ordinal[0] == 1:
                return replace(of_month, end=middle, grain="range")
            return replace(of_month, start=middle + DAY, grain="range")
        return None

    def first_of(self, at: int) -> Stretch | None:
        """ "The first seven months of the year", "the first ten days of March"."""
        unit = self.hit(at, "unit")
        if unit is None or not unit.face.definite or unit.value.removeprefix("two ") not in ("day", "week", "month"):
            return None
        number: tuple[float, int] | None = (2, unit.end)
        if not unit.value.startswith("two "):
            number = read_number(self.pieces, self.past_article(unit.end))
        if number is None or self.text(number[1]) not in _FIRST:
            return None
        here = number[1] + 1
        here += self.text(here) in _LINKS
        whole = self.core_without_edge(here)
        if whole is None:
            year = self.plain(here, "unit", "year", "month")
            whole = self.unit_window(year, "current", year.end) if year is not None and year.face.definite else None
        if whole is None or whole.start is None or whole.end is None:
            return None
        after = self.move_from(whole.start, unit.value.removeprefix("two "), number[0])
        end = shift_days(after, -1) if after is not None else None
        if end is None or not whole.start <= end <= whole.end:
            return None
        return replace(whole, end=end, grain="range", entry=unit.term.entry)

    def week_of(self, at: int) -> Stretch | None:
        """ "The first week of March": its days by sevens, the last week its last seven."""
        unit = self.hit(at, "unit", "week")
        if unit is None or not unit.face.definite:
            return None
        last = self.text(unit.end) in _LAST
        ordinal = (0, unit.end + 1) if last else read_ordinal(self.pieces, unit.end)
        if ordinal is None or ordinal[0] > 5:
            return None
        month = self.monthish(ordinal[1] + (self.text(ordinal[1]) in _LINKS), None, inside=True)
        if month is None or month.start is None or month.end is None or month.grain != "month":
            return None
        start = month.end - 6 * DAY if last else month.start + 7 * (ordinal[0] - 1) * DAY
        return replace(month, start=start, end=min(start + 6 * DAY, month.end), grain="week", entry=unit.term.entry)

    def feast(self, at: int, when: When, prefixed: bool) -> Stretch | None:
        """A feast or a memorial day, or a numbered day of it; only where words around it make it a time."""
        number, here = 0, at
        first = self.plain(at, "anchor", "day one")
        ordinal = (1, first.end) if first is not None else read_ordinal(self.pieces, at)
        if ordinal is not None and (first is not None or self.hit(ordinal[1], "day_part", "plain", "days")):
            number = int(ordinal[0])
            here = ordinal[1] if first is not None else ordinal[1] + 1
            here += self.text(here) in _LINKS
        hit = self.plain(here, "feast")
        if hit is None or not (prefixed or number or self.after_preposition(at)):
            return None
        year = self.year(hit.end, hijri=hit.value.startswith("hijri"))
        period = None if year is not None else self.period_after(hit.end)
        after = year.next if year is not None else period.end if period is not None else hit.end
        window = self.place_feast(hit.value, year, period, when)
        if window is None:
            return Stretch(None, None, "vague", after, hit.term.entry)
        if number:
            day = shift_days(window[0], number - 1)
            return Stretch(day, day, "day", after, hit.term.entry)
        grain = "day" if window[0] == window[1] else "range"
        return Stretch(*window, grain, after, hit.term.entry)

    def place_feast(self, value: str, year: Year | None, period: Hit | None, when: When) -> tuple[date, date] | None:
        """First and last day of a feast: of the year said, else of the nearest one past, or ahead."""
        calendar_name, month, day, length = value.split()
        hijri = calendar_name == "hijri"
        anchor = when.anchor
        if year is not None and year.number is not None:
            base: int | None = year.number if year.hijri or not hijri else hijri_year(date(year.number, 7, 1))
        else:
            base = self.year_of(year, when, hijri)
        if base is None:
            return None
        make = hijri_day if hijri else make_day
        starts = [d for y in range(base - 2, base + 3) if (d := make(y, int(month), int(day))) is not None]
        if year is not None and year.number is not None:
            same = [d for d in starts if (hijri_year(d) if year.hijri else d.year) == year.number]
            start = same[0] if same else None
        elif year is not None:
            start = make(base, int(month), int(day))
        elif anchor is None:
            return None
        elif (period is not None and period.value == "future") or (period is None and when.ahead):
            start = min((d for d in starts if d >= anchor), default=None)
        else:
            start = max((d for d in starts if d <= anchor), default=None)
        end = shift_days(start, int(length) - 1) if start is not None else None
        return (start, end) if start is not None and end is not None else None

    def core_without_edge(self, at: int) -> Stretch | None:
        """A month, year or period."""
        found = [
            s
            for s in (self.monthish(at, None, inside=True), self.yearish(at, inside=True), self.unitish(at))
            if s is not None
        ]
        return max(found, key=lambda s: s.next) if found else None

    def unitish(self, at: int) -> Stretch | None:
        """Last week, this month, next year, the same year."""
        this = self.hit(at, "period", "this")
        unit = self.plain(this.end, "unit") if this is not None else self.hit(at, "unit")
        if unit is None or not unit.face.definite or unit.value not in ("week", "month", "year", "century", "decade"):
            return None
        period = this or self.plain(unit.end, "period")
        if period is None:
            return None
        after = unit.end if this is not None else period.end
        return self.unit_window(unit, period.value, after)

    def unit_window(self, unit: Hit, value: str, after: int) -> Stretch | None:
        """The window of a unit before, around or after publication."""
        entry = unit.term.entry
        step = {"past": -1, "current": 0, "this": 0, "future": 1, "before last": -2, "after next": 2}.get(value)
        base = self.published
        if value == "same":
            base, step = (self.last.start if self.last is not None else None), 0
        if base is None or step is None:
            return Stretch(None, None, "vague", after, entry)
        if unit.value == "week":
            if step < 0:
                return Stretch(base + 7 * step * DAY, base + (7 * step + 6) * DAY, "week", after, entry)
            if step > 0:
                return Stretch(base + (7 * step - 6) * DAY, base + 7 * step * DAY, "week", after, entry)
            first = base - ((base.weekday() + 1) % 7) * DAY
            return Stretch(first, first + 6 * DAY, "week", after, entry)
        if unit.value == "month":
            return Stretch(*whole_month(shift_month(base.replace(day=1), step)), "month", after, entry)
        if unit.value == "year":
            return Stretch(date(base.year + step, 1, 1), date(base.year + step, 12, 31), "year", after, entry)
        return None

    def edge(self, at: int, when: When | None) -> Stretch | None:
        """The first, middle or last part of a month, a year or a week."""
        hit = self.hit(at, "anchor", "early", "mid", "late", "last")
        if hit is None or hit.face.definite or hit.face.preposition in ("ك", "ل"):
            return None
        here = hit.end + 1 if self.text(hit.end) in _LINKS else hit.end
        whole = self.whole(here, when, hit)
        if whole is None:
            return None
        if whole.start is None or whole.end is None:
            return replace(whole, entry=hit.term.entry)
        part = self.part_of(whole, hit.value)
        if part is None:
            return None
        return replace(whole, start=part[0], end=part[1], grain=part[2], entry=hit.term.entry)

    def whole(self, at: int, when: When | None, edge: Hit) -> Stretch | None:
        """What an edge is the edge of."""
        found = [
            stretch
            for stretch in (
                self.monthish(at, when or self.when(at - 1, at), inside=True),
                self.yearish(at, inside=True),
                self.unitish(at),
            )
            if stretch is not None and stretch.grain in ("month", "year", "week", "vague")
        ]
        if found:
            return max(found, key=lambda s: s.next)
        unit = self.plain(at, "unit", "week", "month", "year")
        if unit is not None and unit.face.definite:
            return self.unit_window(unit, "current", unit.end)
        period = self.plain(at, "period", "current", "future", "past")
        if period is not None and period.face.definite and edge.term.words[0] not in _WEAK_EDGES:
            base = self.month_of(period.value)
            if base is None:
                return Stretch(None, None, "vague", period.end, period.term.entry)
            return Stretch(*whole_month(base), "month", period.end, "unit.month")
        return None

    def part_of(self, whole: Stretch, value: str) -> tuple[date, date, str] | None:
        """The days of an edge: 1-10, 11-20, 21 to the end of a month; January, the middle, December of a year."""
        start, end = whole.start, whole.end
        if start is None or end is None:
            return None
        if whole.grain == "month":
            if value == "early":
                return start, start + 9 * DAY, "range"
            if value == "mid":
                return start + 10 * DAY, start + 19 * DAY, "range"
            return start + 20 * DAY, end, "range"
        if whole.grain == "year":
            if whole.calendar == "hijri":
                month = (end - start).days // 12
                if value == "early":
                    return start, start + month * DAY, "month"
                if value == "mid":
                    return start + 5 * month * DAY, start + 7 * month * DAY, "range"
                return end - month * DAY, end, "month"
            if value == "early":
                return (*whole_month(start), "month")
            if value == "mid":
                return date(start.year, 6, 1), date(start.year, 7, 31), "range"
            return date(start.year, 12, 1), end, "month"
        if whole.grain == "week":
            if value == "early":
                first = start if start.weekday() == 6 else start + ((6 - start.weekday()) % 7) * DAY
                return first - DAY, first, "range"
            if value == "mid":
                return start + 2 * DAY, start + 4 * DAY, "range"
            return end - DAY, end, "range"
        return None


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


_OF = fold("من")
_LONE_FOR = _folded("ل")
_LINKS = _folded("من في فى ل")
_IN = _folded("في فى خلال منذ قبل بعد شهر")
_SINCE = _folded("منذ مذ")
_ABOUT = _folded("نحو حوالي حوالى قرابة زهاء أكثر من أزيد ما يقارب يقرب يزيد عن على أقل نفس مرور")
_UNITS = frozenset(("minute", "hour", "day", "night", "week", "month", "year", "decade", "century"))
_PLURALS = _folded("دقائق ساعات سويعات أيام ليال ليالي أسابيع أشهر شهور أعوام سنوات سنين عقود قرون")
_HALVES = _folded("ونصف")
_ONE = _folded("واحد واحدة كامل كاملة")
_FILLERS = _folded("تقريبا فقط كاملة متتالية متواصلة خلت مضت متتاليين")
_QUARTERS = _folded("والربع والنصف والثلث إلا ربعا عشرة عشر وخمس وعشر دقائق الربع")
_ARTICLES = _folded("ال وال")
_ADVERBS = _folded("فجرا صباحا ظهرا عصرا مساء ليلا ضحى نهارا فجر صباح ظهر عصر ليل مسا") | {fold("مساء"), "مسا"}
_LONG = _folded("طويل طويلة قصير قصيرة وجيزة وجيز بعيد قريب")
_BLESSED = _folded("المبارك الفضيل الكريم المعظم الحرام")
_WEAK_EDGES = _folded("أول آخر نصف")
_FIRST = _folded("الأولى الأولين الأوليين")
_LAST = _folded("الأخير")
_TWENTIETH = _folded("العشرين")
_RUNNING = frozenset(("day", "night", "week", "month", "year"))
_PAST_PARTICLES = _folded("لم كان كانت كانوا ولم وكان وكانت زال يزال تزال")
_AFTER_YEAR = _folded(
    "في على عن إلى مع بعد قبل حين عندما عند لدى التي الذي أن ان حيث إثر عقب بين ضد حتى و ثم كان كانت قد لم تم هو هي"
)
_NOUNS_LIKE = _folded(
    "بحار فرد قائد قتيل قتيلا قذيفة قرية قضية كيلومتر كلم كيلو لاجئ لغم بيت بيتا بندقية بئر وثيقة فلسطيني فلسطينيا كتاب"
)


# --- the stage ---


def tense_of(token: Token) -> str:
    """What a token tells of time: future, past, present, "function" for words that are never counted, else ""."""
    if token.function == "future" or token.features.tense == "future":
        return "future"
    if token.pos in ("VERB", "AUX", "V"):
        if token.proclitic("س") is not None:
            return "future"
        return token.features.tense or "present"
    return "function" if token.function is not None or token.pos in ("ADP", "CCONJ", "SCONJ", "PRON", "PUNCT") else ""


@lru_cache(maxsize=REMEMBERED)
def says_about(word: str) -> bool:
    """Whether a folded word, as it stands, says that a number is rough: "about", "more than"."""
    return any(face.stem in _ABOUT and not face.cost for face in faces_of(word))


def published_day(text: str | None) -> date | None:
    """The day of publication, None where none or none that can be read is given."""
    if text is None:
        return None
    parts = text[:10].split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    day = make_day(int(parts[0]), int(parts[1]), int(parts[2]))
    return day if day is not None and 100 <= day.year <= 9000 else None


class Placed(Struct, frozen=True):
    """Pieces of a sentence with the number of the token that each stands in."""

    pieces: Sequence[Piece]
    tokens: Sequence[int | None]


def place_pieces(reading: Reading, span: Span) -> Placed:
    """The pieces of a stretch of the document, each with its token; None where no token covers it."""
    pieces = cut(reading.document.text, span)
    at, last = reading.token_range(span)
    at = max(at - 1, 0)
    spans = [token.span for token in reading.tokens[at : last + 1]]
    owners: list[int | None] = []
    here, size = 0, len(spans)
    for piece in pieces:
        start = piece.start
        while here < size and spans[here].end <= start:
            here += 1
        owners.append(at + here if here < size and spans[here].start <= start else None)
    return Placed(pieces, owners)


def span_of(reading: Reading, pieces: Sequence[Piece], first: int, last: int, token: int) -> Span:
    """The characters of pieces first to last, without a conjunction attached to the first word."""
    start = pieces[first].start
    found = reading.tokens[token]
    if found.segments and found.span.start == start:
        for segment in found.segments:
            if segment.role != "proclitic" or segment.norm not in ("و", "ف"):
                start = segment.span.start
                break
    return Span(start, pieces[last - 1].end)


@stage(needs="sentences tokens", makes="mentions")
def find_times(reading: Reading, knowledge: Knowledge) -> Iterator[Mention | Problem]:
    """Every expression of time, the longest first, resolved against the day of publication.

    "Last night" on 4 May makes 3 to 4 May. A bare weekday is the latest up to publication, or the next where the clause
    looks ahead.
    An expression that names no days ("weeks ago") is a mention without dates.
    """
    words = calendar(knowledge)
    published = published_day(reading.document.published)
    if reading.document.published and published is None:
        yield Problem(f"publication date {reading.document.published!r} is no ISO date", None, "find_times")
    last: Stretch | None = None
    for sentence in reading.sentences:
        placed = place_pieces(reading, sentence.span)
        tenses = [tense_of(reading.tokens[n]) if n is not None else "" for n in placed.tokens]
        scan = Scan(words, placed.pieces, published, tenses)
        scan.last = last
        at = 0
        while at < len(placed.pieces):
            stretch = scan.expression(at)
            if stretch is None or stretch.next <= at:
                at += 1
                continue
            stretch = since_before(scan, at, stretch)
            first, final = placed.tokens[at], placed.tokens[stretch.next - 1]
            if first is not None and final is not None:
                value = TimeValue(stretch.start, stretch.end, stretch.grain, stretch.relation, stretch.calendar)
                span = span_of(reading, placed.pieces, at, stretch.next, first)
                yield Mention(Kind.TIME, span, first, final + 1, value, f"find_times:{stretch.entry}")
            if stretch.known:
                last = scan.last = stretch
            at = stretch.next


def since_before(scan: Scan, at: int, stretch: Stretch) -> Stretch:
    """A date made the opening of a window where "since" some event stands before it ("since the truce of 3 May")."""
    if stretch.relation != "in" or not stretch.known or stretch.grain not in ("day", "month", "year", "range"):
        return stretch
    if stretch.end is not None and scan.published is not None and stretch.end > scan.published:
        return stretch
    if at == 0 or (scan.text(at - 1) not in _IN_DATE and not scan.hit(at, "day_part", "plain")):
        return stretch
    for back in range(at - 1, max(-1, at - 12), -1):
        if scan.kind(back) == "mark" and scan.text(back) not in "«»\"'“”()":
            return stretch
        hit = scan.hit(back, "anchor", "since")
        if hit is not None and hit.term.words[0] in _SINCE:
            if scan.text(back + 1) in _THAT:
                return replace(
                    stretch,
                    end=scan.published if stretch.grain != "range" else stretch.end,
                    relation="since",
                    grain="range",
                )
            if any(scan.tenses[i] in ("past", "future") for i in range(back + 1, at)):
                return stretch
            end = stretch.end if stretch.grain == "range" else scan.published
            return replace(stretch, end=end, relation="since", grain="range")
        if any(h.term.part in ("weekday", "month", "relative", "unit") for h in scan.hits(back)):
            return stretch
    return stretch


_IN_DATE = _folded("في فى يوم بتاريخ")
_THAT = _folded("أن ان")
