"""Quantities: every number that counts or measures something, with its bounds and the noun it counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import UnitEntry
from rasid.lang.ar.calendars import Placed, find_times, place_pieces, span_of
from rasid.lang.ar.letters import fold
from rasid.lang.ar.numbers import ATTACHED, Face, Number, Piece, faces_of, read_number, read_ordinal, stem_of
from rasid.model import Kind, Mention, Quantity, Reading, Span, stage

FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class Counted:
    """A form of a counted noun: its words, what they count, and the number that the form itself says (2 for a dual)."""

    entry: str
    scope: str
    words: tuple[str, ...]
    says: int = 0


class UnitTable:
    """The counted nouns with their regular plurals and duals, ready to be found in pieces of text."""

    def __init__(self, entries: Iterable[UnitEntry], months: Iterable[str] = ()) -> None:
        self.forms: dict[str, list[Counted]] = {}
        self.months = frozenset(stem_of(fold(form.split()[0])) for form in months)
        self.opening: dict[str, bool] = {}  # words met, and whether a quantity can start at them
        rows = [(entry, [tuple(_plain(word) for word in form.split()) for form in entry.forms]) for entry in entries]
        for entry, forms in rows:
            for words in forms:
                self._add(Counted(entry.id, entry.scope, words))
        for entry, forms in rows:
            single = {words[0] for words in forms if len(words) == 1}
            for number, words in enumerate(forms):
                if len(words) == 1:
                    self._inflect(entry, words[0], single)
                    if number == 0 or len(words[0]) > 3:
                        self._double(entry, words[0], single)
                elif len(words[0]) > 2:
                    self._of_several_words(entry, words)

    def _add(self, counted: Counted) -> None:
        known = self.forms.setdefault(counted.words[0], [])
        if all(k.words != counted.words for k in known):
            known.append(counted)

    def _inflect(self, entry: UnitEntry, word: str, single: set[str]) -> None:
        """The regular plural and the accusative of a noun."""
        if len(word) < 3 or is_plural(word, single):
            return
        if word.endswith("ه"):
            self._add(Counted(entry.id, entry.scope, (word[:-1] + "ات",)))
        else:
            for ending in ("ون", "ات", "ا"):
                self._add(Counted(entry.id, entry.scope, (word + ending,)))

    def _double(self, entry: UnitEntry, word: str, single: set[str]) -> None:
        """The dual of a noun.

        The ending that a dual shares with the sound plural counts as a dual only where the noun has a broken plural.
        """
        if len(word) < 3 or is_plural(word, single):
            return
        stem = word[:-1] + "ت" if word.endswith("ه") else word
        broken = any(other != word and not other.startswith(word[:-1]) for other in single)
        for ending in ("ان", "ين"):
            says = 2 if ending == "ان" or word.endswith("ه") or broken else 0
            if stem + ending not in single and stem + ending not in _NO_DUALS:
                self._add(Counted(entry.id, entry.scope, (stem + ending,), says))

    def _of_several_words(self, entry: UnitEntry, words: tuple[str, ...]) -> None:
        """The dual of a noun with its adjective or with what it is in construct with, and their accusative."""
        first, second, *rest = words
        stem, other = ((word[:-1] + "ت" if word.endswith("ه") else word) for word in (first, second))
        for ending in ("ان", "ين"):
            self._add(Counted(entry.id, entry.scope, (stem + ending, other + ending, *rest), 2))
            self._add(Counted(entry.id, entry.scope, (stem + ending, second, *rest), 2))
            self._add(Counted(entry.id, entry.scope, (stem + ending[0], second, *rest), 2))
        self._add(Counted(entry.id, entry.scope, (first + "ا", second + "ا", *rest)))

    def opens(self, piece: Piece) -> bool:
        """Whether a quantity can start at a piece: a number, a vague word, "between", or a noun in the dual."""
        if piece.counts or piece.kind != "word":
            return piece.counts
        known = self.opening.get(piece.text)
        if known is None:
            if len(self.opening) >= REMEMBERED:
                self.opening.clear()
            known = self.opening[piece.text] = piece.text in ATTACHED or any(
                face.stem in _OPENERS or any(counted.says == 2 for counted in self.forms.get(face.stem, ()))
                for face in piece.faces
            )
        return known

    def owned(self, word: str) -> Counted | None:
        """The counted noun of a word with a pronoun attached or with the last letter lost before its owner."""
        for ending, full in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) > 2:
                found = self.forms.get(word.removesuffix(ending) + full)
                if found:
                    return found[0]
        return None

    def find(self, pieces: Sequence[Piece], at: int) -> tuple[Counted, int, Face] | None:
        """The counted noun that starts at a piece, the place after it and how its first word was read."""
        if not 0 <= at < len(pieces):
            return None
        if pieces[at].kind == "mark":
            found = self.forms.get(pieces[at].text)
            return (found[0], at + 1, Face(pieces[at].text)) if found else None
        best: tuple[int, int, int, Counted, Face] | None = None
        for order, face in enumerate(pieces[at].faces):
            for counted in self.forms.get(face.stem, ()):
                end = at + len(counted.words)
                if end > len(pieces) or not all(
                    _same(pieces[at + i], counted.words[i]) for i in range(1, len(counted.words))
                ):
                    continue
                row = (-len(counted.words), face.cost, order, counted, face)
                if best is None or row[:3] < best[:3]:
                    best = row
        return None if best is None else (best[3], at - best[0], best[4])


def is_plural(word: str, single: set[str]) -> bool:
    """Whether a word is the sound plural of another one of its entry, or ends like one of feminine or nominative."""
    if word.endswith(("ون", "ات")):
        return True
    return word.endswith("ين") and not single.isdisjoint((word[:-2], word[:-2] + "ه", word[:-2] + "ي"))


_ENDINGS = (
    ("هما", ""),
    ("ها", ""),
    ("هم", ""),
    ("ه", ""),
    ("نا", ""),
    ("ي", "ين"),
    ("يه", "ين"),
    ("يها", "ين"),
    ("يهم", "ين"),
)
_NO_DUALS = frozenset(("طالبان",))  # the movement


def units(knowledge: Knowledge) -> UnitTable:
    """The counted nouns of a knowledge, built once."""
    return knowledge.derived("lang.ar.quantities", _unit_table)


def _unit_table(knowledge: Knowledge) -> UnitTable:
    return UnitTable(knowledge.units, (form for time in knowledge.times if time.part == "month" for form in time.forms))


def _plain(word: str) -> str:
    folded = fold(word)
    return next((f.stem for f in faces_of(folded) if f.definite and not f.cost), stem_of(folded))


def _same(piece: Piece, stem: str) -> bool:
    return any(face.stem == stem and not face.cost for face in piece.faces)


def _folded(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem_of(fold(word)) for word in words.split())


def _phrases(phrases: str) -> tuple[tuple[str, ...], ...]:
    found = {tuple(fold(word) for word in phrase.split()) for phrase in phrases.split("|")}
    return tuple(sorted(found, key=lambda words: (-len(words), words)))


REMEMBERED = 1 << 15  # words kept for the next time they are met
AT_LEAST = _phrases(
    "أكثر من | اكثر من | ما لا يقل عن | ما لايقل عن | لا يقل عن | لا تقل عن | ما يزيد على | ما يزيد عن | "
    "يزيد على | يزيد عن | تزيد على | تزيد عن | ما يربو على | يربو على | ما ينيف على | ما ينوف عن | "
    "أزيد من | يفوق | تفوق | ما يفوق | تجاوز | يتجاوز | تجاوزت | تتجاوز | فاق | فاقت | على الأقل | "
    "بما لا يقل عن | ما لا يقل على | أكثر عن"
)
AT_MOST = _phrases(
    "أقل من | اقل من | لا يتجاوز | لا تتجاوز | لا يزيد على | لا يزيد عن | لا تزيد على | لا تزيد عن | "
    "لم يتجاوز | لم تتجاوز | لا يتعدى | لا تتعدى | لم يتعد | لم تتعد | ما دون | يصل إلى | تصل إلى | ما يصل إلى"
)
ABOUT = _phrases(
    "نحو | حوالي | حوالى | قرابة | زهاء | ما يقارب | ما يقرب من | يقارب | تقارب | يناهز | ما يناهز | "
    "تناهز | بحدود | في حدود | يقدر ب | تقدر ب | يقدر عددهم ب | قرابة ال | ما يقدر ب | مايقارب | جوالي"
)
AT_LEAST_AFTER = _phrases(
    "على الأقل | على اقل تقدير | على أقل تقدير | على الاقل | فأكثر | فما فوق | أو أكثر | أو يزيد | ونيف | ونيفا"
)
AT_MOST_AFTER = _phrases("على الأكثر | كحد أقصى | على أكثر تقدير")
ABOUT_AFTER = _phrases("تقريبا | على وجه التقريب | بالتقريب")
# What is counted between a verb and its number: "the number of the dead exceeded 50".
_COUNTED = _stems(
    "عدد عددهم عددها عدده حصيلة حصيلته نسبة نسبتهم نسبته مجموع مجموعهم إجمالي قيمة قيمتها كلفة تكلفة عمر عمره عمرها "
    "أعمارهم مسافة مساحة سعر مدى مداه وزن وزنها طول مبلغ خسائر قتلى ضحايا جرحى"
)
_FAR = (
    (
        _phrases("لا يتجاوز | لا تتجاوز | لم يتجاوز | لم تتجاوز | لا يتعدى | لا تتعدى | لم يتعد | لم تتعد"),
        _phrases("لا يزيد | لا تزيد | لم يزد | لم تزد | لا يربو"),
        "most",
    ),
    (
        _phrases(
            "فاق | فاقت | يفوق | تفوق | تجاوز | تجاوزت | يتجاوز | تتجاوز | تخطى | تخطت | يتخطى | تتخطى | جاوز | جاوزت"
        ),
        _phrases("زاد | زادت | يزيد | تزيد | يربو | تربو | أربى | ينيف | لا يقل | لا تقل | لم يقل | لم تقل"),
        "least",
    ),
    (
        _phrases("ناهز | ناهزت | يناهز | تناهز | قارب | قاربت | يقارب | تقارب | لامس"),
        _phrases("يقدر | تقدر | قدر | قدرت | قدروا"),
        "about",
    ),
)
_OVER = _folded("على عن ب")
_RISING = _stems(
    "ارتفع ارتفعت يرتفع ترتفع لترتفع ليرتفع انخفض انخفضت تراجع تراجعت زاد زادت تقلص تقلصت قفز قفزت هبط هبطت صعد صعدت "
    "رفع رفعت خفض خفضت ارتفاع انخفاض زيادة"
)
_A_FEW = _stems("بضعة بضع")
_ODD = _stems("نيف نيفا")
_PARTS = {
    stem_of(fold(word)): share
    for share, words in (
        (0.5, "نصف"),
        (0.3333, "ثلث"),
        (0.6667, "ثلثا ثلثي ثلثين ثلثان"),
        (0.25, "ربع"),
        (0.1667, "سدس"),
    )
    for word in words.split()
}
_SOME_PARTS = {stem_of(fold(word)): size for word, size in (("أرباع", 4), ("أخماس", 5), ("أسداس", 6), ("أعشار", 10))}
_MEASURED = frozenset(("time", "distance", "money", "thing"))
_VAGUE = _stems("عشرات مئات مئآت آلاف ألوف ملايين مليارات عشرات المئات بضعة بضع عدة")
_NEEDS_OF = _stems("عدد أعداد كثير عديد حفنة")
_GREAT = _stems("كبير كبيرة قليل محدود ضئيل متزايد متزايدة هائل هائلة غفير معتبر إضافي")
_SEVERAL = _folded("عدة بعدة")
_OTHERS = _folded("آخرين آخرون أخرى آخر آخران أخريات غيرهم اخرين اخرون أخريين")
_OF = fold("من")
_BETWEEN = fold("بين")
_OPENERS = _VAGUE | _NEEDS_OF | _ODD | frozenset(_PARTS) | {_BETWEEN}
_TO = _folded("إلى الى حتى لغاية")
_OR = fold("أو")
_PERCENT = _phrases("في المئة | في المائة | بالمئة | بالمائة | في المية | بالمية | فى المئة | فى المائة | في الألف")
_SERIAL = _stems(
    "رقم قرار مادة فقرة بند قناة فصل ملحق طريق مربع كيلو دورة حلقة صفحة فيلق سرب منطقة عيار طراز موديل "
    "طبعة جلسة نسخة رقمه مجموعة مجلد ص شارع ولاية عرب هاتف هواتف مستوى "
    "تي تو سو سام إف أف إم أم إس أس بي كي آر إيه أيه إتش جي سي دي إكس ميغ بوينغ إيرباص أنتونوف توبوليف إليوشن سوخوي "
    "ميراج رافال إيغل هوك هيرون ياسين شهاب فاتح سجيل بدر زلزال قدس صماد شاهد مهاجر أبابيل قاصف عماد خيبر فجر رعد قاهر "
    "بركان آي"
)
_SERIAL_UNITS = _stems("لواء كتيبة فرقة فوج سرب فيلق وحدة كتيبه بطارية عدد سنة")
_HEADS = (_SERIAL | _SERIAL_UNITS) - _stems("عدد سنة")
_CALIBRE = _folded("ملم مم ملليمتر مليمتر ميليمتر ملليمترا")
_HOUR = _stems("ساعة")
_CLOCK = _stems("صباحا مساء ظهرا فجرا ليلا عصرا بتوقيت")
_AGE = _phrases(
    "عمره | عمرها | البالغ | البالغة | يبلغ من العمر | تبلغ من العمر | من العمر | سنه | سنها | عمر | بعمر | "
    "أعمارهم | عن عمر | البالغ من العمر | البالغة من العمر"
)
_YEARS = _stems("عام عاما سنة أعوام سنوات ربيعا عمر شهرا أشهر")
_NO_NOUN = _folded(
    "من في على عن إلى مع بعد قبل حتى خلال بين ضد أن إن ان أو ثم و قد لم لا ما هو هي هم كان كانت التي الذي "
    "الذين عند عندما فيما بينما حين حيث بينهم منهم منها بينها إثر جراء لدى عبر ضمن نحو وسط أمام خلف تحت "
    "فوق دون كما إذا لكن بل غير سوى كل بعض أي هذا هذه ذلك تلك هناك هنا وفق بحسب حسب منذ لغاية عدد بسبب نتيجة "
    "باتجاه أثناء قرب رغم بشأن حول مقابل إذ لأن كي ليس أكثر أقل الأقل معظمهم أغلبهم جميعهم كلهم بينهما "
    "منهما يوم أمس اليوم"
)
_TWO_WORDS = _folded("اثنان اثنين اثنتان اثنتين")
_ONE_WORDS = _folded("واحد واحدة واحدا")
_REACHES = _folded("يبلغ تبلغ")
_LIFE = _stems("عمر عمره عمرها عمرهم")
_YEAR = _stems("عام سنة")


class Count(Struct, frozen=True):
    """A number found in pieces: its bounds, the place after its words, and whether it is only a vague word."""

    first: int
    next: int
    low: Number | None
    high: Number | None
    vague: bool = False
    approximate: bool = False


class Counter:
    """One sentence being read for quantities."""

    def __init__(self, table: UnitTable, placed: Placed, reading: Reading, taken: frozenset[int]) -> None:
        self.table = table
        self.pieces = placed.pieces
        self.owners = placed.tokens
        self.reading = reading
        self.taken = taken
        self.done = 0  # the place after the last quantity

    def text(self, at: int) -> str:
        """The folded text of a piece, "" beyond the sentence."""
        return self.pieces[at].text if 0 <= at < len(self.pieces) else ""

    def kind(self, at: int) -> str:
        """The kind of a piece, "" beyond the sentence."""
        return self.pieces[at].kind if 0 <= at < len(self.pieces) else ""

    def free(self, at: int) -> bool:
        """Whether a piece stands in no time expression and in some token."""
        return 0 <= at < len(self.pieces) and self.owners[at] is not None and self.owners[at] not in self.taken

    def phrase_before(self, at: int, phrases: tuple[tuple[str, ...], ...]) -> int | None:
        """The place at which one of these phrases starts that ends right before a piece; None where none does."""
        for phrase in phrases:
            start = at - len(phrase)
            if start >= 0 and all(self._word_is(start + i, word, first=i == 0) for i, word in enumerate(phrase)):
                return start
        return None

    def phrase_after(self, at: int, phrases: tuple[tuple[str, ...], ...]) -> int | None:
        """The place after one of these phrases that starts at a piece; None where none does."""
        here = self.text(at)
        for phrase in phrases:
            if phrase[0] == here and all(self.text(at + i) == word for i, word in enumerate(phrase)):
                return at + len(phrase)
        return None

    def _word_is(self, at: int, word: str, *, first: bool) -> bool:
        text = self.text(at)
        if text == word:
            return True
        return first and len(word) > 2 and len(text) == len(word) + 1 and text[0] in "وفبل" and text[1:] == word

    def quantities(self) -> Iterator[Mention]:
        """The quantities of the sentence, in order."""
        at = 0
        while at < len(self.pieces):
            made = self.quantity(at) if self.table.opens(self.pieces[at]) and self.free(at) else None
            if made is None:
                at += 1
                continue
            mention, after = made
            if mention is not None:
                yield mention
            at = self.done = max(after, at + 1)

    def quantity(self, at: int) -> tuple[Mention | None, int] | None:
        """The quantity that starts at a piece and the place after it; no mention where the number counts nothing."""
        behind = self.behind_noun(at)
        if behind is not None:
            return behind
        count = self.range_at(at) or self.few_at(at) or self.number_at(at) or self.vague_at(at)
        part = self.part_at(at, count)
        if part is not None:
            return part
        if count is None:
            ordinal = read_ordinal(self.pieces, at)
            return self.dual_at(at) if ordinal is None else (None, ordinal[1])
        if not self.free(count.next - 1):
            return None, count.next
        if not count.vague and self.is_serial(count):
            return None, count.next
        mention, after = self.noun_of(self.bounded(count))
        return (None if mention is None or self.is_idle(count, mention) else mention), after

    def is_idle(self, count: Count, mention: Mention) -> bool:
        """Whether a number without a noun is a year, a numeral after its noun ("the five points") or no count."""
        value = mention.value
        if not isinstance(value, Quantity) or value.unit or value.approximate:
            return False
        if self.in_the_forties(count):
            return True
        before = self.pieces[count.first - 1] if count.first else None
        worded = self.kind(count.first) == "word" and count.low is not None and count.low <= 10
        definite = worded and self.pieces[count.first].faces[0].definite
        if definite and before is not None and before.kind == "word" and before.faces[0].definite:
            return True
        if value.noun is not None:
            return False
        if count.vague:
            return any(face.stem in _NEEDS_OF for face in self.pieces[count.first].faces)
        if self.kind(count.next - 1) == "digits":
            years = [n for n in (count.low, count.high) if n is not None]
            return value.high is not None and all(FIRST_YEAR <= n <= LAST_YEAR for n in years)
        return False

    def in_the_forties(self, count: Count) -> bool:
        """Whether a round ten with the article tells somebody's time of life ("in the forties of his life")."""
        return (
            self.kind(count.first) == "word"
            and self.pieces[count.first].faces[0].definite
            and self.text(count.next) == _OF
            and self.kind(count.next + 1) == "word"
            and any(face.stem in _LIFE for face in self.pieces[count.next + 1].faces)
        )

    # numbers

    def number_at(self, at: int) -> Count | None:
        """A number in digits or words."""
        if (
            self.kind(at) == "word"
            and self.text(at) in ATTACHED
            and self.kind(at + 1) == "digits"
            and self.pieces[at + 1].glued
        ):
            found = read_number(self.pieces, at + 1)
        else:
            found = read_number(self.pieces, at)
        if found is None:
            return None
        value, end = found
        if self.kind(at) == "word" and not self.counts(at, value, end):
            return None
        return Count(at, end, value, value)

    def counts(self, at: int, value: Number, end: int) -> bool:
        """Whether a number word counts here and is no ordinal, pronoun or hour."""
        text = self.text(at)
        if end == at + 1 and value == 1:
            return False
        if end == at + 1 and value == 1000 and self.kind(end) != "word":
            return False
        ordinal = read_ordinal(self.pieces, at)
        if ordinal is not None and ordinal[1] >= end:
            faces = self.pieces[at].faces
            if not (faces[0].definite and value in (20, 30, 40, 50, 60, 70, 80, 90)):
                return False
        if (
            end == at + 1
            and any(f.preposition and not f.definite and f.stem == "عشر" for f in self.pieces[at].faces)
            and text == "بعشر"
        ):
            return True
        return True

    def few_at(self, at: int) -> Count | None:
        """A number known to a few ("some teen", "twenty-odd")."""
        if self.kind(at) != "word":
            return None
        stems = {face.stem for face in self.pieces[at].faces}
        if not stems & (_A_FEW | _ODD) or self.kind(at + 1) != "word":
            return None
        linked = any(face.conjunction for face in self.pieces[at + 1].faces)
        more = read_number(self.pieces, at + 1)
        if more is None or not self.free(at + 1):
            return None
        value, end = more
        if stems & _ODD:
            return Count(at, end, value, None) if linked else None
        if value == 10 and not linked:
            return Count(at, end, 13, 19)
        return Count(at, end, value + 3, value + 9) if linked and value in range(20, 100, 10) else None

    def part_at(self, at: int, count: Count | None) -> tuple[Mention | None, int] | None:
        """A fraction: of a measure ("half an hour") as a part of its unit, of anything else in per cent."""
        if self.kind(at) != "word":
            return None
        end = at + 1
        share = next((_PARTS[f.stem] for f in self.pieces[at].faces if f.stem in _PARTS and not f.conjunction), None)
        if count is not None:
            size = self.parts_word(count.next)
            if size is None or not isinstance(count.low, int) or not count.low < size:
                return None
            share, end = count.low / size, count.next + 1
        if share is None or self.pieces[at].faces[0].definite or self.kind(end) != "word" or not self.free(end):
            return None
        noun = self.table.find(self.pieces, end)
        if noun is not None and not noun[2].cost and noun[0].scope in _MEASURED and not noun[2].definite:
            span = Span(self.noun_start(end), self.pieces[noun[1] - 1].end)
            part = self.bounded(Count(at, noun[1], share, share))
            return self.mention(part, noun[1], noun[0].entry, noun[0].scope, span), noun[1]
        people = noun is not None and not noun[2].cost and noun[0].scope in ("person", "force")
        counted = any(face.stem in _COUNTED for face in self.pieces[end].faces)
        if people or counted or self.pieces[end].faces[0].definite:
            share = round(100 * share, 2)
            part = self.bounded(Count(at, end, share, share))
            return self.mention(part, end, "percent", "percent", None), end
        return None

    def parts_word(self, at: int) -> int | None:
        """How many parts make the whole, of a word for quarters, fifths and the like."""
        faces = self.pieces[at].faces if self.kind(at) == "word" else ()
        return next((_SOME_PARTS[f.stem] for f in faces if f.stem in _SOME_PARTS and not f.cost), None)

    def behind_noun(self, at: int) -> tuple[Mention | None, int] | None:
        """A noun with the "one" or "two" behind it, or a measure with the fraction that goes beyond it."""
        if self.kind(at) != "word":
            return None
        says = 1 if self.text(at) in _ONE_WORDS else 2 if self.text(at) in _TWO_WORDS else 0
        more = self.beyond(at)
        if not says and more is None:
            return None
        for first in range(at - 1, max(at - 4, self.done - 1), -1):
            if not self.free(first):
                return None
            found = self.table.find(self.pieces, first)
            if found is None or found[1] > at or found[2].conjunction == "ف":
                continue
            counted, end, _ = found
            if end < at and not (says == 1 and all(self.describes(i) for i in range(end, at))):
                return None
            if more is not None and (counted.scope not in _MEASURED or counted.says):
                return None
            low = says or 1 + more[0] if more is not None else says
            after = at + 1 if more is None else more[1]
            count, _ = self.bounded_after(self.bounded(Count(first, after, low, low)), after)
            span = Span(self.noun_start(first), self.pieces[end - 1].end)
            return self.mention(count, after, counted.entry, counted.scope, span), after
        return None

    def describes(self, at: int) -> bool:
        """Whether a piece is an adjective."""
        owner = self.owners[at]
        return self.kind(at) == "word" and owner is not None and self.reading.tokens[owner].pos == "ADJ"

    def beyond(self, at: int) -> tuple[float, int] | None:
        """The fraction added to a measure ("and a half"), and the place after it with the measure said again."""
        if self.kind(at) != "word":
            return None
        faces = (f for f in self.pieces[at].faces if f.stem in _PARTS and f.conjunction and not f.preposition)
        face = next(faces, None)
        if face is None:
            return None
        again = self.table.find(self.pieces, at + 1)
        repeated = again is not None and again[2].definite and not again[2].cost and again[0].scope in _MEASURED
        return _PARTS[face.stem], again[1] if again is not None and repeated else at + 1

    def range_at(self, at: int) -> Count | None:
        """ "Between 3 and 5", "3 to 5", "3-5", "3 or 4"."""
        between = at
        if any(face.stem == _BETWEEN for face in self.pieces[at].faces):
            between = at + 1
        low = self.number_at(between)
        if low is None or not isinstance(low.low, int | float):
            return None
        here = low.next
        linked = between > at
        if linked:
            if self.text(here) == "و":
                here += 1
            elif self.kind(here) != "word" or not any(f.conjunction == "و" for f in self.pieces[here].faces):
                return None
        elif self.rises(at):
            return None
        elif (
            self.text(here) in _TO or self.text(here) == _OR or (self.kind(here) == "mark" and self.text(here) in "-–—")
        ):
            if self.kind(here) == "mark" and not self.pieces[here].glued:
                return None
            here += 1
        else:
            return None
        if here >= len(self.pieces) or not self.free(here):
            return None
        high = self.number_at(here)
        if high is None or high.low is None:
            return None
        first, last = low.low, high.low
        if self.kind(here - 1) == "mark" and self.text(here - 1) in "-–—" and first > last:
            first, last = last, first
        if first >= last:
            return None
        if last >= 1000 > first and self._says_scale(high) and not self._says_scale(low) and last % 1000 == 0:
            scale = 1_000_000 if last % 1_000_000 == 0 else 1000
            if first * scale < last:
                first *= scale
        return Count(at, high.next, first, last)

    def rises(self, at: int) -> bool:
        """Whether a number is what something rose or fell from."""
        if self.text(at - 1) != _OF or at < 2:
            return False
        before = self.pieces[max(at - 8, 0) : at - 1]
        return any(face.stem in _RISING for piece in before for face in piece.faces)

    def _says_scale(self, count: Count) -> bool:
        """Whether a number was said with a word for thousand or million after its digits."""
        return count.next - count.first > 1 and self.kind(count.next - 1) == "word"

    def vague_at(self, at: int) -> Count | None:
        """Dozens, hundreds, several, a number of."""
        if self.kind(at) != "word":
            return None
        end = at
        faces = self.pieces[at].faces
        face = next((f for f in faces if f.stem in _VAGUE), None)
        if face is not None and not (face.preposition and len(face.stem) < 4):
            end = at + 1
            while self.kind(end) == "word" and any(f.stem in _VAGUE and not f.cost for f in self.pieces[end].faces):
                end += 1
            if self.text(at) in _SEVERAL and self.kind(end) != "word":
                return None
            return Count(at, end, None, None, vague=True)
        if any(f.stem in _NEEDS_OF for f in faces):
            great = self.kind(at + 1) == "word" and any(
                f.stem in _GREAT and not f.cost for f in self.pieces[at + 1].faces
            )
            if self.text(at + 1 + great) == _OF:
                return Count(at, at + 1 + great, None, None, vague=True)
        return None

    def is_serial(self, count: Count) -> bool:
        """Whether a number names a thing (resolution 2722, channel 12, F-16) or tells the hour."""
        at = count.first
        before = self.pieces[at - 1] if at > 0 else None
        digits_at = next((i for i in range(at, count.next) if self.kind(i) == "digits"), None)
        if digits_at is not None:
            text = self.text(digits_at)
            if text.startswith("0") and text.isdigit() and len(text) > 1:
                return True
            if self.latin_near(digits_at):
                return True
            if (
                self.kind(digits_at + 1) == "mark"
                and self.text(digits_at + 1) in ":/"
                and self.kind(digits_at + 2) == "digits"
            ):
                return True
            if (
                digits_at > 1
                and self.text(digits_at - 1) in ":/"
                and self.kind(digits_at - 2) == "digits"
                and self.pieces[digits_at].glued
            ):
                return True
            if (
                self.text(digits_at - 1) in "-_"
                and digits_at
                and self.pieces[digits_at].glued
                and self.pieces[digits_at - 1].glued
            ):
                return True
            if self.text(digits_at - 1) == "#" or "+" in (self.text(digits_at - 1), self.text(digits_at + 1)):
                return True
            if self.kind(count.next) == "word" and any(
                f.stem in self.table.months for f in self.pieces[count.next].faces
            ):
                return True
        if before is not None and before.text in "[(:" and at > 1:
            before = self.pieces[at - 2]
        if before is None or before.kind != "word":
            return bool(before is not None and before.text in "#_№")
        noun = self.table.find(self.pieces, count.next)
        if noun is not None and noun[2].cost:
            noun = None
        if self.text(count.next) in _CALIBRE and digits_at is not None:
            return True
        stems = {face.stem for face in before.faces}
        if stems & _HOUR and (
            before.faces[0].definite
            or any(f.stem in _CLOCK for p in self.pieces[count.next : count.next + 1] for f in p.faces)
        ):
            return True
        if stems & _SERIAL and (noun is None or (noun[0].scope == "distance" and "عيار" in stems)):
            return True
        if stems & _YEAR and digits_at == at and noun is None and self.text(at) != "%":
            return True
        head = self.pieces[at - 2] if at > 1 and before is self.pieces[at - 1] and before.faces[0].definite else None
        if head is not None and head.kind == "word" and digits_at == at and noun is None:
            heads = {face.stem for face in head.faces if not face.definite}
            if heads & _HEADS and not self.follows_noun(count.next):
                return True
        if stems & _SERIAL_UNITS and digits_at is not None and noun is None:
            return any(f.definite and f.stem in _SERIAL_UNITS for f in before.faces) or not self.follows_noun(
                count.next
            )
        return False

    def latin_near(self, at: int) -> bool:
        """Whether Latin letters, or a type's letters with a hyphen, stand right beside a digit group."""
        for side, glued_at in ((at - 1, at), (at + 1, at + 1)):
            if (
                self.kind(side) == "word"
                and glued_at < len(self.pieces)
                and self.pieces[glued_at].glued
                and self.text(side)[-1 if side < at else 0].isascii()
            ):
                return True
        if at > 1 and self.pieces[at].glued and self.text(at - 1) in "-–_" and self.kind(at - 2) == "word":
            return self.pieces[at - 1].glued and self.text(at - 2) not in ATTACHED
        return False

    def follows_noun(self, at: int) -> bool:
        """Whether a word that may be a counted noun follows."""
        return self.noun_at(at) is not None

    # bounds

    def bounded(self, count: Count) -> Count:
        """The number with the bound that the words around it give."""
        if count.vague:
            return count
        at = count.first
        if self.phrase_before(at, AT_MOST) is not None:
            return replace(count, low=None, high=count.high)
        if self.phrase_before(at, AT_LEAST) is not None:
            return replace(count, high=None)
        start = self.phrase_before(at, ABOUT)
        if start is not None:
            if self.phrase_before(start, AT_LEAST) is not None:
                return replace(count, high=None)
            return replace(count, approximate=True)
        return self.changed(count, self.far_bound(at))

    def far_bound(self, at: int) -> str:
        """The bound said by the verb before what is counted: "the number of the dead exceeded 50"."""
        over = self.text(at - 1) in _OVER
        first = at - 1 if over else at
        over = over or any(face.preposition == "ب" for face in self.pieces[at].faces) or self.text(at) == "ب"
        for here in range(first - 1, max(first - 5, -1), -1):
            if self.kind(here) != "word":
                return ""
            if any(face.stem in _COUNTED for face in self.pieces[here].faces):
                for bare, with_over, change in _FAR:
                    if self.phrase_before(here, with_over if over else bare) is not None:
                        return change
        return ""

    def changed(self, count: Count, change: str) -> Count:
        """A number as a bound: least, most, about."""
        if change == "least":
            return replace(count, high=None)
        if change == "most":
            return replace(count, low=None)
        return replace(count, approximate=True) if change else count

    def bounded_after(self, count: Count, after: int) -> tuple[Count, int]:
        """The number with the bound said after its noun, and the place after that."""
        for phrases, change in ((AT_LEAST_AFTER, "least"), (AT_MOST_AFTER, "most"), (ABOUT_AFTER, "about")):
            for here in (after, after + 1):
                end = self.phrase_after(here, phrases)
                if end is None or (here > after and self.kind(after) != "word"):
                    continue
                return self.changed(count, change), after
        return count, after

    # nouns

    def noun_of(self, count: Count) -> tuple[Mention | None, int]:
        """The quantity with the noun that it counts."""
        at = count.next
        sign = self.table.forms.get(self.text(count.first - 1)) if self.kind(count.first - 1) == "mark" else None
        if sign is not None and self.pieces[count.first].glued:
            return self.mention(count, at, sign[0].entry, sign[0].scope, None), at
        percent = self.percent_at(at)
        if percent is not None:
            return self.mention(count, percent, "percent", "percent", None), percent
        before_noun, _ = self.bounded_after(count, at)
        if before_noun is not count:
            end = next(
                (
                    e
                    for phrases in (AT_LEAST_AFTER, AT_MOST_AFTER, ABOUT_AFTER)
                    if (e := self.phrase_after(at, phrases))
                ),
                None,
            )
            if end is not None:
                count, at = before_noun, end
        noun_at = at
        if self.text(at) == _OF:
            noun_at = at + 1
        if noun_at != at and (self.is_pronoun(noun_at) or self.noun_at(noun_at) is None):
            noun_at = at
        found = self.noun_at(noun_at) if noun_at != at or self.text(at) != _OF else None
        if found is None:
            count, _ = self.bounded_after(count, count.next)
            return self.mention(count, count.next, "", "", None), count.next
        entry, scope, end = found
        more = self.beyond(end)
        if more is not None and scope in _MEASURED and count.low is not None and count.low == count.high:
            count, end = replace(count, low=count.low + more[0], high=count.low + more[0]), more[1]
        count, _ = self.bounded_after(count, end)
        if scope in ("time", "age") and self.is_age(count, noun_at):
            scope = "age"
        span = Span(self.noun_start(noun_at), self.pieces[end - 1].end)
        return self.mention(count, end, entry, scope, span), end

    def noun_start(self, at: int) -> int:
        """Where the characters of a noun start, its conjunction left out."""
        owner = self.owners[at]
        return (
            span_of(self.reading, self.pieces, at, at + 1, owner).start if owner is not None else self.pieces[at].start
        )

    def is_pronoun(self, at: int) -> bool:
        """Whether a word after "of" is no noun."""
        return self.kind(at) != "word" or self.text(at) in _NO_NOUN

    def noun_at(self, at: int) -> tuple[str, str, int] | None:
        """The counted noun at a piece: entry, scope, place after it.

        A word that no sheet knows counts where it can be a noun.
        """
        if not self.free(at):
            return None
        found = self.table.find(self.pieces, at)
        if found is not None and not found[2].conjunction and not (found[2].preposition and not found[2].definite):
            end = found[1]
            if all(self.free(i) for i in range(at, end)):
                return found[0].entry, found[0].scope, end
        if self.kind(at) != "word" or self.text(at) in _NO_NOUN:
            return None
        owned = self.table.owned(self.text(at))
        if owned is not None:
            return owned.entry, owned.scope, at + 1
        if self.text(at) in _OTHERS:
            return "", "", at + 1
        owner = self.owners[at]
        token = self.reading.tokens[owner] if owner is not None else None
        if token is None or token.function is not None or self.text(at)[0].isascii():
            return None
        if not token.segments and self.text(at)[0] in "وفبل":
            return None
        if token.pos not in ("NOUN", "ADJ", "X", "") or token.proclitic("و", "ف", "ب", "ل", "ك") is not None:
            return None
        return "", "", at + 1

    def percent_at(self, at: int) -> int | None:
        """The place after a sign or words for "per cent"."""
        if self.text(at) in ("%", "٪"):
            return at + 1
        return self.phrase_after(at, _PERCENT)

    def is_age(self, count: Count, noun_at: int) -> bool:
        """Whether so many years are somebody's age."""
        if not any(face.stem in _YEARS for face in self.pieces[noun_at].faces):
            return False
        if any(self.phrase_before(at, _AGE) is not None for at in range(count.first, max(count.first - 3, 0), -1)):
            return True
        if self.text(count.first - 1) in _REACHES:
            people = (self.table.find(self.pieces, at) for at in range(max(count.first - 4, 0), count.first - 1))
            return any(found is not None and found[0].scope in ("person", "force") for found in people)
        return (
            self.text(count.first - 1) in ("(", "،")
            and self.text(noun_at + 1) in (")", "،")
            and self.text(count.first - 1) + self.text(noun_at + 1) == "()"
        )

    def dual_at(self, at: int) -> tuple[Mention | None, int] | None:
        """A counted noun in the dual."""
        if self.kind(at) != "word":
            return None
        found = self.table.find(self.pieces, at)
        if found is None or found[0].says != 2 or len(self.pieces[at].text) < 5:
            return None
        counted, end, face = found
        if face.definite and self.text(at).endswith("ين") and len(face.stem) == 6 and face.stem[1] == "ا":
            return None
        after = end
        if self.text(after) in _TWO_WORDS and self.free(after):
            after += 1
        count, _ = self.bounded_after(self.bounded(Count(at, after, 2, 2)), after)
        more = self.beyond(after)
        if more is not None and counted.scope in _MEASURED:
            count, after = replace(count, low=2 + more[0], high=2 + more[0]), more[1]
        span = Span(self.noun_start(at), self.pieces[end - 1].end)
        scope = "age" if counted.scope == "time" and self.is_age(count, at) else counted.scope
        return self.mention(count, after, counted.entry, scope, span), after + self.agrees(after, self.text(at)[-2:])

    def agrees(self, at: int, ending: str) -> bool:
        """Whether an adjective in the dual follows the noun that it describes."""
        if self.kind(at) != "word" or not self.free(at) or not self.text(at).endswith(ending):
            return False
        found = self.table.find(self.pieces, at)
        return self.describes(at) or (found is not None and found[0].says == 2 and not found[2].cost)

    def mention(self, count: Count, end: int, unit: str, scope: str, noun: Span | None) -> Mention | None:
        """The mention of a quantity; None where its words stand in no token."""
        first, last = self.owners[count.first], self.owners[end - 1]
        if first is None or last is None:
            return None
        value = Quantity(count.low, count.high, count.approximate, count.vague, unit, noun, scope)
        span = span_of(self.reading, self.pieces, count.first, end, first)
        return Mention(
            Kind.QUANTITY, span, first, last + 1, value, f"find_quantities:{unit}" if unit else "find_quantities"
        )


@stage(needs="sentences tokens", makes="mentions")
def find_quantities(reading: Reading, knowledge: Knowledge) -> Iterator[Mention]:
    """Every number that counts or measures, with its noun: "at least 12 soldiers" is 12 with an open upper end.

    Numbers inside times, serial numbers and hours of the clock are none. "Dozens" is vague and has no number.
    """
    table = units(knowledge)
    times = [m for m in reading.mentions if m.kind is Kind.TIME]
    if not times:
        times = [m for m in find_times.function(reading, knowledge) if isinstance(m, Mention)]
    taken = frozenset(n for m in times for n in range(m.first, m.last))
    for sentence in reading.sentences:
        placed = place_pieces(reading, sentence.span)
        yield from Counter(table, placed, reading, taken).quantities()
