"""Write `forms.tsv`: every inflected form of every verb that the Arabic sheets name.

    python scripts/build_forms.py           write the table
    python scripts/build_forms.py --check   say whether the table is what the sheets give; 1 when it is not

Verbs are the `verbs` and `intransitive` items of all sheets under `data/ar`, each "lemma root pattern" with a
pattern code of mazini ("I/a~u", "II", "Iq"). A verb that mazini refuses, one whose lemma is not the past form that
its root and pattern give, and a verb of a phrase that no sheet gives are reported with sheet and entry; the table is
written without them, and the exit code is 1.

Columns: form, lemma, pos, tense, voice, person, gender, number; "-" where a column does not apply.

- Vowel marks are stripped; hamza seats stay. Clitics and the article are not added.
- `tense` is past, indicative, subjunctive, jussive or imperative. Subjunctive and jussive get a row only where
  they are spelled unlike the mood before them, so "indicative" means all three moods that look so.
- `voice` is "either" where active and passive are written alike.
- The second person is given in the masculine singular and plural only; the press has no other.
- Participles come in both genders and all numbers. `number` is s, d, p; masculine forms that drop their nun in a
  construct are cd, cp.
- Verbal nouns are given where the pattern makes them: all patterns but I.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml
from mazini import Conjugation, MaziniError, conjugate

DATA = Path(__file__).resolve().parent.parent / "src" / "rasid" / "knowledge" / "data" / "ar"
TABLE = "forms.tsv"
COLUMNS = ("form", "lemma", "pos", "tense", "voice", "person", "gender", "number")
NONE = "-"

MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
SEATS = re.compile("[\u0622-\u0626]")
SLOT = re.compile(r"(past|ind|sub|juss|imp)_(pass_)?([123])([mf]?)([sdp])")
NAMED = re.compile(r"\{([^{}]*)\}")
PERSONAL = frozenset({"I/i~a", "V", "VI", "X"})  # patterns whose passive mazini leaves out unless asked
MOODS = ("ind", "sub", "juss")
TENSES = {"past": "past", "ind": "indicative", "sub": "subjunctive", "juss": "jussive", "imp": "imperative"}

STATIVE = "I/i~a"

ALEF, ALEF_HAMZA, ALEF_MADDA, ALEF_MAKSURA = "\u0627", "\u0623", "\u0622", "\u0649"
YEH_HAMZA = "\u0626"
WEAK = {"\u0648", "\u064a"}
PLURAL_HAMZA = re.compile("\u0624(?=\u0648(?:\u0627|\u0646)$)")
NUN, TEH, TEH_MARBUTA, WAW, YEH = "\u0646", "\u062a", "\u0629", "\u0648", "\u064a"


class VerbError(ValueError):
    """The lemma of a verb is not what its root and pattern give."""


@dataclass(frozen=True, slots=True, order=True)
class Verb:
    """A verb as a sheet gives it."""

    lemma: str
    root: str
    pattern: str


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One line of the table: a spelling and what it can be."""

    form: str
    lemma: str
    pos: str
    tense: str
    voice: str
    person: str
    gender: str
    number: str

    def line(self) -> str:
        """The tab-separated line."""
        return "\t".join(getattr(self, column) for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Sheets:
    """What the sheets under one folder name: verbs, lemmas used inside phrases, and faults."""

    verbs: dict[Verb, str]  # -> "sheet: entry" that names it first
    used: dict[str, str]  # lemma written {lemma} in a phrase -> where
    faults: list[str]


def bare(form: str) -> str:
    """The form without vowel marks."""
    return MARKS.sub("", form)


def spellings(conjugation: Conjugation, slot: str) -> list[str]:
    """The distinct unvowelled forms of a slot; none where there is no such form or it is unknown."""
    found = {bare(form.form) for form in conjugation.slots.get(slot, [])}
    return sorted(form for form in found if form not in {"", "?", NONE, "\u2014"})


def drops_yeh(conjugation: Conjugation, slot: str) -> bool:
    """Whether the first form of a slot ends in the tanwin that stands for a dropped yeh."""
    return conjugation.slots[slot][0].form.endswith(("\u064d", "\u064d\u0651"))


def read_sheets(folder: Path) -> Sheets:
    """Collect the verbs of every sheet below `folder`."""
    sheets = Sheets({}, {}, [])
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            sheet = yaml.load(path.read_text(encoding="utf-8"), yaml.CBaseLoader)
        except yaml.YAMLError as error:
            sheets.faults.append(f"{name}: {error}")
            continue
        entries = sheet.get("entries") if isinstance(sheet, dict) else None
        for entry in entries if isinstance(entries, list) else []:
            if isinstance(entry, dict):
                read_entry(entry, f"{name}: {entry.get('id', '?')}", sheets)
    return sheets


def read_entry(entry: dict[str, object], where: str, sheets: Sheets) -> None:
    """Add the verbs of one entry, and the lemmas that its phrases name."""
    for spec in (*items(entry, "verbs"), *items(entry, "intransitive")):
        parts = spec.split()
        if len(parts) == 3:
            sheets.verbs.setdefault(Verb(*parts), where)
        else:
            sheets.faults.append(f"{where}: '{spec}' is not 'lemma root pattern'")
    for phrase in items(entry, "phrases"):
        for lemma in NAMED.findall(phrase):
            sheets.used.setdefault(lemma, where)


def items(entry: dict[str, object], key: str) -> list[str]:
    """The strings listed under `key`."""
    values = entry.get(key, [])
    return [value for value in values if isinstance(value, str)] if isinstance(values, list) else []


def verb_rows(verb: Verb) -> Iterator[Row]:
    """All rows of one verb; active and passive not yet merged."""
    conjugation = conjugate(SEATS.sub("\u0621", verb.root), verb.pattern, passive=verb.pattern in PERSONAL)
    past = spellings(conjugation, "past_3ms")
    if verb.lemma not in past:
        raise VerbError(f"root and pattern give {', '.join(past) or 'nothing'}, not {verb.lemma}")
    yield from finite_rows(verb.lemma, conjugation)
    for slot, pos, voice in (("ap", "participle_active", "active"), ("pp", "participle_passive", "passive")):
        found = [(form, drops_yeh(conjugation, slot)) for form in spellings(conjugation, slot)]
        if not found and slot == "ap" and verb.pattern == STATIVE:
            found = [stative_participle(verb.root)]
        for form, weak in found:
            for spelling, gender, number in participles(form, weak=weak):
                yield Row(spelling, verb.lemma, pos, NONE, voice, NONE, gender, number)
    if not verb.pattern.startswith("I/"):
        for form in spellings(conjugation, "vn"):
            gender = "f" if form.endswith(TEH_MARBUTA) else "m"
            yield Row(form, verb.lemma, "masdar", NONE, NONE, NONE, gender, "s")
            if drops_yeh(conjugation, "vn"):
                yield Row(form + YEH, verb.lemma, "masdar", NONE, NONE, NONE, gender, "s")


def finite_rows(lemma: str, conjugation: Conjugation) -> Iterator[Row]:
    """Rows of the past, the moods and the imperative; a mood only where it looks unlike the one before it."""
    for slot in conjugation.slots:
        match = SLOT.fullmatch(slot)
        if match is None:
            continue
        tense, passive, person, gender, number = match.groups()
        if person == "2" and gender + number not in {"ms", "mp"}:
            continue
        earlier = MOODS[: MOODS.index(tense)] if tense in MOODS else ()
        rest = slot.removeprefix(tense)
        seen = {form for mood in earlier for form in spellings(conjugation, mood + rest)}
        voice = "passive" if passive else "active"
        found = spellings(conjugation, slot)
        for form in dict.fromkeys([*found, *map(press_spelling, found)]):
            if form not in seen:
                yield Row(form, lemma, "verb", TENSES[tense], voice, person, gender or NONE, number)


def press_spelling(form: str) -> str:
    """A plural whose last root letter is a hamza as the press spells it too: بدأوا beside بدؤوا."""
    return PLURAL_HAMZA.sub(ALEF_HAMZA, form)


def stative_participle(root: str) -> tuple[str, bool]:
    """The active participle of a simple verb in i~a, which mazini leaves out, and whether it drops a yeh."""
    first, middle, last = root
    middle = YEH_HAMZA if middle in WEAK else middle
    weak = last in WEAK
    return (ALEF_MADDA if first == ALEF_HAMZA else first + ALEF) + middle + ("" if weak else last), weak


def participles(form: str, *, weak: bool) -> Iterator[tuple[str, str, str]]:
    """The genders and numbers of a participle: (form, gender, number).

    `weak` is a participle of a root that ends in a weak letter, given without its yeh. One that ends in alef
    maksura turns it into alef before the feminine ending, into yeh before the dual.
    """
    yield form, "m", "s"
    short, long = form, form
    feminine = form + TEH
    if weak:
        long = form + YEH
        feminine = long + TEH
        yield long, "m", "s"
    elif form.endswith(ALEF_MAKSURA):
        short, long = form[:-1], form[:-1] + YEH
        feminine = form[:-1] + ALEF + TEH
    yield feminine[:-1] + TEH_MARBUTA, "f", "s"
    with_alef = long[:-1] + ALEF_MADDA if long.endswith(ALEF_HAMZA) else long + ALEF
    yield with_alef + NUN, "m", "d"
    yield long + YEH + NUN, "m", "d"
    yield with_alef, "m", "cd"
    yield feminine + ALEF + NUN, "f", "d"
    yield feminine + YEH + NUN, "f", "d"
    yield short + WAW + NUN, "m", "p"
    yield short + YEH + NUN, "m", "p"
    yield short + WAW, "m", "cp"
    if short + YEH != long or not weak:
        yield short + YEH, "m", "cp"
    yield with_alef + TEH, "f", "p"


def merge_voices(rows: set[Row]) -> list[Row]:
    """One row with voice "either" for each pair that differs in voice alone; sorted."""
    voices: dict[tuple[str, ...], set[str]] = {}
    for row in rows:
        pos = "participle_active" if row.pos == "participle_passive" else row.pos
        key = (row.form, row.lemma, pos, row.tense, row.person, row.gender, row.number)
        voices.setdefault(key, set()).add(row.voice)
    merged = []
    for (form, lemma, pos, tense, person, gender, number), found in voices.items():
        voice = next(iter(found)) if len(found) == 1 else "either"
        kept = "participle_passive" if pos == "participle_active" and voice == "passive" else pos
        merged.append(Row(form, lemma, kept, tense, voice, person, gender, number))
    return sorted(merged)


def build(folder: Path) -> tuple[str, list[str]]:
    """The text of the table for the sheets below `folder`, and the faults found."""
    sheets = read_sheets(folder)
    faults = list(sheets.faults)
    rows: set[Row] = set()
    for verb, where in sorted(sheets.verbs.items()):
        try:
            rows.update(verb_rows(verb))
        except (MaziniError, VerbError) as error:
            faults.append(f"{where}: '{verb.lemma} {verb.root} {verb.pattern}': {error}")
    lemmas = {verb.lemma for verb in sheets.verbs}
    for lemma, where in sorted(sheets.used.items()):
        if lemma not in lemmas:
            faults.append(f"{where}: no sheet gives the verb {{{lemma}}} of its phrase")
    lines = ["\t".join(COLUMNS), *(row.line() for row in merge_voices(rows))]
    return "\n".join(lines) + "\n", faults


def main(arguments: list[str] | None = None) -> int:
    """Write or check the table; 1 when it is stale or the sheets have faults."""
    parser = argparse.ArgumentParser(description="Write the inflected forms of all verbs of the Arabic sheets.")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the table is stale")
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the sheets")
    options = parser.parse_args(arguments)
    text, faults = build(options.data)
    for fault in faults:
        print(fault, file=sys.stderr)
    table = options.data / TABLE
    if options.check:
        if table.exists() and table.read_text(encoding="utf-8") == text:
            return 1 if faults else 0
        print(f"{table.name} is stale: run scripts/build_forms.py", file=sys.stderr)
        return 1
    table.write_text(text, encoding="utf-8")
    print(f"{table.name}: {text.count(chr(10)) - 1} forms, {len(text.encode())} bytes")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
