"""Regular inflection of nominal forms, as match keys: what a sheet need not list."""

from __future__ import annotations

from rasid.lang.ar.letters import bare, fold, key

FEMININE = "ه"


def nominal_forms(form: str) -> list[str]:
    """The keys of a noun or adjective with its regular feminine-ending changes, duals and sound plurals.

    Only single words are inflected; a form of several words is given back as it is, with the first word's
    dual and construct endings.

    >>> nominal_forms("غارة")
    ['غاره', 'غارات', 'غارتان', 'غارتين', 'غارتا', 'غارتي']
    """
    words = form.split()
    first = key(words[0])
    rest = [key(w) for w in words[1:]]
    forms = [first]
    if first.endswith(FEMININE) and len(first) > 3:
        stem = first[:-1]
        forms += [stem + "ات", stem + "تان", stem + "تين", stem + "تا", stem + "تي"]
    elif len(first) > 2 and not first.endswith(("ات", "ون", "ين", "ان")):
        forms += [first + "ان", first + "ين", first + "ون", first + "ا"]
        if not rest:
            forms += [first + "ات"]
    elif first.endswith(("ون", "ين")) and len(first) > 4:
        stem = first[:-2]
        forms += [stem + "ون", stem + "ين", stem + "و", stem + "ي"]
    return [" ".join([f, *rest]) for f in dict.fromkeys(forms)]


def relational_forms(adjective: str) -> list[str]:
    """The keys of a relational adjective in all genders and numbers, from its masculine singular.

    >>> relational_forms("عراقي")[:4]
    ['عراقي', 'عراقيه', 'عراقيا', 'عراقيون']
    """
    words = adjective.split()
    stem = bare(fold(words[-1]))
    before = [key(w) for w in words[:-1]]
    forms = [stem + ending for ending in ("", "ه", "ا", "ون", "ين", "ان", "تان", "تين", "ات", "يه")]
    if not stem.endswith("ي"):
        forms = [stem]
    forms = [f for f in forms if not f.endswith("ييه")]
    return [" ".join([*before, f]) for f in forms]


LATIN = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "",
}  # fmt: skip
VOWELS = "aeiouw"


def romanise(words: str) -> str:
    """A plain Latin spelling of Arabic words whose English form is not known.

    Unwritten short vowels are filled with "a" between consonants, so the result is a rough reading aid.

    >>> romanise("كريم")
    'Karym'
    """
    spelled = []
    for word in words.split():
        norm = fold(word)
        article = norm.startswith("ال") and len(norm) > 4
        stem = norm[2:] if article else norm
        if fold(word).endswith(FEMININE) and len(stem) > 2:
            stem = stem[:-1] + "ا"
        out = ""
        for at, letter in enumerate(stem):
            latin = LATIN.get(letter, letter if not "\u0600" <= letter <= "\u06ff" else "")
            if out and latin and out[-1] not in "aeiou" and latin[0] not in "aeiouwy" and at == 1:
                out += "a"
            out += latin
        spelled.append(("al-" if article else "") + out[:1].upper() + out[1:])
    return " ".join(s for s in spelled if s)
