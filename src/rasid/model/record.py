"""What the record holds beside readings: reports ready to be linked, incidents, threats followed up, tallies held
against the record, and what people judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Who:
    """An actor as it is compared: `key` its entry's id, or its name where it has none.

    `kin` are the keys of the actor and of all bodies it is part of, itself first; `state` is the ISO code of the state
    that it is, or an organ of.
    """

    key: str
    name: str
    arabic: str = ""
    kin: tuple[str, ...] = ()
    anonymous: bool = False
    state: str = ""


@dataclass(frozen=True, slots=True)
class Where:
    """A place as it is compared: `path` are its key and those of the areas that hold it, its country's code last."""

    name: str
    arabic: str
    country: str
    path: tuple[str, ...]
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None


@dataclass(frozen=True, slots=True)
class Days:
    """First and last day, both included, None where open; `basis` is said, carried, or published for a stand-in."""

    start: date | None
    end: date | None
    grain: str = "day"
    basis: str = "said"


@dataclass(frozen=True, slots=True)
class Count:
    """A count of a tally or of a force."""

    value: float
    unit: str
    scope: str = ""
    since: date | None = None
    bound: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One assertion of one article, with all that linking, following up and counting ask of it.

    `chain` is who says so, outermost first, without the outlet. `story` names the group of copies that the article
    belongs to; articles of one group count as one origin. `words` are the content words of its sentence as keys.
    `near` and `near_days` are the places and the day that its sentence names, where it has none of its own; a claim or
    denial takes them from the sentence before where its own names none. `other_days` are further days of its sentence.
    `means` are the families of its weapons.
    """

    id: str
    article: str
    kind: str
    plover: str | None
    mode: str
    published: date | None
    outlet: str
    quote: str
    days: Days | None = None
    place: Where | None = None
    source: tuple[Who, ...] = ()
    target: tuple[Who, ...] = ()
    addressee: tuple[Who, ...] = ()
    chain: tuple[Who, ...] = ()
    factuality: str = "asserted"
    weapons: tuple[str, ...] = ()
    killed: int | None = None
    wounded: int | None = None
    count: Count | None = None
    act: str | None = None
    act_words: str = ""
    condition: str = ""
    condition_words: tuple[str, ...] = ()
    deadline: Days | None = None
    channel: str = ""
    words: tuple[str, ...] = ()
    score: float = 1.0
    start: int = 0
    story: str = ""
    near: tuple[Where, ...] = ()
    near_days: Days | None = None
    other_days: tuple[Days, ...] = ()
    means: tuple[str, ...] = ()

    @property
    def origin(self) -> Who:
        """Who stands at the end of the chain; the outlet where nobody else is named."""
        if self.chain:
            return self.chain[-1]
        return Who(f"outlet:{self.outlet}", self.outlet or "unknown outlet")

    @property
    def origin_key(self) -> str:
        """What tells one origin from another: a named speaker is one wherever he is quoted, an unnamed one and an
        outlet's own word are one in all copies of a story."""
        last = self.origin
        if self.chain and not last.anonymous:
            return last.key
        return f"{last.key}@{self.story or self.article}" if self.chain else f"{self.story or self.article}"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports held against each other: the evidence that they tell of one thing, in log-odds, and the reasons."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What somebody said of two reports: same, different or unsure; `seq` counts judgements in the order made."""

    left: str
    right: str
    verdict: str
    seq: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people killed or wounded, by who says so."""

    outcome: str
    value: int
    speaker: str
    speaker_key: str
    report: str
    published: date | None
    speaker_ar: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """The range of what is said of an outcome.

    `best` is the value that most origins give; where several do, the one published last, and then the lower.
    """

    outcome: str
    low: int
    best: int
    high: int
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Who is said to have done it: `stance` is claimed, denied or attributed."""

    stance: str
    actor: str
    actor_key: str
    speaker: str
    speaker_key: str
    on: date | None
    report: str
    actor_ar: str = ""
    speaker_ar: str = ""


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that happened in the world, from all reports that tell of it.

    `reports` are the ids of its assertions, the first report first. `origins` are the keys of distinct origins at the
    ends of the attribution chains. `contradictions` say in words what the reports do not agree on.
    """

    id: str
    plover: str | None
    mode: str
    kind: str
    days: Days | None
    place: Where | None
    source: tuple[Who, ...]
    target: tuple[Who, ...]
    weapons: tuple[str, ...]
    reports: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...]
    origins: tuple[str, ...]
    estimates: tuple[Estimate, ...]
    responsibility: tuple[Responsibility, ...]
    factuality: str
    contradictions: tuple[str, ...]
    first: str
    first_published: date | None
    score: float

    def estimate(self, outcome: str) -> Estimate | None:
        """The estimate of an outcome, None where nobody gives a number."""
        return next((e for e in self.estimates if e.outcome == outcome), None)

    @property
    def stance(self) -> str:
        """claimed, denied, claimed_and_denied, attributed or none."""
        told = {r.stance for r in self.responsibility}
        if {"claimed", "denied"} <= told:
            return "claimed_and_denied"
        return next((s for s in ("claimed", "denied", "attributed") if s in told), "none")


@dataclass(frozen=True, slots=True)
class Move:
    """A step in the life of a threat: the new status, since when, the incident or report that brought it, and why."""

    status: str
    on: date | None
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Threat:
    """A threat and what became of it: open, condition_met, carried_out, lapsed or withdrawn."""

    id: str
    issuer: tuple[Who, ...]
    addressee: tuple[Who, ...]
    channel: str
    act: str | None
    act_words: str
    condition: str
    deadline: Days | None
    words: str
    made: date | None
    place: Where | None
    reports: tuple[str, ...]
    status: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class TallyCheck:
    """A tally held against the record: the incidents on record that it would count, and their share of it.

    `before` is the tally of the same speaker, of the same thing, that came before it; `said_more` and `counted_more` by
    how much the speaker's count, and that of the record, rose since.
    """

    report: str
    speaker: str
    value: float
    unit: str
    scope: str
    since: date | None
    until: date | None
    incidents: tuple[str, ...]
    counted: float
    share: float | None
    note: str = ""
    speaker_ar: str = ""
    scope_ar: str = ""
    published: date | None = None
    before: str = ""
    said_more: float | None = None
    counted_more: float | None = None
