"""Arabic names made by rule, as the press writes them, for places that no source names in Arabic letters.

A rule gives one or two spellings; `share` says how many names written by hand it would have found.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

Rule = Callable[[str], list[str]]

MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u200c\u200d]")
PERSIAN = str.maketrans(
    {"پ": "ب", "چ": "تش", "ژ": "ج", "گ": "غ", "ک": "ك", "ی": "ي", "ۍ": "ي", "ې": "ي", "ہ": "ه", "ھ": "ه", "ګ": "غ"}
)
DIRECTIONS = {
    "North": "الشمالية",
    "South": "الجنوبية",
    "East": "الشرقية",
    "West": "الغربية",
    "Central": "الوسطى",
    "Northeast": "الشمالية الشرقية",
    "Northwest": "الشمالية الغربية",
    "Southeast": "الجنوبية الشرقية",
    "Southwest": "الجنوبية الغربية",
    "Island": "آيلاند",
    "Municipal": "",
}
INITIAL = {"a": "أ", "e": "إي", "i": "إي", "o": "أو", "u": "أو"}
TURKISH = {
    "a": "ا", "b": "ب", "c": "ج", "ç": "تش", "d": "د", "f": "ف", "g": "غ", "ğ": "غ", "h": "ه", "j": "ج",
    "k": "ك", "l": "ل",
    "m": "م", "n": "ن", "o": "و", "ö": "و", "p": "ب", "r": "ر", "s": "س", "ş": "ش", "t": "ت", "u": "و",
    "ü": "و", "v": "ف",
    "y": "ي", "z": "ز", "i": "ي", "ı": "ي", "e": "ي",
}  # fmt: skip
ENGLISH = {
    "ch": "تش", "sh": "ش", "kh": "خ", "gh": "غ", "gb": "غب", "kp": "كب", "kw": "كو", "gw": "غو", "ph": "ف",
    "th": "ث",
    "oo": "و", "ou": "و", "ee": "ي", "aa": "ا", "ai": "اي", "ay": "اي", "ei": "ي",
    "a": "ا", "b": "ب", "c": "ك", "d": "د", "e": "ي", "f": "ف", "g": "غ", "h": "ه", "i": "ي", "j": "ج",
    "k": "ك", "l": "ل",
    "m": "م", "n": "ن", "o": "و", "p": "ب", "q": "ق", "r": "ر", "s": "س", "t": "ت", "u": "و", "v": "ف",
    "w": "و", "x": "كس",
    "y": "ي", "z": "ز",
}  # fmt: skip
AFGHAN = {
    "ch": "تش", "sh": "ش", "kh": "خ", "gh": "غ", "zh": "ج", "ts": "تس", "dz": "دز", "ow": "و", "aw": "و",
    "ay": "ي", "aī": "ي",
    "ai": "ي", "ā": "ا", "á": "ا", "ī": "ي", "ū": "و", "ō": "و", "ê": "ي", "ē": "ي", "ḩ": "ح", "ş": "ص",
    "ţ": "ط", "z̧": "ظ", "ẕ": "ض", "z̄": "ذ", "s̄": "ث",
    "ṟ": "ر", "ṯ": "ت", "ṉ": "ن", "ḏ": "د", "‘": "ع", "ʻ": "ع", "’": "ئ", "a": "", "e": "", "i": "", "u": "",
    "o": "و",
    "b": "ب", "d": "د", "f": "ف", "g": "غ", "h": "ه", "j": "ج", "k": "ك", "l": "ل", "m": "م", "n": "ن",
    "p": "ب", "q": "ق",
    "r": "ر", "s": "س", "t": "ت", "v": "و", "w": "و", "y": "ي", "z": "ز",
}  # fmt: skip
WRITTEN = {"a": "ا", "e": "ي", "i": "ي", "u": "و"}


def plain(name: str) -> str:
    """A name in Arabic letters without vowel marks."""
    return MARKS.sub("", name)


def persian(name: str) -> list[str]:
    """A Persian or Pashto name as Arabic papers write it: the letters that Arabic lacks by others, G both ways."""
    bare = plain(name)
    return list(dict.fromkeys([bare.replace("گ", "ك").translate(PERSIAN), bare.translate(PERSIAN)]))


def spell(word: str, letters: Mapping[str, str]) -> str:
    """The letters of a word one by one, the longest that the table has first."""
    out, at = "", 0
    while at < len(word):
        size = 2 if word[at : at + 2] in letters else 1
        out += letters.get(word[at : at + size], "")
        at += size
    return out


def words(name: str, one: Callable[[str], str]) -> str:
    """A name of several words, each by the same rule."""
    return " ".join(filter(None, (one(word) for word in re.split("[ -]+", name))))


def turkish_word(word: str, *, full: bool) -> str:
    """A Turkish word: `full` writes each vowel, else the weak ones of the middle are left out."""
    low = word.replace("İ", "i").replace("I", "ı").lower()
    low = unicodedata.normalize("NFC", re.sub("[\u0302\u0307]", "", unicodedata.normalize("NFD", low)))
    low = low.replace("â", "a").replace("î", "i").replace("û", "u")
    low = re.sub(r"([^aeıioöuü])\1", r"\1", low)
    weak = "إ" if re.match("[ıi][^aeıioöuü]{2}", low) else "إي"
    head = {"a": "أ", "e": "إ", "ı": weak, "i": weak, "o": "أو", "ö": "أو", "u": "أو", "ü": "أو"}.get(low[0], "")
    tail = "ه" if low.endswith("e") and len(low) > 2 else ""
    middle = low[1 if head else 0 : -1 if tail else None]
    if not full:
        last = middle[-1:] if not tail else ""
        middle = re.sub("[eı]", "", middle[: len(middle) - len(last)]) + last
    return head + spell(middle, TURKISH).replace("يي", "ي") + tail


def turkish(name: str) -> list[str]:
    """A Turkish name: with its short vowels written, and without."""
    made = [words(name, lambda w: turkish_word(w, full=True)), words(name, lambda w: turkish_word(w, full=False))]
    return list(dict.fromkeys(made))


def english_word(word: str) -> str:
    """A word of a name in the English spelling of West Africa."""
    if word in DIRECTIONS:
        return DIRECTIONS[word]
    low = re.sub(r"([^aeiou])\1", r"\1", re.sub("[^a-z]", "", word.lower()))
    head = INITIAL.get(low[:1], "")
    return head + spell(low[1 if head else 0 :], ENGLISH).replace("يي", "ي").replace("وو", "و")


def nigerian(name: str) -> list[str]:
    """A name of Nigeria."""
    return [words(name.replace("/", " "), english_word)]


def afghan_word(word: str, *, full: bool) -> str:
    """A word in the romanisation of Afghan names, which marks long vowels; `full` writes the others, too."""
    low = unicodedata.normalize("NFC", word.lower())
    if low in ("wa", "va", "o"):
        return "و"
    low = re.sub("(ah|a)$", "h", low)
    head = {"a": "أ", "ā": "آ", "i": "إ", "ī": "إي", "u": "أ", "ū": "أو", "o": "أو", "ō": "أو", "e": "إ"}.get(
        low[:1], ""
    )
    return head + spell(low[1 if head else 0 :], AFGHAN | WRITTEN if full else AFGHAN)


def afghan(name: str) -> list[str]:
    """An Afghan name: where no vowel is marked as long, with all of them written, too."""
    bare = re.sub("-(e|ye|i)(?![a-z])", " ", name)
    ways = [False] if re.search("[āīūōēêá]", bare.lower()) else [True, False]
    made = [words(bare, lambda w: afghan_word(w, full=full)) for full in ways]  # noqa: B023
    return list(dict.fromkeys(re.sub(r"(^| )و ", r"\1و", one) for one in made))


def share(rule: Rule, known: Iterable[tuple[str, Sequence[str]]], fold: Callable[[str], str]) -> tuple[int, int]:
    """Of names written by hand, how many the rule spells in one of their ways, and how many there are."""
    told = [({fold(n) for n in rule(name)}, {fold(n) for n in arabic}) for name, arabic in known]
    return sum(bool(made & hand) for made, hand in told), len(told)
