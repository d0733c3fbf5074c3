"""Arabic letters made comparable: what is swapped, dropped or spelled out, and the keys that words are matched by.

Three edits only, so that `text.textmap` can keep the exact way back: swap one character for one, drop characters,
spell one character out as several.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping


def _swaps() -> dict[int, str]:
    pairs = {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        "ۀ": "ه",
        "ہ": "ه",
        "ە": "ه",
        "ک": "ك",
        "ڪ": "ك",
        "گ": "ك",
        "ڤ": "ف",
        "پ": "ب",
        "چ": "ج",
        "ژ": "ز",
        "٫": ".",
        "٬": ",",
        "٪": "%",
    }
    swap = {ord(a): b for a, b in pairs.items()}
    for zero in (0x0660, 0x06F0):
        swap.update({zero + n: str(n) for n in range(10)})
    return swap


def _spelled() -> dict[str, str]:
    """Presentation forms and ligatures, spelled out in plain letters that are not folded yet."""
    spelled = {}
    for first, last in ((0xFB50, 0xFDFF), (0xFE70, 0xFEFC)):
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code):
                kept = "".join(c for c in plain if not unicodedata.combining(c) and c not in " \u0640")
                spelled[chr(code)] = kept
    return spelled


SWAP: Mapping[int, str] = _swaps()
SPELL: Mapping[str, str] = _spelled()

# Vowel marks, superscript alef, Quranic marks, tatweel, direction marks, joiners, soft hyphen, byte-order mark.
MARKS = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
    "\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\u00ad\ufeff"
)
EDIT = re.compile(f"[{MARKS}]|[\ufb50-\ufdff\ufe70-\ufefc]")
DROP = re.compile(f"[{MARKS}]+")

ARTICLE = "ال"


def fold(text: str) -> str:
    """A text with letters folded, marks dropped and ligatures spelled out: comparable, but of another length."""
    return EDIT.sub(lambda m: SPELL.get(m[0], ""), text).translate(SWAP)


def bare(norm: str) -> str:
    """A folded word without the article, where enough is left; and without a lone hamza.

    >>> bare("القصف"), bare("شهداء"), bare("الله")
    ('قصف', 'شهدا', 'الله')
    """
    if len(norm) > 3 and "ء" in norm:
        norm = norm.replace("ء", "")
    if norm.startswith(ARTICLE) and len(norm) > 4:
        return norm[2:]
    return norm


def key(word: str) -> str:
    """The key by which a word of a sheet is matched: folded and without the article."""
    return bare(fold(word))


def definite_key(word: str) -> str:
    """The key of a word that is written with the article, article and all; "" for one without it."""
    norm = fold(word)
    return ARTICLE + bare(norm) if norm.startswith(ARTICLE) and bare(norm) != norm else ""
