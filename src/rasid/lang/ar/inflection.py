"""Regular inflection of nominal forms, as match keys: what a sheet need not list."""

from __future__ import annotations

from rasid.lang.ar.letters import bare, fold, key

FEMININE = "ه"


def nominal_forms(form: str) -> list[str]:
    """The keys of a noun or adjective with its regular feminine-ending changes, duals and sound plurals.

    Only single words are inflected; a form of several words is given back as it is, with the first word's
    dual and construct endings, and with both in the dual where the second is an adjective by its ending.

    >>> nominal_forms("غارة")
    ['غاره', 'غارات', 'غارتان', 'غارتين', 'غارتا', 'غارتي']
    >>> nominal_forms("طائرة مسيرة")[-1]
    'طايرتين مسيرتين'
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
    described = [" ".join([f, *rest]) for f in dict.fromkeys(forms)]
    if len(rest) == 1 and first.endswith(FEMININE) and rest[0].endswith(FEMININE) and len(rest[0]) > 3:
        described += [f"{first[:-1]}{end} {rest[0][:-1]}{end}" for end in ("تان", "تين")]
    elif len(rest) == 1 and not first.endswith(FEMININE) and rest[0].endswith("ي") and len(rest[0]) > 3:
        described += [f"{first}{end} {rest[0]}{end}" for end in ("ان", "ين")]
    return described


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
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "",
}  # fmt: skip
PARTICLES = {
    "ابو": "Abu", "ابا": "Aba", "ابي": "Abi", "ام": "Umm", "عبد": "Abdel", "بن": "bin", "ابن": "Ibn",
    "بنت": "bint", "ذو": "Dhu",
}  # fmt: skip
LONG = {"ا": "a", "و": "o", "ي": "i"}  # letters that are vowels between consonants


def romanise(words: str) -> str:
    """A plain Latin spelling of Arabic words whose English form is not known, as the press might write them.

    Short vowels, which are not written, are put where a syllable needs one.

    >>> romanise("كريم"), romanise("حسن"), romanise("ناصر"), romanise("الشواني")
    ('Karim', 'Hasan', 'Naser', 'al-Shawani')
    """
    spelled = []
    for word in words.split():
        norm = fold(word)
        if norm in PARTICLES:
            spelled.append(PARTICLES[norm])
            continue
        article = norm.startswith("ال") and len(norm) > 4
        stem = norm[2:] if article else norm
        if stem.endswith(FEMININE) and len(stem) > 2:
            stem = stem[:-1] + "ا"
        out = _syllables(stem)
        if article:
            out = out.replace("o", "ou")
        spelled.append(("al-" if article else "") + out[:1].upper() + out[1:])
    return " ".join(s for s in spelled if s)


def _syllables(stem: str) -> str:
    """The Latin letters of one word, with a vowel where none is written and a syllable needs one."""
    letters = [c for c in stem if c in LATIN or not "\u0600" <= c <= "\u06ff"]
    vowel = [False] * len(letters)
    for at, letter in enumerate(letters):
        before = at > 0 and not vowel[at - 1]
        behind = letters[at + 1] if at + 1 < len(letters) else ""
        if letter == "ا":
            vowel[at] = True
        elif letter in LONG:
            initial = at == 1 and letters[0] == "ا"
            glides = behind == "ا" or (behind in LONG and (letter == "و" or at + 2 < len(letters)))
            vowel[at] = (before or initial) and not glides
    out = ""
    for at, letter in enumerate(letters):
        last = at + 1 == len(letters)
        if vowel[at]:
            opened = letter == "ا" and not last and vowel[at + 1]
            out += "" if opened else LONG[letter]
            continue
        if letter == "ي" and at > 0 and not vowel[at - 1] and not last and letters[at + 1] == "ا":
            out += "iy" if out[-1:] not in ("a", "e", "i", "o") else "y"
            continue
        shut = bool(out) and out[-1] in "aeiou"
        out += LATIN.get(letter, letter) if letter != "ع" or last or vowel[at + 1] else ""
        glide = not last and letters[at + 1] == "ي" and letters[at + 2 : at + 3] == ["ا"]
        if last or glide or vowel[at + 1] or not letter.isalpha() or letter.isascii():
            out += "a" if letter == "ع" and not last and not vowel[at + 1] else ""
        elif letter == "ع" or not shut or at + 2 == len(letters) or letters[at + 1 :] == ["و", "ي"]:
            out += "e" if at > 0 and letters[at - 1] == "ا" and letter != "ع" else "a"
    return out
