"""Numbers as Arabic writes them: digits of every script, number words of every gender and case, ordinals.

The reading works on pieces, the words, digit groups and marks of a text, whichever way words were cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from rasid.lang.ar.letters import MARKS, fold
from rasid.model.text import Span, Token

_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_PIECE = re.compile(
    rf"(?P<digits>[{_DIGIT}]+(?:[.,\u066b\u066c][{_DIGIT}]+|\u060c[{_DIGIT}]{{3}}(?![{_DIGIT}]))*)"
    rf"|(?P<word>[^\W\d_](?:[^\W\d_]|[{MARKS}])*)"
    r"|(?P<mark>[^\w\s]|_|\n)"
)
_LONE_MARK = re.compile(rf"[{MARKS}]")
_DECIMAL = re.compile(r"\d+[.,]\d{1,2}|\d+[.,]\d{4,}|0[.,]\d+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,\u060c]\d{3})+(?:[.,]\d{1,2})?")
MOST_DIGITS = 15


class Face(Struct, frozen=True):
    """One way to read a written word: its stem and the clitics taken off it."""

    stem: str
    definite: bool = False
    conjunction: str = ""
    preposition: str = ""

    @property
    def cost(self) -> int:
        """How many clitics were taken off."""
        return len(self.conjunction) + len(self.preposition)


class Piece(Struct, frozen=True):
    """A word, a digit group or a mark: folded, with its characters in the text.

    `glued` tells that nothing stands between it and the piece before it, `counts` that a number may start with it.
    """

    text: str
    kind: str  # "word", "digits", "mark"
    start: int
    end: int
    glued: bool = False
    faces: tuple[Face, ...] = ()
    counts: bool = True


def stem_of(word: str) -> str:
    """A folded word without its lone hamza: the stem by which words are compared."""
    return word.replace("ء", "") if len(word) > 3 else word


def faces_of(word: str) -> tuple[Face, ...]:
    """The ways to read a folded word, the one that takes least off first.

    >>> [(f.stem, f.definite) for f in faces_of("والاحد")][-1]
    ('احد', True)
    """
    heads = [(word, "", "")]
    if len(word) > 2 and word[0] in "وف":
        heads.append((word[1:], word[0], ""))
    for rest, conjunction, _ in tuple(heads):
        if len(rest) > 2 and rest[0] in "بلك":
            heads.append((rest[1:], conjunction, rest[0]))
    found: list[Face] = []
    for rest, conjunction, preposition in heads:
        if len(rest) >= 4 and rest.startswith("ال"):
            found.append(Face(stem_of(rest[2:]), True, conjunction, preposition))
        elif preposition == "ل" and len(rest) >= 4 and rest.startswith("ل"):
            found.append(Face(stem_of(rest[1:]), True, conjunction, preposition))
        found.append(Face(stem_of(rest), False, conjunction, preposition))
    found.sort(key=lambda face: face.cost)
    return tuple(found)


@lru_cache(maxsize=1 << 15)
def _looked_at(raw: str, kind: str) -> tuple[str, tuple[Face, ...], bool]:
    """A written word or mark folded, with the ways to read it and whether a number may start with it."""
    folded = fold(raw)
    if kind != "word":
        return folded, (), kind == "digits"
    faces = faces_of(folded)
    return folded, faces, any(face.stem in _COUNTING for face in faces)


def cut(text: str, span: Span) -> tuple[Piece, ...]:
    """The pieces of a stretch of text, in order. Direction marks and stray vowel marks are left out."""
    return _cut(text, max(span.start, 0), max(span.end, 0))


@lru_cache(maxsize=1 << 8)  # times and quantities look at the same sentences
def _cut(text: str, start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    last = -1
    for match in _PIECE.finditer(text, start, end):
        kind = match.lastgroup or "mark"
        raw = match[0]
        if kind == "mark" and _LONE_MARK.fullmatch(raw):
            last = match.end() if last == match.start() else last
            continue
        folded, faces, counts = _looked_at(raw, kind)
        if not folded:
            continue
        first, after = match.span()
        pieces.append(Piece(folded, kind, first, after, last == first, faces, counts))
        last = after
    return tuple(pieces)


def _ones() -> dict[str, int]:
    rows = (
        (0, "صفر"),
        (1, "واحد واحدة واحدا"),
        (2, "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين اتنين اتنان إثنين تنين"),
        (3, "ثلاثة ثلاث تلاتة تلات تلاته"),
        (4, "أربعة أربع"),
        (5, "خمسة خمس"),
        (6, "ستة ست"),
        (7, "سبعة سبع"),
        (8, "ثمانية ثماني ثمان ثمانيا تمانية تمن تمانيه"),
        (9, "تسعة تسع"),
        (10, "عشرة عشر"),
    )
    return {fold(word): value for value, words in rows for word in words.split()}


def _tens() -> dict[str, int]:
    stems = {
        20: "عشر",
        30: "ثلاث",
        40: "أربع",
        50: "خمس",
        60: "ست",
        70: "سبع",
        80: "ثمان",
        90: "تسع",
    }
    words = {fold(stem + end): value for value, stem in stems.items() for end in ("ون", "ين")}
    words |= {fold("تلاتين"): 30, fold("تمانين"): 80}
    return words


def _hundreds() -> dict[str, int]:
    words = {fold(word): 100 for word in ("مئة", "مائة", "مية", "ميت")}
    for word in ("مئتان", "مئتين", "مائتان", "مائتين", "مئتا", "مئتي", "مائتا", "مائتي", "ميتين"):
        words[fold(word)] = 200
    joined = {
        3: "ثلاث ثلاثة تلت",
        4: "أربع أربعة ربع",
        5: "خمس خمسة",
        6: "ست ستة",
        7: "سبع سبعة",
        8: "ثمان ثماني ثمانية تمن",
        9: "تسع تسعة",
    }
    for value, stems in joined.items():
        for stem in stems.split():
            for hundred in ("مئة", "مائة", "مية"):
                words[fold(stem + hundred)] = value * 100
    return words


def _teens() -> dict[str, int]:
    rows = {
        11: "أحدعشر إحدىعشرة حداشر احداشر حداعشر",
        12: "اثناعشر اثنيعشر اثنتاعشرة اثنتيعشرة اتناشر اطناشر",
        13: "ثلاثةعشر ثلاثعشرة تلتاشر تلطاشر",
        14: "أربعةعشر أربععشرة اربعتاشر أربعطاشر",
        15: "خمسةعشر خمسعشرة خمستاشر خمسطاشر",
        16: "ستةعشر ستعشرة ستاشر سطاشر",
        17: "سبعةعشر سبععشرة سبعتاشر سبعطاشر",
        18: "ثمانيةعشر ثمانيعشرة ثمانعشرة تمنتاشر تمنطاشر",
        19: "تسعةعشر تسععشرة تسعتاشر تسعطاشر",
    }
    return {fold(word): value for value, words in rows.items() for word in words.split()}


def _scales() -> dict[str, tuple[int, int]]:
    """A scale word to its size and how many of it the word says by itself."""
    words: dict[str, tuple[int, int]] = {}
    rows = (
        (1_000, "ألف ألفا ألوف آلاف", "ألفان ألفين ألفي"),
        (1_000_000, "مليون مليونا ملايين", "مليونان مليونين مليوني"),
        (1_000_000_000, "مليار مليارا مليارات بليون بلايين", "ملياران مليارين ملياري بليونين"),
        (1_000_000_000_000, "تريليون تريليونا تريليونات ترليون ترليونات", "تريليونان تريليونين تريليوني"),
    )
    for size, one, two in rows:
        words |= {fold(word): (size, 1) for word in one.split()}
        words |= {fold(word): (size, 2) for word in two.split()}
    return words


def _ordinals() -> dict[str, int]:
    rows = (
        (1, "أول أولى"),
        (2, "ثاني ثانية ثان"),
        (3, "ثالث ثالثة"),
        (4, "رابع رابعة"),
        (5, "خامس خامسة"),
        (6, "سادس سادسة"),
        (7, "سابع سابعة"),
        (8, "ثامن ثامنة"),
        (9, "تاسع تاسعة"),
        (10, "عاشر عاشرة"),
        (11, "حادي حادية"),
    )
    return {fold(word): value for value, words in rows for word in words.split()}


ONES = _ones()
TENS = _tens()
HUNDREDS = _hundreds()
TEENS = _teens()
SCALES = _scales()
ORDINALS = _ordinals()
_TEN_AFTER = frozenset(fold(word) for word in ("عشر", "عشرة"))
_ELEVEN = frozenset(fold(word) for word in ("أحد", "إحدى", "احدا"))
_FRACTIONS = {fold("نصف"): 0.5, fold("ربع"): 0.25, fold("ثلث"): 1 / 3}
_CUT_DUALS = frozenset(fold(word) for word in ("ألفا", "مليونا", "مليارا", "تريليونا"))
_PLURAL_SCALES = frozenset(
    fold(word) for word in ("آلاف", "ألوف", "ملايين", "مليارات", "بلايين", "تريليونات", "ترليونات")
)

# The stems with one of which every number in words starts.
_COUNTING = frozenset((*ONES, *TENS, *HUNDREDS, *TEENS, *SCALES, *ORDINALS, *_ELEVEN, *_FRACTIONS))

Number = int | float


def digits_value(text: str) -> Number | None:
    """The number that a digit group says: points and commas before three digits only part thousands.

    >>> digits_value("10,000"), digits_value("1,8"), digits_value("2.5"), digits_value("14.12.2023")
    (10000, 1.8, 2.5, None)
    """
    if len(text) > MOST_DIGITS + 4:
        return None
    if text.isdigit():
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))
    if _GROUPED.fullmatch(text):
        whole, tail = text, ""
        if (len(text) > 3 and text[-2] in ".,") or (len(text) > 4 and text[-3] in ".,"):
            at = max(text.rfind("."), text.rfind(","))
            whole, tail = text[:at], text[at + 1 :]
        number = int(re.sub(r"\D", "", whole))
        return float(f"{number}.{tail}") if tail else number
    return None


def _joined(pieces: Sequence[Piece], at: int) -> int | None:
    """The place of the next number part after an "and", written alone or attached; None where there is none."""
    if at >= len(pieces):
        return None
    piece = pieces[at]
    if piece.kind != "word":
        return None
    if piece.text == "و":
        return at + 1 if at + 1 < len(pieces) else None
    return at if any(face.conjunction == "و" and not face.preposition for face in piece.faces) else None


def _word(pieces: Sequence[Piece], at: int, joined: bool, table: dict[str, int]) -> int | None:
    """The value of the number word at a place, taken without "and" unless it is joined to what stands before."""
    if at >= len(pieces) or pieces[at].kind != "word":
        return None
    for face in pieces[at].faces:
        if face.stem in table and (joined or not face.conjunction):
            return table[face.stem]
    return None


def _below_hundred(pieces: Sequence[Piece], at: int, joined: bool) -> tuple[int, int] | None:
    """A number word below a hundred, and the place after it."""
    if at >= len(pieces) or pieces[at].kind != "word":
        return None
    teen = _word(pieces, at, joined, TEENS)
    if teen is not None:
        return teen, at + 1
    follows = at + 1 < len(pieces) and pieces[at + 1].kind == "word" and pieces[at + 1].text in _TEN_AFTER
    eleven = any(face.stem in _ELEVEN and (joined or not face.conjunction) for face in pieces[at].faces)
    tens_next = _joined(pieces, at + 1)
    if eleven and follows:
        return 11, at + 2
    if eleven and tens_next is not None:
        tens = _word(pieces, tens_next, True, TENS)
        if tens is not None:
            return tens + 1, tens_next + 1
    ones = _word(pieces, at, joined, ONES)
    if ones is not None:
        if follows and 1 < ones < 10:
            return ones + 10, at + 2
        if tens_next is not None and 0 < ones < 10:
            tens = _word(pieces, tens_next, True, TENS)
            if tens is not None:
                return tens + ones, tens_next + 1
        return ones, at + 1
    tens = _word(pieces, at, joined, TENS)
    return None if tens is None else (tens, at + 1)


def _below_thousand(pieces: Sequence[Piece], at: int, joined: bool) -> tuple[int, int] | None:
    """A number word below a thousand, and the place after it."""
    hundreds = _word(pieces, at, joined, HUNDREDS)
    end = at + 1
    if hundreds is None:
        small = _below_hundred(pieces, at, joined)
        if small is None:
            return None
        if 3 <= small[0] <= 9 and small[1] == at + 1 and _word(pieces, at + 1, False, HUNDREDS) == 100:
            hundreds, end = small[0] * 100, at + 2
        else:
            return small
    more = _joined(pieces, end)
    if more is not None:
        small = _below_hundred(pieces, more, True)
        if small is not None:
            return hundreds + small[0], small[1]
    return hundreds, end


def _digits(pieces: Sequence[Piece], at: int) -> tuple[Number, int] | None:
    """A digit group, thousands apart by a space too, and the place after it."""
    if at >= len(pieces) or pieces[at].kind != "digits":
        return None
    value = digits_value(pieces[at].text)
    if value is None:
        return None
    end = at + 1
    if isinstance(value, int) and 0 < value < 1000 and pieces[at].text == str(value):
        while end < len(pieces) and pieces[end].kind == "digits" and re.fullmatch(r"\d{3}", pieces[end].text):
            if pieces[end].glued or pieces[end].start - pieces[end - 1].end != 1:
                break
            value = value * 1000 + int(pieces[end].text)
            end += 1
            if value > 10**12:
                break
    return value, end


def _group(pieces: Sequence[Piece], at: int, joined: bool) -> tuple[Number, int, int] | None:
    """A count with its scale word: value, size of the scale (1 where none), place after it."""
    if at >= len(pieces):
        return None
    count: Number = 1
    end = at
    found: tuple[Number, int] | None = _digits(pieces, at)
    if found is None:
        found = _below_thousand(pieces, at, joined)
    if found is None:
        fraction = _fraction(pieces, at, joined)
        if fraction is not None:
            return fraction
        scale = _scale(pieces, at, joined)
        if scale is None or (pieces[at].kind == "word" and _plural_scale(pieces[at])):
            return None
        return scale[0] * (2 if _says_two(pieces, at) else scale[1]), scale[0], at + 1
    count, end = found
    size = 1
    while True:
        scale = _scale(pieces, end, False)
        if scale is None or scale[1] != 1:
            return count, size, end
        count *= scale[0]
        if isinstance(count, float) and count.is_integer():
            count = int(count)
        if isinstance(count, float):
            count = round(count, 6)
            if count.is_integer():
                count = int(count)
        size *= scale[0]
        end += 1
        if size >= 10**15:
            return count, size, end


def _says_two(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a scale word is a dual that has lost its last letter before its noun ("مليونا شخص")."""
    if not any(face.stem in _CUT_DUALS for face in pieces[at].faces) or at + 1 >= len(pieces):
        return False
    return pieces[at + 1].kind == "word" and _joined(pieces, at + 1) is None


def _plural_scale(piece: Piece) -> bool:
    return any(face.stem in _PLURAL_SCALES for face in piece.faces[:2])


def _fraction(pieces: Sequence[Piece], at: int, joined: bool) -> tuple[Number, int, int] | None:
    """Half a million, a quarter of a million."""
    if pieces[at].kind != "word" or at + 1 >= len(pieces):
        return None
    face = next((f for f in pieces[at].faces if f.stem in _FRACTIONS and (joined or not f.conjunction)), None)
    scale = _scale(pieces, at + 1, False)
    if face is None or scale is None or scale[1] != 1 or _plural_scale(pieces[at + 1]):
        return None
    return int(scale[0] * _FRACTIONS[face.stem]), scale[0], at + 2


def _scale(pieces: Sequence[Piece], at: int, joined: bool) -> tuple[int, int] | None:
    if at >= len(pieces) or pieces[at].kind != "word":
        return None
    for face in pieces[at].faces:
        if face.stem in SCALES and (joined or not face.cost) and not (face.conjunction and face.preposition):
            return SCALES[face.stem]
    return None


def read_number(pieces: Sequence[Piece], at: int) -> tuple[Number, int] | None:
    """The number that starts at a piece, and the place after it; None where none starts.

    Digits, words or both ("15 ألفا و290"). An "and" attached to the first word is passed over.
    """
    if not 0 <= at < len(pieces) or not pieces[at].counts:
        return None
    first = _group(pieces, at, True)
    if first is None:
        return None
    total, size, end = first
    while size > 1:
        more = _joined(pieces, end)
        if more is None:
            break
        half = _half(pieces, more, size)
        if half is not None:
            total, end = total + half[0], half[1]
            break
        following = _group(pieces, more, True)
        if following is None or following[0] >= size or following[1] >= size or isinstance(following[0], float):
            break
        total, size, end = total + following[0], following[1], following[2]
    if isinstance(total, int) and total >= 10**MOST_DIGITS:
        return None
    return total, end


def _half(pieces: Sequence[Piece], at: int, size: int) -> tuple[int, int] | None:
    """The "and a half" after a scale word, with the scale word said again or not."""
    if pieces[at].kind != "word":
        return None
    face = next((f for f in pieces[at].faces if f.stem in _FRACTIONS), None)
    if face is None:
        return None
    again = _scale(pieces, at + 1, False)
    end = at + 2 if again is not None and again[0] == size else at + 1
    if again is not None and again[0] != size:
        return None
    return int(size * _FRACTIONS[face.stem]), end


def read_ordinal(pieces: Sequence[Piece], at: int) -> tuple[int, int] | None:
    """The ordinal that starts at a piece ("الحادي والعشرين"), and the place after it.

    A round ten counts as an ordinal only with the article.
    """
    if not 0 <= at < len(pieces) or not pieces[at].counts or pieces[at].kind != "word":
        return None
    for face in pieces[at].faces:
        if face.stem in ORDINALS:
            value = ORDINALS[face.stem]
            if at + 1 < len(pieces) and pieces[at + 1].text in _TEN_AFTER and (value > 1):
                return (value if value == 11 else value + 10), at + 2
            tens_at = _joined(pieces, at + 1)
            if tens_at is not None:
                tens = _word(pieces, tens_at, True, TENS)
                if tens is not None:
                    return tens + (1 if value == 11 else value), tens_at + 1
            return None if value == 11 else (value, at + 1)
        if face.stem in TENS and face.definite:
            return TENS[face.stem], at + 1
    return None


def pieces_of_tokens(tokens: Sequence[Token]) -> tuple[list[Piece], list[int]]:
    """The pieces of the normal forms of tokens, and for each piece the number of its token."""
    pieces: list[Piece] = []
    owner: list[int] = []
    for number, token in enumerate(tokens):
        for piece in cut(token.norm, Span(0, len(token.norm))):
            start = token.span.start
            pieces.append(Piece(piece.text, piece.kind, start, token.span.end, piece.glued, piece.faces, piece.counts))
            owner.append(number)
    return pieces, owner


def parse_number(tokens: Sequence[Token], at: int) -> tuple[Number, int] | None:
    """The number that starts at a token, and the number of the token after it; None where none starts."""
    if not 0 <= at < len(tokens):
        return None
    pieces, owner = pieces_of_tokens(tokens[at : at + 16])
    start = 0
    if pieces and pieces[0].kind == "word" and pieces[0].text in ATTACHED and len(pieces) > 1 and owner[1] == 0:
        start = 1
    found = read_number(pieces, start)
    if found is None:
        return None
    value, end = found
    return value, at + (owner[end] if end < len(owner) else owner[-1] + 1)


ATTACHED = frozenset(
    fold(word) for word in ("و", "ف", "ب", "ل", "ك", "ال", "بال", "وال", "لل", "وب", "ول", "فال", "كال")
)
