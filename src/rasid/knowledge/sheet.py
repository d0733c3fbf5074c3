"""The shape of each kind of knowledge sheet.

A sheet is one YAML file: `kind`, then `entries`. Every value is a string, a list of strings or a small
mapping of strings; nothing is guessed from how a value is spelled (YAML's `no` and `12` stay words).
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A sentence and the words that an entry must find in it; the day of the article where it matters."""

    text: str
    finds: list[str]
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What every entry of every sheet has.

    `gloss` says in English what the entry is. `examples` are sentences in which the entry must find the quoted
    words; `counterexamples` are sentences in which it must find nothing.
    """

    id: str
    gloss: str = ""
    examples: list[Example] = field(default_factory=list)
    counterexamples: list[str] = field(default_factory=list)
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """Being part of a body for a time, with ISO dates; empty = open."""

    of: str
    since: str = ""
    until: str = ""

    def covers(self, day: str) -> bool:
        """Whether an ISO date lies in its time; its own dates may be only a year or a month, both included.

        >>> front = Membership(of="global.al_qaeda", since="2013-04", until="2016-07")
        >>> [front.covers(day) for day in ("2013-03-31", "2016-07-28", "2016-08-01")]
        [False, True, False]
        """
        return self.since <= day[: len(self.since)] and (not self.until or day[: len(self.until)] <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An office that a person or a group holds, with ISO dates; empty = open."""

    office: str
    of: str = ""
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry(Entry):
    """A named actor: armed group, party, institution, person, outlet, international body.

    `names` are its Arabic names, without proclitics. `loaded` are hostile or honorific names of it. `shared`
    names also belong to other actors and are decided by the countries and the day of the article; `about` are
    countries other than its own in whose news they mean it. `since` and `until` bound its existence. `member_of` are
    ids of the bodies that it belongs to, or with the time in which it did.
    """

    name: str
    type: str
    names: list[str]
    country: str = ""
    sector: str = ""
    loaded: list[str] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)  # masculine singular: "Houthi"
    parent: str = ""
    member_of: list[str | Membership] = field(default_factory=list)
    about: list[str] = field(default_factory=list)
    since: str = ""
    until: str = ""
    enemy_of: list[str] = field(default_factory=list)  # countries where "the enemy" means it
    roles: list[Role] = field(default_factory=list)

    @property
    def umbrellas(self) -> list[str]:
        """The ids of all bodies that it belongs or belonged to, without the one above it."""
        return [m if isinstance(m, str) else m.of for m in self.member_of]

    @property
    def memberships(self) -> list[Membership]:
        """The bodies right above it, its parent first, each with its time; without end where none is told."""
        above = [Membership(of=m) if isinstance(m, str) else m for m in self.member_of]
        if self.parent and self.parent not in {m.of for m in above}:
            above.insert(0, Membership(of=self.parent))
        return above


@dataclass(frozen=True, slots=True, kw_only=True)
class StateEntry(Entry):
    """A state or de facto state: its names, its capital as a name of its government, its relational adjective."""

    name: str  # canonical English: "United States"
    adjective: str  # English adjective in names of organs: "US", "Iraqi"
    iso3: str
    names: list[str]
    capitals: list[str] = field(default_factory=list)
    adjectives: list[str] = field(default_factory=list)  # masculine singular
    people: list[str] = field(default_factory=list)  # plurals that are not regular
    region: str = ""
    loaded: list[str] = field(default_factory=list)
    enemy_of: list[str] = field(default_factory=list)  # countries where "the enemy" means it
    gender: str = "f"  # of its plain name in Arabic; the names of towns are feminine

    @property
    def arabic(self) -> str:
        """Its first Arabic name; of a people without a name of its own, the adjective."""
        return (self.names or self.adjectives)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganEntry(Entry):
    """An organ that every state has; with a state's adjective or name it makes an actor.

    `name` is a pattern: "{adjective} army", "Government of {state}".
    """

    name: str
    type: str
    heads: list[str]
    local: str = "no"  # "yes": the name of a town behind it makes it that of the town ("Basra police")
    sector: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GenericEntry(Entry):
    """A noun for people without a name: gunmen, civilians, protesters, officials.

    `anonymous` is "yes" where a speaker so described is a person not named, "no" for institutions. `takes`: "state",
    an adjective of a state makes it that state's; "name", so do words behind it ("the prisoners' committee"); "named",
    it is nobody without them; "before", with the article it is the body of its kind told of before; "pronoun",
    "article", it counts only with one; "noun", it describes one; "alone", it counts only where it describes none.
    """

    name: str
    type: str
    forms: list[str]
    sector: str = ""
    anonymous: str = "no"
    speaker: str = "no"  # "yes": chiefly stands as a speaker (source, official, witness)
    takes: str = "state"
    organ: str = ""  # id of the organ of a state for which such people speak


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEntry(Entry):
    """A post whose holder speaks: minister, president, spokesman, commander.

    `name` is a pattern: "{adjective} Foreign Minister". `speaks_for` is "organ" where the words of its holder
    are those of the organisation (a spokesman), else "self". `titles` are the English titles of those who hold it, as
    they stand in `roles` of persons.
    """

    name: str
    forms: list[str]
    titles: list[str] = field(default_factory=list)
    sector: str = "GOV"
    speaks_for: str = "self"
    organ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Whose forces hold a base, with ISO dates; empty = open."""

    by: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(Entry):
    """A place the press names. Degrees of WGS 84; `precision` in kilometres; `held_by` whose base it is, and when."""

    name: str
    names: list[str]
    country: str
    type: str
    lat: str = ""
    lon: str = ""
    precision: str = ""
    parent: str = ""
    shared: list[str] = field(default_factory=list)
    held_by: list[Holding] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceWordEntry(Entry):
    """A noun that says what kind of place follows: village, district, crossing, base.

    `keep` is "yes" where the word belongs to the name (crossing, camp, airport, port, mountain).
    """

    type: str
    forms: list[str]
    keep: str = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry(Entry):
    """A kind of act: its triggers, what fills its roles, and its codes.

    `verbs` are "lemma root pattern" ("قصف قصف I/a~i"); `nouns` verbal nouns and event nouns with their plurals;
    `phrases` sequences in which {lemma} stands for every form of a verb. `roles` maps source, target, place, weapon to
    what fills them: subject, object, of (construct or possessor), or a preposition in Arabic. Of a threat `topic` names
    what it threatens with, `reached` and `land` whom that reaches, `answered` what it replies to.
    """

    plover: str = ""
    kind: str = "event"
    mode: str = ""
    cameo: str = ""
    acled: str = ""
    verbs: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    roles: dict[str, list[str]] = field(default_factory=dict)
    weapon: str = ""  # canonical weapon that the act implies: "airstrike"
    speech: str = "no"  # "yes": the act is done by speaking; its subject is a speaker
    reciprocal: str = "no"  # "yes": A and B do it to each other (clash)
    placed: str = "yes"  # "no": a place beside it is not where it happens (telephone call, sentence of a court)
    factuality: str = ""  # fixed factuality, e.g. "averted"
    strength: str = "strong"  # "weak": counts only with an actor, weapon or victim; "spoken": only in what is said
    needs: list[str] = field(default_factory=list)  # words or lemmas of which one must stand in the clause
    unless: list[str] = field(default_factory=list)  # words that make it something else
    crowd: str = ""  # id of the entry that it is where demonstrators do it


@dataclass(frozen=True, slots=True, kw_only=True)
class LightEntry(Entry):
    """A verb whose noun carries the act: launch an attack, be exposed to shelling, claim an attack.

    `noun` says where the event noun stands: object or a preposition. `subject` and `object` say which role of
    the act they fill: source, target, speaker or none. `effect`: "" = the act happened, else claim, averted,
    planned, end, begin. `carries`: the kinds of event noun it may carry (threat, statement, ...), all where it
    is empty.
    """

    verbs: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    noun: list[str] = field(default_factory=list)
    subject: str = "source"
    object: str = ""
    effect: str = ""
    carries: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEntry(Entry):
    """A way of saying who says so.

    `pattern`: "verb" (subject says that ...), "according" (a phrase before its speaker), "noun" (a noun of saying:
    statement, remarks). `commitment`: neutral, strong, weak (claims, alleges), denies. `carries`: "yes" where
    the verb goes on with the speaker of the sentence before when none is named (added, went on). `content`:
    "clause" where the verb says something only with a that-clause or a quotation behind it (replied, found), "wish"
    where a noun behind it names what is wanted or judged, not told (demanded, welcomed).
    """

    pattern: str = "verb"
    verbs: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    commitment: str = "neutral"
    carries: str = "no"
    content: str = ""
    addressee: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtEntry(Entry):
    """A cue of factuality. `effect`: denied, possible, planned, conditional, averted.

    `scope`: "after" = what follows in the clause, "clause" = the whole clause, "complement" = its object or
    that-clause, "noun" = the noun that an adjective describes.
    """

    effect: str
    scope: str = "after"
    verbs: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponEntry(Entry):
    """A weapon or means. `name` is canonical English ("drone").

    `family` says what it is, `delivery` how it reaches its target. `mode` and `cameo` are the PLOVER mode and the CAMEO
    code that its use implies; what only defends has none. `weak` forms count only beside an act of violence in the
    same clause.
    """

    name: str
    forms: list[str]
    family: str = ""
    delivery: str = ""
    mode: str = ""
    cameo: str = ""
    weak: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class HarmEntry(Entry):
    """Words that say what became of people. `outcome`: killed, wounded, missing, detained, displaced.

    `verbs` as in EventEntry with `voice` ("passive" where only the passive says it: قُتل); `nouns` of the act
    (مقتل) and `people` (قتيل, جرحى) that are counted; of `phrases` the subject comes to harm, of `taking` those who
    stand behind it (أودى بحياة).
    """

    outcome: str
    verbs: list[str] = field(default_factory=list)
    intransitive: list[str] = field(default_factory=list)
    nouns: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    taking: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry(Entry):
    """A noun that is counted: soldiers, attacks, vehicles.

    `scope`: person, force, act, thing, money, distance, time, age.
    """

    name: str
    forms: list[str]
    scope: str = "thing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeEntry(Entry):
    """A word of the calendars. `part`: month, hijri_month, weekday, day_part, unit, relative, period, anchor, feast.

    A feast's value: its calendar, month, first day and number of days ("hijri 10 1 3").
    """

    part: str
    value: str
    forms: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidueEntry(Entry):
    """Furniture of a page: share bars, related links, credits. `part`: residue, caption, byline, dateline.

    `where`: "line" = the whole line is these words, "start" = a line that begins with them, "rest" = all that
    follows too.
    """

    part: str
    where: str
    forms: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpellingEntry(Entry):
    """Words that the press spells in more than one way; the first form is the one matched on."""

    forms: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenNameEntry(Entry):
    """A given name in the Latin spelling of the press. `common`: "yes" where it is an everyday word too."""

    name: str
    forms: list[str]
    common: str = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWordEntry(Entry):
    """A word that names of committees, unions, companies or groups are made of, and its English."""

    name: str
    forms: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbEntry(Entry):
    """Verbs that other sheets name inside their phrases as {lemma}: "lemma root pattern"."""

    verbs: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NounEntry(Entry):
    """Nouns with their plurals: "singular plural ... gender".

    A plural is spelled out, or an ending of the sound plurals; the gender stands where the singular does not tell.
    `human`: yes where they name human beings, with whose plurals a verb agrees in gender.
    """

    words: list[str]
    human: str = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueEntry(Entry):
    """Words that steer the reading without being findings of their own.

    `part`: dating (prepositions behind which an act only dates another), between, total (a count over many
    acts), presence (a force is somewhere in some number), subset (a part of a count already given), quantifier
    (any, every: a condition), owning (a thing and whom it belongs to), his (the attached pronoun), maker (behind
    an adjective, where a thing was made), and others that the sheet describes.
    """

    part: str
    verbs: list[str] = field(default_factory=list)
    forms: list[str] = field(default_factory=list)


KINDS: dict[str, type[Entry]] = {
    "actor": ActorEntry,
    "state": StateEntry,
    "organ": OrganEntry,
    "generic": GenericEntry,
    "office": OfficeEntry,
    "place": PlaceEntry,
    "place_word": PlaceWordEntry,
    "event": EventEntry,
    "light": LightEntry,
    "speech": SpeechEntry,
    "doubt": DoubtEntry,
    "weapon": WeaponEntry,
    "harm": HarmEntry,
    "unit": UnitEntry,
    "time": TimeEntry,
    "residue": ResidueEntry,
    "spelling": SpellingEntry,
    "given_name": GivenNameEntry,
    "name_word": NameWordEntry,
    "verb": VerbEntry,
    "noun": NounEntry,
    "cue": CueEntry,
}
