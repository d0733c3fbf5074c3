"""How well the gold articles are read when they are spelled carelessly or otherwise: prints figures, judges nothing.

    .venv/bin/python benchmarks/robust.py

Each article is read as it is and in four other spellings: hamzas dropped, vowel marks and tatweel strewn in, digits in
the Eastern form, quotation marks of another kind. What is found is led back to the characters of the article as it was
and scored against its gold. `tests/endtoend/test_benchmark.py` demands that detection falls by less than 0.03.
"""

from __future__ import annotations

import argparse
import json
import random
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasid import Document, Reader
from rasid.analyse.score import Score, score
from rasid.model.codec import to_dict
from rasid.run.cache import load_cached

GOLD = Path(__file__).resolve().parent / "gold"
HAMZAS = {"أ": "ا", "إ": "ا", "آ": "ا", "ؤ": "و", "ئ": "ي", "ء": ""}
VOWELS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652"
TATWEEL = "\u0640"
JOINING = set("بتثجحخسشصضطظعغفقكلمنهيئ")
EASTERN = {str(n): chr(0x0660 + n) for n in range(10)}
QUOTES = {"«": "\u201c", "»": "\u201d", "\u201c": "«", "\u201d": "»"}

Item = Mapping[str, Any]
Spelling = Callable[[str], list[str]]


def as_is(text: str) -> list[str]:
    """Every character as it stands."""
    return list(text)


def without_hamzas(text: str) -> list[str]:
    """Every character, hamzas dropped."""
    return [HAMZAS.get(c, c) for c in text]


def with_marks(text: str) -> list[str]:
    """Every character, a vowel mark behind a third of the letters, tatweel behind some; always the same."""
    chance = random.Random(text)
    out = []
    for this, following in zip(text, text[1:] + " ", strict=True):
        piece = this
        if "\u0621" <= this <= "\u064a":
            if chance.random() < 0.33:
                piece += chance.choice(VOWELS)
            if this in JOINING and "\u0621" <= following <= "\u064a" and chance.random() < 0.1:
                piece += TATWEEL
        out.append(piece)
    return out


def with_eastern_digits(text: str) -> list[str]:
    """Every character, digits in the Eastern form."""
    return [EASTERN.get(c, c) for c in text]


def with_other_quotes(text: str) -> list[str]:
    """Every character, quotation marks exchanged; plain ones open and close in turn, line by line."""
    out, opened = [], False
    for c in text:
        if c == '"':
            opened = not opened
            out.append("«" if opened else "»")
        else:
            opened = opened and c != "\n"
            out.append(QUOTES.get(c, c))
    return out


SPELLINGS: Mapping[str, Spelling] = {
    "as they are": as_is,
    "hamzas dropped": without_hamzas,
    "vowels and tatweel": with_marks,
    "Eastern digits": with_eastern_digits,
    "other quotes": with_other_quotes,
}


@dataclass(frozen=True, slots=True)
class Article:
    """A gold article and its text."""

    gold: Item
    text: str


def articles(folder: Path = GOLD) -> list[Article]:
    """The gold articles of a folder."""
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "gold").glob("*.json"))]
    return [Article(gold, (folder / "text" / f"{gold['id']}.txt").read_bytes().decode("utf-8")) for gold in golds]


def read_as(reader: Reader, article: Article, spelling: Spelling) -> Item:
    """The reading of an article in a spelling, with every span led back to the text as it was."""
    pieces = spelling(article.text)
    starts, at = [], 0
    for piece in pieces:
        starts.append(at)
        at += len(piece)
    document = Document(str(article.gold["id"]), "".join(pieces), published=article.gold.get("published"))
    back: Item = led_back(to_dict(reader.read(document)), starts, article.text)
    return back


def led_back(value: Any, starts: list[int], text: str) -> Any:
    """The same data with spans, and the words that stand there, of the original text."""
    if isinstance(value, list):
        return [led_back(item, starts, text) for item in value]
    if not isinstance(value, dict):
        return value
    out = {key: led_back(item, starts, text) for key, item in value.items()}
    for key, words in (("span", ("surface", "who_ar")), ("condition_span", ("condition",))):
        span = value.get(key)
        if isinstance(span, list):
            first, last = (bisect_right(starts, offset) - 1 for offset in (span[0], max(span[0], span[1] - 1)))
            out[key] = [first, last + 1]
            out.update({word: text[first : last + 1] for word in words if isinstance(value.get(word), str)})
    return out


def scored(reader: Reader, found: list[Article], spelling: Spelling) -> Score:
    """The score of the articles read in a spelling."""
    texts = {str(article.gold["id"]): article.text for article in found}
    predictions = {str(article.gold["id"]): read_as(reader, article, spelling) for article in found}
    return score([article.gold for article in found], texts, predictions)


def lines(reader: Reader, found: list[Article]) -> Iterator[str]:
    """The figures, a line for each spelling."""
    plain = None
    for name, spelling in SPELLINGS.items():
        result = scored(reader, found, spelling)
        plain = plain or result
        fall = plain.detection.f1 - result.detection.f1
        yield f"{name:<20} detection {result.detection.f1:.3f} ({-fall:+.3f})   all slots {result.all_slots.f1:.3f}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD, help="folder with gold/ and text/")
    folder = parser.parse_args().gold
    for line in lines(Reader(load_cached()), articles(folder)):
        print(line)


if __name__ == "__main__":
    main()
