"""Arabic clitics: which letters may stand before and after a stem, and the splits that they allow."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

ENCLITICS = ("هما", "كما", "ها", "هم", "هن", "نا", "كم", "كن", "ني", "ه", "ي", "ك")
PROCLITIC_POS = {"و": "CCONJ", "ف": "CCONJ", "ب": "ADP", "ل": "ADP", "ك": "ADP", "س": "AUX", "ا": "PART"}

# Proclitic strings a word may begin with, in the order in which they are tried.
BEFORE = ("و", "ف", "ب", "ل", "ك", "س", "وب", "ول", "وك", "وس", "فب", "فل", "فك", "فس")
FIRST = frozenset(head[0] for head in BEFORE)
LEAST = 2  # letters that must remain of a stem


class Split(Struct, frozen=True):
    """How many letters of a word are proclitics (one letter each) and how many an enclitic."""

    before: int
    after: int

    def stem(self, word: str) -> str:
        """The letters in between."""
        return word[self.before : len(word) - self.after]


WHOLE = Split(0, 0)


def find_splits(norm: str) -> Iterator[Split]:
    """Every split of a folded word that the grammar allows, the whole word first.

    >>> [s.stem("وغارتها") for s in find_splits("وغارتها")][:3]
    ['وغارتها', 'وغارت', 'غارتها']
    """
    tails = ["", *(tail for tail in ENCLITICS if norm.endswith(tail))]
    for head in ("", *BEFORE):
        if not norm.startswith(head):
            continue
        for tail in tails:
            if len(norm) - len(head) - len(tail) >= LEAST:
                yield Split(len(head), len(tail))


def restored(stem: str) -> Iterator[str]:
    """How a folded stem is written when no pronoun hangs on it: غارت → غاره, مستشفا → مستشفي.

    >>> list(restored("غارت")), list(restored("مستشفا"))
    (['غاره'], ['مستشفي'])
    """
    if stem.endswith("ت"):
        yield stem[:-1] + "ه"
    elif stem.endswith("ا"):
        yield stem[:-1] + "ي"
    elif stem.endswith(("و", "ي")):
        yield stem[:-1]
        yield stem[:-1] + "ا"


def construct_forms(stem: str) -> Iterator[str]:
    """The absolute forms of a sound plural or dual in construct: مقاتلو → مقاتلون, مقاتلين; لواءا → لواءان, لواءين.

    >>> list(construct_forms("مقاتلي"))
    ['مقاتلون', 'مقاتلين']
    """
    if len(stem) < 5:
        return
    if stem.endswith(("و", "ي")):
        yield stem[:-1] + "ون"
        yield stem[:-1] + "ين"
    elif stem.endswith("تا"):
        yield stem + "ن"
        yield stem[:-1] + "ين"
