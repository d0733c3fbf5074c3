"""Events and assertions: what would have happened, and who says so."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from rasid.model.mention import Mention
from rasid.model.text import Span


class Argument(Struct, frozen=True):
    """A mention that takes part in an event: its role and how the sentence says so."""

    role: str  # "source", "target", "addressee", "weapon", "place"
    mention: Mention
    how: str  # "subject", "object", "of", "by", "relational adjective", "carried over", ...
    score: float = 1.0


class Factuality(Struct, frozen=True):
    """asserted, denied, possible, conditional, planned or averted, with the words that show it."""

    value: str = "asserted"
    cues: tuple[Span, ...] = ()


class Harm(Struct, frozen=True):
    """What became of how many people: killed, wounded, missing, ...; `count` is None where no number is said."""

    outcome: str
    count: int | None
    span: Span
    first: int
    victims: tuple[Mention, ...] = ()
    bound: str = ""
    total: bool = False  # said as a total over a window
    by: str = ""


class Event(Struct, frozen=True):
    """What the text says would have happened.

    `entry` is the id of the sheet entry; `first`..`last` the trigger's tokens.
    """

    entry: str
    kind: str
    plover: str | None
    span: Span
    first: int
    last: int
    sentence: int
    clause: int
    arguments: tuple[Argument, ...] = ()
    factuality: Factuality = Factuality()
    time: Mention | None = None
    place: Mention | None = None
    condition: Span | None = None
    harms: tuple[Harm, ...] = ()
    weapons: tuple[str, ...] = ()
    claimed: bool = False  # the author takes it upon himself
    quantity: Mention | None = None
    mode: str = ""
    cameo: str = ""
    acled: str = ""
    by: str = ""
    score: float = 1.0

    def role(self, name: str) -> tuple[Mention, ...]:
        """The mentions that fill a role."""
        return tuple(a.mention for a in self.arguments if a.role == name)


class Party(Struct, frozen=True):
    """An actor as it stands on an assertion: canonical name, Arabic, the words and where they stand."""

    name: str
    arabic: str
    span: Span | None = None
    entry: str | None = None
    anonymous: bool = False
    type: str = ""
    country: str = ""
    organ: str = ""  # entry of the body whose office it holds
    role: str = ""
    holder: str | None = None


class PlaceValue(Struct, frozen=True):
    """A place as it stands on an assertion."""

    name: str
    arabic: str
    country: str
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None
    geonames_id: str | None = None
    span: Span | None = None
    entry: str | None = None


class DateValue(Struct, frozen=True):
    """First and last day, inclusive, with grain, basis (said, carried) and the words."""

    start: date | None
    end: date | None
    grain: str = "day"
    basis: str = "said"
    span: Span | None = None


class Tally(Struct, frozen=True):
    """A count with its unit, what it counts over, and since when."""

    value: int | float
    unit: str
    scope: str = ""
    since: date | None = None
    span: Span | None = None
    bound: str = ""  # "at least", "about", "more than", ...


class Code(Struct, frozen=True):
    """A code of a scheme (PLOVER, CAMEO, ACLED-style)."""

    scheme: str
    code: str
    by: str


class Act(Struct, frozen=True):
    """What a threat threatens with: its PLOVER type, where one is known, and the words."""

    plover: str | None
    span: Span


class Assertion(Struct, frozen=True):
    """Somebody says that something was done, threatened, claimed, denied, counted.

    `attribution` is the chain of who says so, outermost first, without the outlet.
    """

    id: str
    kind: str
    plover: str | None
    span: Span
    source: tuple[Party, ...] = ()
    target: tuple[Party, ...] = ()
    place: PlaceValue | None = None
    date: DateValue | None = None
    factuality: Factuality = Factuality()
    attribution: tuple[Party, ...] = ()
    condition: Span | None = None
    deadline: DateValue | None = None
    channel: Span | None = None  # the words for the document or medium by which it was said
    act: Act | None = None  # of a threat: what is threatened
    weapons: tuple[str, ...] = ()
    killed: int | None = None
    wounded: int | None = None
    quantity: Tally | None = None
    codes: tuple[Code, ...] = ()
    mode: str = ""
    cameo: str = ""
    acled: str = ""
    addressee: tuple[Party, ...] = ()
    sentence: int = 0
    by: str = ""
    score: float = 1.0
