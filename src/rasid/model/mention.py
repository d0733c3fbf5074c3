"""Mentions: words that refer to an actor, a place, a time, a quantity or a weapon, and what they refer to."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from msgspec import Struct

from rasid.model.text import Span


class Kind(StrEnum):
    """What a mention refers to."""

    ACTOR = "actor"
    PLACE = "place"
    TIME = "time"
    QUANTITY = "quantity"
    WEAPON = "weapon"


class ActorRef(Struct, frozen=True):
    """Who is meant. `entry` is the knowledge id, None for a description that names nobody.

    `name` is the canonical English name; `arabic` the canonical or the described one. `adjective` marks a relational
    adjective that points at an actor ("Israeli shelling"). `anonymous` marks persons not named.
    """

    name: str
    arabic: str
    type: str
    entry: str | None = None
    country: str = ""
    sector: str = ""
    generic: bool = False
    anonymous: bool = False
    speaker: bool = False
    adjective: bool = False
    office: str = ""
    organ: ActorRef | None = None  # whose holder of an office this is; a spokesman's words are the organ's
    spokesman: bool = False
    role: str = ""  # the office that a person known by name held on the day of the article, in English
    holder: str | None = None  # entry of the person who then held an office that is told without a name
    state: str = ""  # the state whose name or adjective it carries
    member_of: tuple[str, ...] = ()
    runners_up: tuple[str, ...] = ()


class RunnerUp(Struct, frozen=True):
    """Another entry that the same words could have meant, with its score and what spoke for it."""

    entry: str
    score: float
    reason: str


class PlaceRef(Struct, frozen=True):
    """Which place is meant. `lat`/`lon` in WGS 84 degrees, None where it could not be located.

    `reason` says what spoke for it where the words could also mean other places, the best of which are `runners_up`.
    """

    name: str
    arabic: str
    country: str
    type: str
    entry: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
    geonames_id: str | None = None
    parent: str = ""
    reason: str = ""
    runners_up: tuple[RunnerUp, ...] = ()


class TimeValue(Struct, frozen=True):
    """First and last day, inclusive (None = open side or unknown), with grain and calendar.

    `relation` is "in" or "since" (a window that opens there and runs to publication) or "until".
    """

    start: date | None
    end: date | None
    grain: str  # "day", "night", "week", "month", "year", "range", "vague"
    relation: str = "in"
    calendar: str = "gregorian"
    basis: str = "said"


class Quantity(Struct, frozen=True):
    """A number said: `low` to `high` (None = open), whether only approximate, and what is counted.

    `unit` is the id of the counted noun's entry, `noun` its span. `vague` marks words like "dozens".
    """

    low: int | float | None
    high: int | float | None
    approximate: bool = False
    vague: bool = False
    unit: str = ""
    noun: Span | None = None
    scope: str = ""


class WeaponRef(Struct, frozen=True):
    """A weapon or means, with its canonical English name and family."""

    entry: str
    name: str
    family: str = ""
    mode: str = ""
    weak: bool = False


class Mention(Struct, frozen=True):
    """A span that refers to something; `first` to `last` are its tokens, half open."""

    kind: Kind
    span: Span
    first: int
    last: int
    value: ActorRef | PlaceRef | TimeValue | Quantity | WeaponRef
    by: str
    score: float = 1.0
    head: int | None = None
