"""What a word's letters tell of gender, number, person, tense and voice, before any verb table is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from rasid.lang.ar.lexicon import Lexicon
from rasid.lang.ar.verbs import PAST_ENDINGS, PRESENT_ENDINGS, Reading, Verbs, load_verbs
from rasid.model.text import Features

DAMMA = "\u064f"
PRESENT_GENDERS = {"ي": "m", "ت": "f"}
# Endings of the past: person, gender, number.
PAST: Mapping[str, tuple[str, str | None, str]] = MappingProxyType(
    {
        "تموا": ("2", "m", "p"),
        "تما": ("2", None, "d"),
        "تم": ("2", "m", "p"),
        "تا": ("3", "f", "d"),
        "وا": ("3", "m", "p"),
        "و": ("3", "m", "p"),
        "نا": ("1", None, "p"),
        "ت": ("3", "f", "s"),
        "ن": ("3", "f", "p"),
        "ا": ("3", "m", "d"),
        "": ("3", "m", "s"),
    }
)
_PLURALS = "قوات جنود ضباط رجال نساء اطفال قتلي جرحي شهدا ابنا سكان اهالي عمال قاده زعما وزرا"
_BROKEN_PLURAL = frozenset(_PLURALS.split())


_HEH = "اتجاه مياه وجه شبه تنبيه توجيه فقه كره تشويه اكراه انتباه اشتباه تشابه شفاه جباه ولاه نبيه كريه تافه مكروه"
_TRUE_HEH = frozenset(_HEH.split())  # a final ه that is no teh marbuta


def verb_features(stem: str, marked: str, *, future: bool, verbs: Verbs) -> Features:
    """Features of a finite verb from its folded stem; `marked` is the stem as written, vowel marks and all.

    >>> found = verb_features("استهدفت", "استهدفت", future=False, verbs=Verbs(frozenset(), {}))
    >>> found.tense, found.person, found.gender, found.number
    ('past', '3', 'f', 's')
    """
    if not stem:
        return Features()
    reading = verb_reading(stem, future=future, verbs=verbs)
    voice = reading.voice or _voice(marked, present=reading.tense == "present")
    if reading.tense == "past":
        person, gender, number = PAST[reading.ending]
        return Features(gender=gender, number=number, person=person, tense="past", voice=voice)
    gender = PRESENT_GENDERS.get(stem[0])
    person, number = "3", "s"
    if stem[0] in "نا":
        person, number = "1", "p" if stem[0] == "ن" else "s"
    elif reading.ending in ("ون", "وا", "و"):
        gender, number = "m", "p"
    elif reading.ending in ("ان", "ا"):
        number = "d"
    return Features(gender=gender, number=number, person=person, tense="present", voice=voice)


def verb_reading(stem: str, *, future: bool, verbs: Verbs) -> Reading:
    """The likeliest way to read a spelling that is a finite verb: tense, ending, lemma."""
    past, present = verbs.past(stem), verbs.present(stem)
    if future:
        return present or Reading(stem, "present", _ending(stem, PRESENT_ENDINGS))
    if present is not None and (past is None or stem[0] == "ي"):
        return present
    if past is not None and present is not None:
        # تقدم: "advanced" or "she offers". A past ending, or no root left for the present, decides.
        return present if not past.ending and not past.lemma.startswith("ت") and stem[0] == "ت" else past
    if past is not None:
        return past
    if stem[0] == "ي" and len(stem) > 3:
        return Reading(stem, "present", _ending(stem, PRESENT_ENDINGS))
    if stem[0] == "ت" and len(stem) > 3 and not stem.endswith("ت"):
        return Reading(stem, "present", _ending(stem, PRESENT_ENDINGS))
    ending = _ending(stem, PAST_ENDINGS)
    return Reading(stem, "past", "" if ending in ("ن", "ا", "و") else ending)


def _ending(stem: str, endings: Sequence[str]) -> str:
    return next(ending for ending in endings if stem.endswith(ending) and (not ending or len(stem) - len(ending) > 2))


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
    if lemma is not None and lemma + "ا" == stem:
        stem = lemma  # an accusative: عنصرا
    whole = lemma == stem
    if stem.endswith("ه") and len(stem) > 2 and stem not in _TRUE_HEH:
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
    if stem in _BROKEN_PLURAL or (
        lemma is not None and not whole and lemma not in load_verbs().pasts and _is_broken(stem, lemma)
    ):
        return Features(definite=definite, gender=None, number="p")
    return Features(definite=definite, gender=None, number="s" if whole else None)


def ends_closed(stem: str, features: Features, keys: Sequence[str]) -> bool:
    """Whether an ending keeps a noun from governing another: the n of dual and sound plural, which a construct drops,
    or the alef of an indefinite accusative.

    >>> ends_closed("مسلحون", Features(gender="m", number="p"), ("مسلحون",)), ends_closed("قوانين", Features(), ())
    (True, False)
    """
    if features.number == "d" and stem.endswith("ن"):
        return True
    if stem.endswith("ون"):
        return features.number == "p"
    if stem.endswith("ين"):
        broken = len(stem) == 6 and stem[2] == "ا"
        return features.gender == "m" and features.number is None and not broken
    return stem.endswith("ا") and len(stem) > 3 and stem[:-1] in keys


def _is_broken(stem: str, lemma: str) -> bool:
    """Whether a form is a broken plural of its lemma: other letters inside, not only more at an end."""
    return not stem.startswith(lemma) and not lemma.startswith(stem) and not stem.endswith("ي")
