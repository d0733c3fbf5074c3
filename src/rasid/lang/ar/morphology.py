"""What a word's letters tell of gender, number, person, tense and voice, before any verb table is asked."""

from __future__ import annotations

from rasid.lang.ar.lexicon import Lexicon
from rasid.model.text import Features

DAMMA = "\u064f"
SHADDA = "\u0651"
PRESENT_PREFIXES = {"ي": "m", "ت": "f", "ن": None, "ا": None}
_PAST_ENDINGS = (
    ("تموا", "2", "m", "p"),
    ("تما", "2", None, "d"),
    ("تم", "2", "m", "p"),
    ("تا", "3", "f", "d"),
    ("وا", "3", "m", "p"),
    ("نا", "1", None, "p"),
    ("ت", "3", "f", "s"),
    ("ن", "3", "f", "p"),
    ("ا", "3", "m", "d"),
)
_PLURALS = "قوات جنود ضباط رجال نساء اطفال قتلي جرحي شهدا ابنا سكان اهالي عمال قاده زعما وزرا"
_BROKEN_PLURAL = frozenset(_PLURALS.split())


def verb_features(stem: str, marked: str, *, future: bool, lexicon: Lexicon) -> Features:
    """Features of a finite verb from its folded stem; `marked` is the stem as written, vowel marks and all.

    >>> from rasid.lang.ar.lexicon import Lexicon
    >>> found = verb_features("استهدفت", "استهدفت", future=False, lexicon=Lexicon({}, frozenset()))
    >>> found.tense, found.person, found.gender, found.number
    ('past', '3', 'f', 's')
    """
    if not stem:
        return Features()
    lemma = lexicon.lemma(stem)
    if _is_present(stem, lemma, future=future):
        person, gender, number = "3", PRESENT_PREFIXES.get(stem[0]), "s"
        if stem[0] in "نا":
            person, number = "1", "p" if stem[0] == "ن" else "s"
        elif len(stem) > 4 and (stem.endswith(("ون", "وا"))):
            gender, number = "m", "p"
        elif len(stem) > 4 and stem.endswith("ان"):
            number = "d"
        return Features(
            gender=gender, number=number, person=person, tense="present", voice=_voice(marked, present=True)
        )
    for ending, person, gender, number in _PAST_ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= 2 and lemma != stem:
            if ending in ("ن", "ا") and (lemma is None or len(lemma) >= len(stem)):
                continue
            return Features(
                gender=gender, number=number, person=person, tense="past", voice=_voice(marked, present=False)
            )
    return Features(gender="m", number="s", person="3", tense="past", voice=_voice(marked, present=False))


def _is_present(stem: str, lemma: str | None, *, future: bool) -> bool:
    if future:
        return True
    if stem[0] not in PRESENT_PREFIXES or len(stem) < 3:
        return False
    if lemma == stem:
        return False
    if stem[0] == "ي":
        return lemma is None or not lemma.startswith("ي")
    if stem[0] == "ا":
        return lemma is not None and not lemma.startswith("ا")
    if lemma is None:
        return not stem.endswith("ت")
    return not lemma.startswith(stem[:2]) and not (stem[0] == "ت" and stem.endswith("ت"))


def _voice(marked: str, *, present: bool) -> str | None:
    """Passive where a damma on the first letter tells so; None where the spelling does not."""
    if len(marked) < 2 or marked[1] != DAMMA:
        return _inner_damma(marked) if not present else None
    if not present:
        return "passive"
    letters = [c for c in marked if not "\u064b" <= c <= "\u0652"]
    return "passive" if len(letters) == 4 or "".join(letters[1:3]) == "\u0633\u062a" or letters[1:2] == ["ت"] else None


def _inner_damma(marked: str) -> str | None:
    """Passive of a past with a helping alef: اُستهدف, استُهدف."""
    if marked[:1] in ("ا", "ٱ") and DAMMA in marked[1:4]:
        return "passive"
    return None


def noun_features(stem: str, *, definite: bool, lexicon: Lexicon) -> Features:
    """Gender and number of a noun or adjective from its ending."""
    lemma = lexicon.lemma(stem)
    whole = lemma == stem
    if stem.endswith("ه") and len(stem) > 2:
        return Features(definite=definite, gender="f", number="s")
    if stem.endswith("ات") and len(stem) > 3 and not (whole and len(stem) < 5):
        return Features(definite=definite, gender="f", number="p")
    if stem.endswith("ون") and len(stem) > 4 and not whole:
        return Features(definite=definite, gender="m", number="p")
    if stem.endswith(("تان", "تين")) and len(stem) > 4 and not whole:
        return Features(definite=definite, gender="f", number="d")
    if stem.endswith("ان") and len(stem) > 4 and not whole and lemma is not None and stem.startswith(lemma[:3]):
        return Features(definite=definite, gender="m", number="d")
    if stem.endswith("ين") and len(stem) > 4 and not whole:
        return Features(definite=definite, gender="m", number=None)
    if stem in _BROKEN_PLURAL or (lemma is not None and not whole and _is_broken(stem, lemma)):
        return Features(definite=definite, gender=None, number="p")
    return Features(definite=definite, gender=None, number="s" if whole else None)


def _is_broken(stem: str, lemma: str) -> bool:
    """Whether a form is a broken plural of its lemma: other letters inside, not only more at an end."""
    return not stem.startswith(lemma) and not lemma.startswith(stem) and not stem.endswith("ي")
