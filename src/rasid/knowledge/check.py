"""Checks: one small function a rule that every sheet must obey.

The shape of a sheet (known kind, known keys, strings only) is checked when it is loaded; these rules look at what it
says. That each example really finds what it quotes is checked by reading it: `run/examples.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from rasid.knowledge import geography
from rasid.knowledge.fault import Fault, Rule, Schemes, entries
from rasid.knowledge.load import Knowledge
from rasid.knowledge.sheet import ActorEntry, Entry, EventEntry, PlaceEntry, WeaponEntry

# Fields that hold Arabic words to be matched; `shared` may stand twice, `needs` and `unless` are conditions.
FORMS = (
    "names",
    "loaded",
    "capitals",
    "adjectives",
    "people",
    "heads",
    "forms",
    "verbs",
    "intransitive",
    "nouns",
    "phrases",
    "taking",
    "weak",
)
CONDITIONS = ("shared", "needs", "unless")
# Kinds in which a form that stands twice would make two readings of one word.
ONE_MEANING = {"actor", "doubt", "event", "generic", "harm", "speech", "state", "time", "weapon"}
# Kinds that list spellings as they stand on the page, marks and all.
AS_PRINTED = {"residue", "spelling"}
TOWNS = frozenset({"city", "town"})
NAMESAKE = 30.0  # km beyond which two towns of one name are told apart
NEED_ORIGIN = {"actor", "organ", "state"}
NEED_EXAMPLES = {"doubt", "event", "harm", "light", "speech", "time", "weapon"}

YES_NO = frozenset({"yes", "no"})
FACTUALITY = frozenset({"asserted", "denied", "possible", "conditional", "planned", "averted"})
KINDS_OF_ASSERTION = frozenset({"event", "threat", "claim", "denial", "tally", "strength", "meeting", "statement"})
TIME_PARTS = frozenset(
    {
        "anchor",
        "between",
        "count",
        "dating",
        "day_part",
        "decade",
        "era",
        "feast",
        "future",
        "hijri_month",
        "libyan_month",
        "month",
        "name",
        "period",
        "relative",
        "season",
        "unit",
        "weekday",
    }
)
# The jobs for which a stage asks for words; docs/knowledge.md tells what each is.
CUE_PARTS = frozenset(
    {
        "about",
        "belonging",
        "between",
        "charged",
        "counting",
        "side",
        "wished",
        "carrier",
        "content",
        "counterpart",
        "following",
        "former",
        "dating",
        "genre",
        "hers",
        "jointly",
        "his",
        "maker",
        "medium",
        "nested",
        "no_doer",
        "no_name",
        "no_target",
        "object",
        "owning",
        "partitive",
        "passing",
        "name_host",
        "name_link",
        "name_particle",
        "title",
        "correspondent",
        "receiving",
        "past_negation",
        "reason",
        "source_place",
        "goal",
        "stance",
        "stock",
        "occasion",
        "plan",
        "presence",
        "purpose",
        "public_service",
        "quantifier",
        "same",
        "self_naming",
        "sequence",
        "calling",
        "our",
        "issued",
        "observing",
        "remnant",
        "subset",
        "named_after",
        "venue",
        "lying",
        "elsewhere",
        "inside",
        "setting",
        "since",
        "temporal",
        "their",
        "total",
        "turn",
        "holding",
        "majority",
        "yielding",
        "passing_by",
        "at",
        "others",
        "military_sites",
        "against",
        "front",
        "warning",
        "with",
        "within",
        "retold",
        "deeds",
        "existence",
        "there",
        "when",
        "where",
        "wordy",
    }
)
FAMILIES = frozenset(
    {
        "air defence",
        "aircraft",
        "armour",
        "artillery",
        "bomb",
        "chemical",
        "crowd control",
        "cyber",
        "deprivation",
        "edged weapon",
        "explosive device",
        "grenade",
        "heavy weapons",
        "improvised",
        "incendiary",
        "missile",
        "naval",
        "nuclear",
        "rocket",
        "small arms",
        "vehicle",
        "weapons",
    }
)
# How a weapon reaches its target.
DELIVERIES = frozenset(
    {
        "air",
        "any",
        "body-borne",
        "defence",
        "deprivation",
        "direct",
        "hand",
        "indirect",
        "network",
        "planted",
        "sea",
        "sprayed",
        "thrown",
        "vehicle-borne",
    }
)
CHOICES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "cue": {"part": CUE_PARTS},
    "doubt": {"effect": FACTUALITY, "scope": frozenset({"after", "clause", "complement", "noun"})},
    "event": {
        "factuality": FACTUALITY | {""},
        "kind": KINDS_OF_ASSERTION,
        "reciprocal": YES_NO,
        "speech": YES_NO,
        "placed": YES_NO,
        "strength": frozenset({"strong", "weak", "spoken"}),
    },
    "generic": {
        "anonymous": YES_NO,
        "speaker": YES_NO,
        "takes": frozenset({"alone", "article", "before", "name", "named", "noun", "pronoun", "state"}),
    },
    "harm": {"outcome": frozenset({"captured", "detained", "displaced", "killed", "missing", "none", "wounded"})},
    "light": {"effect": frozenset({"", "averted", "begin", "claim", "end", "planned", "possible"})},
    "organ": {"local": YES_NO},
    "office": {"speaks_for": frozenset({"member", "organ", "self"})},
    "noun": {"human": YES_NO},
    "place_word": {"keep": YES_NO},
    "residue": {
        "part": frozenset({"byline", "caption", "dateline", "residue"}),
        "where": frozenset({"line", "rest", "start"}),
    },
    "speech": {
        "carries": YES_NO,
        "commitment": frozenset({"denies", "neutral", "strong", "weak"}),
        "pattern": frozenset({"according", "channel", "noun", "verb"}),
    },
    "time": {"part": TIME_PARTS},
    "weapon": {"family": FAMILIES, "delivery": DELIVERIES},
    "unit": {"scope": frozenset({"act", "age", "distance", "force", "money", "percent", "person", "thing", "time"})},
}

ID = re.compile(r"[a-z0-9]+(?:[_.][a-z0-9]+)*")
DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
ISO3 = re.compile(r"[A-Z]{3}")
ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a\u067e\u0686\u06a4\u06a8\u06af]")  # and peh, tcheh, veh, qaf, gaf
PRESS_MARKS = re.compile("[\u0640\u064b-\u0652\u0670\u060c\u061b\u061f\u0660-\u066c]")
DIRECTION = {"BN", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def check(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Every fault in all sheets, rule by rule."""
    for rule in RULES:
        yield from rule(knowledge, schemes)


def listed(shape: type[Entry], names: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the field names that a kind of entry has."""
    known = shape.__dataclass_fields__
    return tuple(name for name in names if name in known)


def forms(entry: Entry, names: tuple[str, ...] = FORMS) -> Iterator[tuple[str, str]]:
    """Every form of an entry with the field it stands in."""
    for name in listed(type(entry), names):
        for form in getattr(entry, name):
            yield name, form


def check_ids(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Ids are plain, and unique within a kind."""
    del schemes
    seen: dict[tuple[str, str], str] = {}
    for file, kind, entry in entries(knowledge):
        if not ID.fullmatch(entry.id):
            yield Fault(file, entry.id, "", "is no id", "write small letters, digits, _ and . only")
        if (kind, entry.id) in seen:
            yield Fault(file, entry.id, "", f"stands in {seen[kind, entry.id]} too", "give each entry its own id")
        seen.setdefault((kind, entry.id), file)


def check_letters(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Forms have plain Arabic letters only, examples those of the press; no marks that steer the direction."""
    del schemes
    for file, kind, entry in entries(knowledge):
        for _, form in forms(entry, FORMS + CONDITIONS):
            yield from foreign(file, entry, form, press=kind in AS_PRINTED)
        for example in entry.examples:
            yield from foreign(file, entry, example.text, press=True)
        for text in entry.counterexamples:
            yield from foreign(file, entry, text, press=True)


def foreign(file: str, entry: Entry, text: str, *, press: bool) -> Iterator[Fault]:
    """The first character of a text that has no place in a sheet."""
    for char in text:
        arabic = ARABIC.match(char)
        allowed = PLAIN.match(char) or (press and PRESS_MARKS.match(char))
        if (arabic and not allowed) or unicodedata.bidirectional(char) in DIRECTION or char in "\u200e\u200f\u061c":
            name = unicodedata.name(char, f"U+{ord(char):04X}")
            yield Fault(file, entry.id, text, f"has {name}", "write it with the plain letters of Arabic")
            return


def check_blanks(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Forms are not empty and have single blanks inside only."""
    del schemes
    for file, _, entry in entries(knowledge):
        for field, form in forms(entry, FORMS + CONDITIONS):
            if not form or form != " ".join(form.split()):
                yield Fault(file, entry.id, form, f"is empty or has blanks too many in {field}", "tidy it")


def check_doubles(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """No form stands in two entries of a kind, letters folded, unless it is shared on purpose.

    An entry with `needs` or `unless` says itself when its words mean it, so it may have them with others.
    """
    del schemes
    owners: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for file, kind, entry in entries(knowledge):
        if kind not in ONE_MEANING or any(forms(entry, ("needs", "unless"))):
            continue
        group = f"{kind} {getattr(entry, 'part', '')}"
        for field, form in forms(entry):
            key = (group, field if field in {"verbs", "intransitive"} else "words", *folded(knowledge, form))
            for other, where in owners[key].items():
                if other != entry.id:
                    fix = "keep it in one, or list it under `shared:`"
                    yield Fault(file, entry.id, form, f"stands in {other} ({where}) too", fix)
            owners[key].setdefault(entry.id, file)


def folded(knowledge: Knowledge, form: str) -> tuple[str, ...]:
    """The words of a form as they are matched, its verbs in braces and its patterns as they stand."""
    return tuple(word if word[0] in "{IV" else knowledge.spelling.key(word) for word in form.split())


def check_codes(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Codes that entries name stand in the scheme sheets."""
    plover, cameo, acled = schemes["plover"], schemes["cameo"], schemes["acled"]
    for file, _, entry in entries(knowledge):
        if isinstance(entry, EventEntry):
            if entry.plover and entry.plover not in plover.codes:
                yield Fault(file, entry.id, entry.plover, "is no PLOVER type", f"use one of {', '.join(plover.codes)}")
            elif entry.mode and entry.mode not in plover.modes(entry.plover):
                known = ", ".join(sorted(plover.modes(entry.plover))) or "none"
                yield Fault(file, entry.id, entry.mode, f"is no mode of {entry.plover or 'nothing'}", f"known: {known}")
            if entry.cameo and entry.cameo not in cameo.codes:
                yield Fault(file, entry.id, entry.cameo, "is no CAMEO code", "take one of schemes/cameo.yaml")
            if entry.acled and entry.acled not in acled.codes:
                yield Fault(file, entry.id, entry.acled, "is no sub-event type", "take one of schemes/acled.yaml")


def check_weapons(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Weapons imply a CAMEO code and a mode of one of its PLOVER types; those that only defend neither."""
    plover, cameo = schemes["plover"], schemes["cameo"]
    for file, _, entry in entries(knowledge):
        if not isinstance(entry, WeaponEntry):
            continue
        if entry.delivery == "defence":
            for said in filter(None, (entry.mode, entry.cameo)):
                yield Fault(file, entry.id, said, "is implied by what only defends", "leave mode and cameo empty")
        elif entry.cameo not in cameo.codes:
            yield Fault(file, entry.id, entry.cameo, "is no CAMEO code", "take one of schemes/cameo.yaml")
        elif entry.mode or entry.family != "weapons":
            known = sorted({mode for kind in cameo.codes[entry.cameo]["plover"] for mode in plover.modes(kind)})
            if entry.mode not in known:
                fix = f"use one of {', '.join(known)}"
                yield Fault(file, entry.id, entry.mode, f"is no PLOVER mode of what {entry.cameo} codes", fix)


def check_choices(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Fields with a fixed set of values hold one of it."""
    del schemes
    for file, kind, entry in entries(knowledge):
        for field, choices in CHOICES.get(kind, {}).items():
            value = getattr(entry, field)
            if value not in choices:
                known = ", ".join(sorted(c for c in choices if c))
                yield Fault(file, entry.id, value, f"is no value of {field}", f"use one of {known}")


def check_dates(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Dates are ISO dates, and an office or a membership begins before it ends."""
    del schemes
    for file, _, entry in entries(knowledge):
        spans = []
        if isinstance(entry, ActorEntry):
            spans = [(entry.since, entry.until), *((role.since, role.until) for role in entry.roles)]
            spans += [(m.since, m.until) for m in entry.memberships]
        elif isinstance(entry, PlaceEntry):
            spans = [(holding.since, holding.until) for holding in entry.held_by]
        for since, until in spans:
            for said in filter(None, (since, until)):
                if not DATE.fullmatch(said):
                    yield Fault(file, entry.id, said, "is no date", "write 2024, 2024-03 or 2024-03-12")
            if since and until and until < since[: len(until)]:
                yield Fault(file, entry.id, f"{since} to {until}", "ends before it begins", "swap the dates")


def check_countries(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Countries are named by three capital letters."""
    del schemes
    for file, _, entry in entries(knowledge):
        named = [getattr(entry, field) for field in listed(type(entry), ("country", "iso3"))]
        lists = [getattr(entry, field) for field in listed(type(entry), ("about", "enemy_of"))]
        for value in (*named, *(code for codes in lists for code in codes)):
            if value and not ISO3.fullmatch(value):
                yield Fault(file, entry.id, value, "is no country code", "write the three letters of ISO 3166, as IRQ")


def check_references(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Umbrella groups and parents of actors, holders of bases and what an act becomes are entries themselves; so is
    whose an office is where an id stands for it. A state stands there by its English name.
    """
    del schemes
    states = {state.id: state.name for state in knowledge.states}
    known = {entry.id for _, kind, entry in entries(knowledge) if kind in {"actor", "state"}}
    acts = {entry.id for _, kind, entry in entries(knowledge) if kind == "event"}
    for file, _, entry in entries(knowledge):
        if isinstance(entry, EventEntry) and entry.crowd and entry.crowd not in acts:
            yield Fault(file, entry.id, entry.crowd, "is no event", "name the id of an entry of this kind")
        if isinstance(entry, PlaceEntry):
            for holding in entry.held_by:
                if holding.by not in known:
                    yield Fault(file, entry.id, holding.by, "is no actor", "name the id of an entry, or add it")
        if isinstance(entry, ActorEntry):
            for other in filter(None, (entry.parent, *entry.umbrellas)):
                if other not in known:
                    yield Fault(file, entry.id, other, "is no actor or state", "name the id of an entry, or add it")
            for role in entry.roles:
                if role.of in states:
                    yield Fault(file, entry.id, role.of, "is the id of a state", f"write {states[role.of]}")
                elif ID.fullmatch(role.of) and role.of not in known:
                    yield Fault(file, entry.id, role.of, "is no actor", "name the id of an entry, or add it")


def check_origins(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Each actor says where what is told of it comes from, itself or at the head of its sheet."""
    del schemes
    for file, kind, entry in entries(knowledge):
        if kind in NEED_ORIGIN and not entry.origin:
            fix = "write `origin:` above `entries:` for all of the sheet, or in the entry"
            yield Fault(file, entry.id, "", "has no origin", fix)


def check_examples(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Kinds that are easily misread have an example in each entry, and each quoted finding stands once in its text."""
    del schemes
    for file, kind, entry in entries(knowledge):
        if kind in NEED_EXAMPLES and not entry.examples:
            yield Fault(file, entry.id, "", "has no example", "add `examples:` with a sentence and what it finds")
        for example in entry.examples:
            if not example.finds:
                yield Fault(file, entry.id, example.text, "finds nothing", "quote the words that it must find")
            for quote in example.finds:
                if (times := example.text.count(quote)) != 1:
                    fix = "quote words that stand there exactly once"
                    yield Fault(file, entry.id, quote, f"stands {times} times in its example", fix)


def check_namesakes(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Each of several towns of one name that lie apart has an example in which it is the one meant."""
    del schemes
    called: dict[str, list[PlaceEntry]] = {}
    files = {id(entry): file for file, kind, entry in entries(knowledge) if kind == "place"}
    for entry in knowledge.places:
        if entry.type in TOWNS and entry.lat and entry.lon:
            for name in dict.fromkeys(map(knowledge.spelling.fold, (*entry.names, *entry.shared))):
                called.setdefault(name, []).append(entry)
    for name, namesakes in called.items():
        for entry in namesakes:
            other = next((o for o in namesakes if apart(entry, o) > NAMESAKE), None)
            said = [knowledge.spelling.fold(example.text) for example in entry.examples]
            if other is not None and not any(name in text for text in said):
                fix = "add an example that can only mean this one: by its country, its province or a place nearby"
                yield Fault(files[id(entry)], entry.id, name, f"is the name of {other.id} too, and in no example", fix)


def apart(a: PlaceEntry, b: PlaceEntry) -> float:
    """Kilometres between two located places."""
    return geography.kilometres((float(a.lat), float(a.lon)), (float(b.lat), float(b.lon)))


def shared_names(knowledge: Knowledge) -> dict[str, dict[str, str]]:
    """The names that several actors have, letters folded and blanks aside: the spelling of each by its entry."""
    owners: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for actor in knowledge.actors:
        for name in (*actor.names, *actor.loaded, *actor.shared):
            owners["".join(knowledge.words(name))].setdefault(actor.id, name)
    return {key: names for key, names in owners.items() if len(names) > 1}


def check_shared(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """Each actor that shares a name with others has an example in which the name means it."""
    del schemes
    shared = knowledge.derived("shared names", shared_names)
    quoted = {
        (entry.id, "".join(knowledge.words(quote)))
        for _, kind, entry in entries(knowledge)
        if kind == "actor"
        for example in entry.examples
        for quote in example.finds
    }
    files = {entry.id: file for file, kind, entry in entries(knowledge) if kind == "actor"}
    for key, names in shared.items():
        for actor, name in names.items():
            if (actor, key) not in quoted:
                others = ", ".join(other for other in names if other != actor)
                fix = "add an example in which it means this one"
                yield Fault(files[actor], actor, name, f"is a name of {others} too", fix)


def check_twins(knowledge: Knowledge, schemes: Schemes) -> Iterator[Fault]:
    """No two actors of a country have the same English name, accents and marks aside: one would stand there twice."""
    del schemes
    seen: dict[tuple[str, str], str] = {}
    files = {entry.id: file for file, kind, entry in entries(knowledge) if kind == "actor"}
    for actor in knowledge.actors:
        plain = unicodedata.normalize("NFKD", actor.name).casefold()
        key = "".join(c for c in plain if c.isalnum()), actor.country
        twin = seen.setdefault(key, actor.id)
        if twin != actor.id:
            yield Fault(files[actor.id], actor.id, actor.name, f"is the name of {twin} too", "make one entry of both")


RULES: tuple[Rule, ...] = (
    check_ids,
    check_letters,
    check_blanks,
    check_doubles,
    check_codes,
    check_weapons,
    check_choices,
    check_dates,
    check_countries,
    check_references,
    check_origins,
    check_examples,
    check_namesakes,
    check_shared,
    check_twins,
    *geography.RULES,
)
