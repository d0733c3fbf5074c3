"""Query: the one way to ask the record, for the command line, Python and every export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked for; every field that is set narrows it, several values of one field widen it.

    `words` are searched in the articles as Arabic words (spelling and joined prefixes let by; "..." a phrase, word* a
    beginning; `exact` takes them as written). `actors` are ids or names, and stand for all who are part of them, in
    `role` source, target, speaker or any. `place` is a name with all it holds, or `near` a point (latitude, longitude,
    kilometres), or `box` (west, south, east, north). `since` and `until` are days of what happened, both included,
    `modified_since` the day from which on its incident was made or changed.
    `kinds`, `types` (PLOVER), `modes`, `factuality`, `outlets`, `countries` are codes. `stances` are those of an
    incident (claimed, denied, ...), `min_origins` and `min_outlets` its independent origins and outlets. `statuses`
    are those of a threat (open, condition_met, carried_out, lapsed, withdrawn), `verdicts` those of reviewers: pending,
    accepted, rejected; what is rejected is left out unless asked for. `least_score` is the least confidence. `after` is
    the cursor that the page before gave, `limit` the size of a page.
    """

    words: str = ""
    exact: bool = False
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    role: str = "any"
    speakers: tuple[str, ...] = ()
    place: str = ""
    near: tuple[float, float, float] | None = None
    box: tuple[float, float, float, float] | None = None
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    published_since: date | None = None
    published_until: date | None = None
    factuality: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    stances: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    min_origins: int = 0
    min_outlets: int = 0
    modified_since: date | None = None
    least_score: float = 0.0
    verdicts: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Page:
    """A page of answers: rows in a stable order, the count of all, and the cursor of the next page ("" at the end)."""

    rows: tuple[dict[str, object], ...]
    total: int
    after: str
