"""Knowledge: the sheets, loaded whole or not at all, and the hash that names them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

import msgspec

from rasid.errors import KnowledgeError
from rasid.knowledge.plain import PlainError, plain
from rasid.knowledge.sheet import (
    KINDS,
    ActorEntry,
    CueEntry,
    DoubtEntry,
    Entry,
    EventEntry,
    GenericEntry,
    GivenNameEntry,
    HarmEntry,
    LightEntry,
    NameWordEntry,
    NounEntry,
    OfficeEntry,
    OrganEntry,
    PlaceEntry,
    PlaceWordEntry,
    ResidueEntry,
    SpeechEntry,
    SpellingEntry,
    StateEntry,
    TimeEntry,
    UnitEntry,
    VerbEntry,
    WeaponEntry,
)
from rasid.text.table import Table

if TYPE_CHECKING:
    from rasid.knowledge.own_places import OwnPlaces

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of entries of one kind."""

    path: str
    kind: str
    entries: tuple[Entry, ...]


class FormRow(NamedTuple):
    """An inflected form of a verb with its features; an empty string where the form does not tell."""

    form: str
    lemma: str
    pos: str  # verb, participle_active, participle_passive, masdar
    tense: str  # past, present, imperative
    mood: str  # indicative, subjunctive, jussive of the present
    voice: str  # active, passive, either
    person: str
    gender: str
    number: str


class Forms(Mapping[str, tuple[FormRow, ...]]):
    """The inflected forms of verbs by the key of their spelling, read out of the lines of a table when asked for."""

    def __init__(self, lines: Table) -> None:
        self.lines = lines  # of a key: form, folded lemma and cells of features, a tab between; rows of a key by ROW
        self._features: dict[str, tuple[str, ...]] = {}  # few, on many lines

    def __getitem__(self, key: str) -> tuple[FormRow, ...]:
        return tuple(self._row(line) for line in self.lines[key].split(ROW))

    def get(self, key: str, default: Any = None) -> Any:
        """The rows of a key."""
        found = self.lines.find(key)
        return default if found is None else tuple(self._row(line) for line in found.split(ROW))

    def __iter__(self) -> Iterator[str]:
        return iter(self.lines)

    def __len__(self) -> int:
        return len(self.lines)

    def _row(self, line: str) -> FormRow:
        form, lemma, cells = line.split("\t", 2)
        told = self._features.get(cells)
        if told is None:
            told = self._features[cells] = _features(cells)
        return FormRow(form, lemma, *told)


@dataclass(frozen=True, slots=True)
class GazetteerRow:
    """A row of the imported gazetteer."""

    id: str
    name: str
    names: tuple[str, ...]
    country: str
    type: str
    lat: float
    lon: float
    precision: float
    parent: str
    population: int
    geonames_id: str
    shared: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """What a language lends to knowledge: how its words are folded, keyed, inflected and romanised.

    `relation` gives the name by which a preposition of a sheet stands on phrases; `definite` the key of a word with its
    article, or "" for a word without one; `oblique` says of a word and its lemma whether it has an ending that no
    subject has.
    """

    fold: Callable[[str], str]
    key: Callable[[str], str]
    nominal: Callable[[str], list[str]]
    relational: Callable[[str], list[str]]
    romanise: Callable[[str], str]
    relation: Callable[[str], str]
    definite: Callable[[str], str]
    oblique: Callable[[str, str], bool]


@dataclass(slots=True)
class Knowledge:
    """Everything Rasid knows: the entries of all sheets, the verb forms and the gazetteer.

    `spelling` is how the language's words are made comparable. `hash` names the knowledge: the same files give the
    same hash. `stored` are tables built in an earlier run, fetched by their names. `own` are the places that a user
    has imported.
    """

    sheets: Sequence[Sheet]
    forms: Mapping[str, tuple[FormRow, ...]]
    gazetteer: Sequence[GazetteerRow]
    hash: str
    spelling: Spelling
    stored: Mapping[str, Any] = field(default_factory=dict, repr=False)
    _memo: dict[str, Any] = field(default_factory=dict, repr=False)
    own: OwnPlaces | None = None

    @property
    def tables(self) -> Mapping[str, Any]:
        """The tables built or fetched so far, by their names."""
        return self._memo

    def entries(self, kind: str) -> tuple[Entry, ...]:
        """The entries of all sheets of a kind, in the order of the files."""
        return self.derived(
            f"entries:{kind}", lambda k: tuple(e for s in k.sheets if s.kind == kind for e in s.entries)
        )

    def derived(self, name: str, build: Callable[[Knowledge], T]) -> T:
        """A table built from this knowledge once and kept with it under a name."""
        try:
            found: T = self._memo[name]
        except KeyError:
            found = self._memo[name] = self.stored[name] if name in self.stored else build(self)
        return found

    @property
    def canonical(self) -> Mapping[str, str]:
        """The key that stands for all spellings of a word, by the key of each other spelling."""
        return self.derived("canonical", _canonical)

    def key(self, word: str) -> str:
        """The key of a word, one for all the ways in which the press spells it."""
        key = self.spelling.key(word)
        return self.canonical.get(key, key)

    def words(self, text: str) -> list[str]:
        """The keys of the words of a form."""
        return [self.key(w) for w in text.split()]

    def lemma(self, lemma: str) -> str:
        """A verb's lemma as it stands in keys of tokens."""
        return self.spelling.fold(lemma)

    @property
    def vocabulary(self) -> frozenset[str]:
        """The keys of all single words of all sheets and verb forms."""
        return self.derived("vocabulary", _vocabulary)

    @property
    def actors(self) -> tuple[ActorEntry, ...]:
        """Named actors."""
        return cast(tuple[ActorEntry, ...], self.entries("actor"))

    @property
    def states(self) -> tuple[StateEntry, ...]:
        """States."""
        return cast(tuple[StateEntry, ...], self.entries("state"))

    @property
    def organs(self) -> tuple[OrganEntry, ...]:
        """Organs that every state has."""
        return cast(tuple[OrganEntry, ...], self.entries("organ"))

    @property
    def generics(self) -> tuple[GenericEntry, ...]:
        """Nouns for people without a name."""
        return cast(tuple[GenericEntry, ...], self.entries("generic"))

    @property
    def offices(self) -> tuple[OfficeEntry, ...]:
        """Posts."""
        return cast(tuple[OfficeEntry, ...], self.entries("office"))

    @property
    def places(self) -> tuple[PlaceEntry, ...]:
        """Hand-made places."""
        return cast(tuple[PlaceEntry, ...], self.entries("place"))

    @property
    def place_words(self) -> tuple[PlaceWordEntry, ...]:
        """Nouns that say what kind of place follows."""
        return cast(tuple[PlaceWordEntry, ...], self.entries("place_word"))

    @property
    def events(self) -> tuple[EventEntry, ...]:
        """Kinds of acts."""
        return cast(tuple[EventEntry, ...], self.entries("event"))

    @property
    def lights(self) -> tuple[LightEntry, ...]:
        """Light verbs."""
        return cast(tuple[LightEntry, ...], self.entries("light"))

    @property
    def speech(self) -> tuple[SpeechEntry, ...]:
        """Ways of saying who says so."""
        return cast(tuple[SpeechEntry, ...], self.entries("speech"))

    @property
    def doubts(self) -> tuple[DoubtEntry, ...]:
        """Cues of factuality."""
        return cast(tuple[DoubtEntry, ...], self.entries("doubt"))

    @property
    def weapons(self) -> tuple[WeaponEntry, ...]:
        """Weapons and means."""
        return cast(tuple[WeaponEntry, ...], self.entries("weapon"))

    @property
    def harms(self) -> tuple[HarmEntry, ...]:
        """Words for what became of people."""
        return cast(tuple[HarmEntry, ...], self.entries("harm"))

    @property
    def units(self) -> tuple[UnitEntry, ...]:
        """Counted nouns."""
        return cast(tuple[UnitEntry, ...], self.entries("unit"))

    @property
    def times(self) -> tuple[TimeEntry, ...]:
        """Words of the calendars."""
        return cast(tuple[TimeEntry, ...], self.entries("time"))

    @property
    def residue(self) -> tuple[ResidueEntry, ...]:
        """Page furniture."""
        return cast(tuple[ResidueEntry, ...], self.entries("residue"))

    @property
    def spellings(self) -> tuple[SpellingEntry, ...]:
        """Words spelled in more than one way."""
        return cast(tuple[SpellingEntry, ...], self.entries("spelling"))

    @property
    def nouns(self) -> tuple[NounEntry, ...]:
        """Nouns with their plurals."""
        return cast(tuple[NounEntry, ...], self.entries("noun"))

    @property
    def name_words(self) -> tuple[NameWordEntry, ...]:
        """Words of names of bodies."""
        return cast(tuple[NameWordEntry, ...], self.entries("name_word"))

    @property
    def given_names(self) -> tuple[GivenNameEntry, ...]:
        """Given names."""
        return cast(tuple[GivenNameEntry, ...], self.entries("given_name"))

    @property
    def verbs(self) -> tuple[VerbEntry, ...]:
        """Auxiliary verbs."""
        return cast(tuple[VerbEntry, ...], self.entries("verb"))

    @property
    def saying(self) -> frozenset[str]:
        """Keys of the finite forms and active participles of verbs of saying and of speech acts."""
        return self.derived("saying verbs", _saying)

    def cues(self, part: str) -> tuple[CueEntry, ...]:
        """Words of one part that steer the reading."""
        return tuple(e for e in cast(tuple[CueEntry, ...], self.entries("cue")) if e.part == part)

    def cue_keys(self, part: str) -> frozenset[str]:
        """The keys of the words of a part of the cues."""
        return self.derived("cue keys " + part, lambda k: frozenset(k.key(f) for e in k.cues(part) for f in e.forms))

    def cue_nominals(self, part: str) -> frozenset[str]:
        """The keys of the nouns and adjectives of a part of the cues, in all their regular inflections."""
        return self.derived(
            "cue nominals " + part,
            lambda k: frozenset(key for e in k.cues(part) for f in e.forms for key in k.spelling.nominal(f)),
        )

    def cue_relations(self, part: str) -> frozenset[str]:
        """The names by which the prepositions of a part of the cues stand on phrases."""
        return self.derived(
            "cue relations " + part,
            lambda k: frozenset(k.spelling.relation(f) for e in k.cues(part) for f in e.forms),
        )


FORM_FIELDS = (
    "names",
    "loaded",
    "shared",
    "capitals",
    "adjectives",
    "people",
    "heads",
    "forms",
    "nouns",
    "phrases",
    "taking",
    "weak",
)


def _canonical(knowledge: Knowledge) -> Mapping[str, str]:
    table: dict[str, str] = {}
    for entry in cast(tuple[SpellingEntry, ...], knowledge.entries("spelling")):
        keys = [knowledge.spelling.key(f) for f in entry.forms if " " not in f]
        table.update({k: keys[0] for k in keys[1:] if k != keys[0]})
    return table


def _saying(knowledge: Knowledge) -> frozenset[str]:
    verbs = [verb for entry in knowledge.speech for verb in entry.verbs]
    verbs += [verb for entry in knowledge.events if entry.speech == "yes" for verb in entry.verbs]
    return frozenset(sign + knowledge.lemma(verb.split()[0]) for verb in verbs for sign in "=~")


def _vocabulary(knowledge: Knowledge) -> frozenset[str]:
    words: set[str] = set(knowledge.forms)
    for sheet in knowledge.sheets:
        for entry in sheet.entries:
            for name in (*FORM_FIELDS, "people"):
                for form in getattr(entry, name, ()):
                    words.update(knowledge.key(w) for w in form.split() if not w.startswith("{"))
    for noun in knowledge.nouns:
        words.update(knowledge.key(w) for item in noun.words for w in item.split() if len(w) > 2)
    return frozenset(words)


def packaged() -> Traversable:
    """The folder of the sheets that ship with Rasid."""
    return resources.files("rasid.knowledge").joinpath("data")


def walk(folder: Traversable, prefix: str = "") -> list[tuple[str, Traversable]]:
    """Every file below a folder with its path, sorted."""
    found: list[tuple[str, Traversable]] = []
    for item in sorted(folder.iterdir(), key=lambda i: i.name):
        path = f"{prefix}{item.name}"
        if item.is_dir():
            found.extend(walk(item, f"{path}/"))
        else:
            found.append((path, item))
    return found


def origin_notes(path: str, origin: object, fields: Collection[str]) -> dict[str, str]:
    """Where the facts of a sheet come from, by the field of an entry that a note tells of; `id` tells of all."""
    notes: dict[str, Any] = origin if isinstance(origin, dict) else {"id": origin}
    if not all(isinstance(note, str) for note in notes.values()):
        raise KnowledgeError(
            f"{path}: `origin:` above the entries is no line of words, nor one for each of some fields"
        )
    for part in notes:
        if part not in fields:
            raise KnowledgeError(f"{path}: `origin:` has a note for {part!r}, which is no field of its entries")
    return notes


def load_sheet(path: str, text: str) -> Sheet:
    """The sheet in a YAML text.

    Raises KnowledgeError that names the file, the place in it and the reason.
    """
    try:
        raw = plain(text)
    except PlainError as error:
        raise KnowledgeError(f"{path}: not valid YAML: {error}; mend the line it names") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("entries"), list):
        raise KnowledgeError(f"{path}: a sheet needs `kind:` and a list `entries:`")
    kind = raw.get("kind")
    if kind not in KINDS:
        raise KnowledgeError(f"{path}: unknown kind {kind!r}; known are {', '.join(sorted(KINDS))}")
    shape = KINDS[str(kind)]
    entries: list[Entry] = []
    known = set(shape.__dataclass_fields__)
    notes = origin_notes(path, raw.get("origin", ""), known)
    for number, item in enumerate(raw["entries"]):
        name = item.get("id", f"entry {number + 1}") if isinstance(item, dict) else f"entry {number + 1}"
        unknown = sorted(set(item) - known) if isinstance(item, dict) else []
        if unknown:
            raise KnowledgeError(f"{path}: {name}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
        try:
            if isinstance(item, dict):
                item = {"origin": "; ".join(note for part, note in notes.items() if part in item), **item}
            entries.append(msgspec.convert(item, shape))
        except msgspec.ValidationError as error:
            raise KnowledgeError(f"{path}: {name}: {error}") from error
    return Sheet(path, str(kind), tuple(entries))


MOODS = ("indicative", "subjunctive", "jussive")
ROW = "|"


def load_forms(text: str, spelling: Spelling) -> Forms:
    """Verb forms by the key of their spelling, from the generated table."""
    rows: dict[str, list[str]] = {}
    lemmas: dict[str, str] = {}
    key = spelling.key
    for line in text.splitlines()[1:]:
        form, lemma, cells = line.split("\t", 2)
        folded = lemmas.get(lemma)
        if folded is None:
            folded = lemmas[lemma] = spelling.fold(lemma)
        rows.setdefault(key(form), []).append(f"{form}\t{folded}\t{cells}")
    return Forms(Table.of({form: ROW.join(lines) for form, lines in rows.items()}))


def _features(cells: str) -> tuple[str, ...]:
    """Part of speech, tense, mood, voice, person, gender and number from the cells that tell them."""
    pos, tense, *others = ("" if cell == "-" else cell for cell in cells.split("\t"))
    mood = tense if tense in MOODS else ""
    return (pos, "present" if mood else tense, mood, *others)


def load_gazetteer(text: str) -> tuple[GazetteerRow, ...]:
    """The rows of a gazetteer table."""
    lines = text.splitlines()
    names = lines[0].split("\t")
    rows = []
    for line in lines[1:]:
        c = dict(zip(names, line.split("\t"), strict=False))
        rows.append(
            GazetteerRow(
                c["id"],
                c["name_en"],
                tuple(n for n in c["names_ar"].split("|") if n),
                c["country"],
                c["type"],
                float(c["lat"]),
                float(c["lon"]),
                float(c["precision_km"]),
                c["parent"],
                int(c["population"] or 0),
                c["geonames_id"],
                tuple(n for n in c.get("shared_ar", "").split("|") if n),
            )
        )
    return tuple(rows)


def load_knowledge(spelling: Spelling, folder: Path | None = None) -> Knowledge:
    """All knowledge below a folder (the packaged one by default), or a KnowledgeError: it never half-loads."""
    root: Traversable = packaged() if folder is None else cast(Traversable, folder)
    digest = hashlib.sha256()
    sheets: list[Sheet] = []
    forms = Forms(Table.of({}))
    gazetteer: tuple[GazetteerRow, ...] = ()
    for path, item in walk(root):
        if not path.endswith((".yaml", ".tsv")):
            continue
        data = item.read_bytes()
        digest.update(path.encode())
        digest.update(data)
        if path.startswith("schemes/") or path.endswith("ORIGIN.yaml"):
            continue
        text = data.decode("utf-8")
        if path.endswith(".yaml"):
            sheets.append(load_sheet(path, text))
        elif path.endswith("forms.tsv"):
            forms = load_forms(text, spelling)
        elif path in ("places/divisions.tsv", "places/gazetteer.tsv"):
            gazetteer = (*gazetteer, *load_gazetteer(text))
    return Knowledge(tuple(sheets), forms, gazetteer, digest.hexdigest()[:16], spelling)
