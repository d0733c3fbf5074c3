"""Evidence that two reports tell of one thing: each feature looks at one question and gives log-odds with a reason.

A feature gives None where one of the two does not say. `VETO` is evidence that nothing outweighs. The weights are set
by hand on composed articles (benchmarks/linking) and add up to log-odds; 0 is as likely as not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from math import asin, cos, radians, sin, sqrt

from rasid.link.blocks import SPEECH, answered_on, family, spots, window, windows
from rasid.model.record import Pair, Report, Where, Who

VETO = -20.0
BIAS = -4.0
NEAR = 2  # days; of a longer window a day in common says little
NAMED_KM = 25.0  # between two positions of one name at most
TOWN_KM, QUARTER_KM = 5.0, 3.0  # precision of a large town at least, of a part of it at most
LIKE_MODES = (
    {"heavy-weapons", "aerial", "drone", "targeted", "destroy"},
    {"explosives", "suicide-attack", "destroy"},
    {"firearms", "targeted", "destroy"},
)  # one bombardment, one bomb, one shooting: told as either
KINDRED = {"missile": "rocket", "artillery": "rocket", "bomb": "aircraft"}  # families told for each other


REASONS: Mapping[str, str] = {
    "published when": "published when it happened",
    "same day": "same day",
    "days overlap": "days overlap",
    "day beside": "the day of one is named beside another in the other",
    "day apart": "a day apart, one of the days not said",
    "days apart": "{} days apart",
    "both in": "both in {}",
    "lies in": "{} lies in {}",
    "two countries": "{} and {}, of two countries",
    "two places": "{} and {}",
    "part of": "{} and {}, one a part of the other",
    "within reach": "{} and {}, one within the reach of the other",
    "km apart": "{} and {} are {:.0f} km apart",
    "named in both": "{} is named in both",
    "named within": "{} and {} are named, one in the other",
    "named apart": "{} is named in one, {} in the other",
    "done by": "done by {}",
    "done by kin": "done by {} and {}, one part of the other",
    "done by state": "done by {}, and {}, of one state",
    "done by general": "done by {}, and {}, told in general words",
    "done by others": "done by {}, and {}",
    "done to": "done to {}",
    "done to kin": "done to {} and {}, one part of the other",
    "done to state": "done to {}, and {}, of one state",
    "done to general": "done to {}, and {}, told in general words",
    "done to others": "done to {}, and {}",
    "two types": "{} and {}",
    "same mode": "{}",
    "two modes": "{} and {}",
    "same type": "same type of act",
    "same weapons": "both with {}",
    "two weapons": "{}, and {}",
    "same killed": "both say {} killed",
    "killed": "{} and {} killed",
    "same wounded": "both say {} wounded",
    "wounded": "{} and {} wounded",
    "few words": "few words in common",
    "words": "{:.0%} of the words in common",
    "same words": "the same words of one article",
    "one sentence": "of one sentence, one without a place",
    "act and claim": "act and claim of one article",
    "two speakers": "two of one article, by different speakers",
    "two of article": "two of one article",
}
Value = Who | Where | str | float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Log-odds for (above 0) or against, and why: a key of `REASONS` with the values that stand in it."""

    weight: float
    key: str
    values: tuple[Value, ...] = ()

    @property
    def reason(self) -> str:
        """Why, in English."""
        return REASONS[self.key].format(*(v.name if isinstance(v, Who | Where) else v for v in self.values))


def same_time(a: Report, b: Report) -> Evidence | None:
    """Whether they can have happened on one day."""
    one, other = window(a), window(b)
    if one is None or other is None:
        return None
    said = all((r.days or r.near_days) is not None and (not answered_on(r) or len(r.other_days) == 1) for r in (a, b))
    gap = max((other[0] - one[1]).days, (one[0] - other[1]).days, 0)
    if gap == 0:
        long = max(_length(one), _length(other))
        if not said:
            return Evidence(1.0 if long <= NEAR else 0.5, "published when")
        return Evidence(2.0, "same day") if long <= 1 else Evidence(1.0 if long <= 3 else 0.4, "days overlap")
    if any(x[0] <= y[1] and y[0] <= x[1] for x in windows(a) for y in windows(b)):
        return Evidence(0.5, "day beside")
    if gap == 1 and not (_certain(a) and _certain(b)):
        return Evidence(-0.8, "day apart")
    return Evidence(VETO, "days apart", (gap,))


def _certain(report: Report) -> bool:
    days = report.days
    return days is not None and days.basis == "said" and days.grain == "day" and not answered_on(report)


def _length(span: tuple[date, date]) -> int:
    return (span[1] - span[0]).days + 1


def same_place(a: Report, b: Report) -> Evidence | None:
    """Whether it can be one place: the same, one inside the other, or near each other."""
    one, other = a.place, b.place
    if one is None or other is None:
        return _named_place(a, b)
    apart = distance_km(one, other)
    moved = apart is not None and apart > NAMED_KM  # one of the two was set right by a person
    if one.path and other.path and one.path[0] == other.path[0] and not moved:
        return Evidence(0.7 if len(one.path) == 1 else 2.5, "both in", (one,))
    for inner, outer in ((one, other), (other, one)):
        if outer.path and outer.path[0] in inner.path[1:]:
            return Evidence(0.2 if len(outer.path) == 1 else 1.4, "lies in", (inner, outer))
    if apart is None:
        if one.country != other.country and one.country and other.country:
            return Evidence(VETO, "two countries", (one, other))
        unknown = (one.lat is None) is not (other.lat is None)  # where that is nobody knows: it may lie in the other
        return Evidence(-0.2 if unknown else -2.0, "two places", (one, other))
    if _quarter_of(one, other, apart) or _quarter_of(other, one, apart):
        return Evidence(1.0, "part of", (one, other))
    for wide in (one, other):
        if not wide.country and apart <= (wide.precision_km or 0.0):
            return Evidence(0.5, "within reach", (one, other))
    fuzzy = (one.precision_km or 1.0) + (other.precision_km or 1.0)
    if apart <= max(3.0, min(fuzzy, 12.0) * 0.6):
        return Evidence(1.2, "km apart", (one, other, apart))
    return Evidence(VETO if a.plover not in SPEECH else -1.0, "km apart", (one, other, apart))


def _quarter_of(small: Where, wide: Where, apart: float) -> bool:
    """Whether a spot lies in the extent of a large town."""
    extent = wide.precision_km or 0.0
    return extent >= TOWN_KM and (small.precision_km or TOWN_KM) <= QUARTER_KM and apart <= extent


def _named_place(a: Report, b: Report) -> Evidence | None:
    """What the places named in its sentence say of a report that has none of its own."""
    ones, others = spots(a), spots(b)
    if not ones or not others:
        return None
    exact = {spot.path[0] for spot in ones if len(spot.path) > 1}
    shared = next((spot for spot in others if spot.path[0] in exact), None)
    if shared is not None:
        alone = len(ones) == len(others) == 1
        return Evidence(2.0 if alone else 1.6, "named in both", (shared,))
    for one in ones:
        for other in others:
            if one.path[0] in other.path or other.path[0] in one.path:
                return Evidence(0.2, "named within", (one, other))
    if all(spot.lat is None for spot in ones) or all(spot.lat is None for spot in others):
        return None  # where that is nobody knows
    return Evidence(-1.5, "named apart", (ones[0], others[0]))


def distance_km(one: Where, other: Where) -> float | None:
    """Kilometres on the great circle, None where a position is not known (haversine, Earth's mean radius 6371 km)."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    up, along = radians(other.lat - one.lat) / 2, radians(other.lon - one.lon) / 2
    part = sin(up) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(along) ** 2
    return 2 * 6371 * asin(sqrt(min(part, 1.0)))


def same_source(a: Report, b: Report) -> Evidence | None:
    """Whether one and the same is said to have done it."""
    weak = a.kind in ("claim", "denial") or b.kind in ("claim", "denial")
    return _parties(a.source, b.source, "done by", -0.3 if weak else -2.5 if a.plover in SPEECH else -1.2)


def same_target(a: Report, b: Report) -> Evidence | None:
    """Whether it was done to the same."""
    return _parties(a.target, b.target, "done to", -2.0 if a.plover in SPEECH else -0.8)


def _parties(ones: tuple[Who, ...], others: tuple[Who, ...], what: str, against: float) -> Evidence | None:
    one = [w for w in ones if not w.anonymous]
    other = [w for w in others if not w.anonymous]
    if not one or not other:
        return None
    keys = {w.key for w in other}
    shared = next((w for w in one if w.key in keys), None)
    if shared is not None:
        return Evidence(1.3, what, (shared,))
    for x in one:
        for y in other:
            if x.key in y.kin or y.key in x.kin:
                return Evidence(0.9, f"{what} kin", (x, y))
    if any(x.state and x.state == y.state for x in one for y in other):
        return Evidence(0.2, f"{what} state", (one[0], other[0]))
    if all(w.key.startswith("name:") for w in one) or all(w.key.startswith("name:") for w in other):
        return Evidence(against / 3, f"{what} general", (one[0], other[0]))
    return Evidence(against, f"{what} others", (one[0], other[0]))


def same_type(a: Report, b: Report) -> Evidence | None:
    """Whether it is the same kind of act."""
    if family(a.plover) != family(b.plover):
        return Evidence(VETO, "two types", (a.plover or "", b.plover or ""))
    if a.mode and b.mode:
        if a.mode == b.mode:
            return Evidence(0.5, "same mode", (a.mode,))
        like = any({a.mode, b.mode} <= modes for modes in LIKE_MODES)
        return Evidence(0.2 if like else -0.6, "two modes", (a.mode, b.mode))
    return Evidence(0.3 if a.plover == b.plover else -0.2, "same type")


def same_weapons(a: Report, b: Report) -> Evidence | None:
    """Whether the same means are named."""
    if not a.weapons or not b.weapons:
        return None
    shared = sorted(set(a.weapons) & set(b.weapons))
    if shared:
        return Evidence(1.0, "same weapons", (shared[0],))
    like = [KINDRED.get(name, name) for name in a.means]
    alike = any(KINDRED.get(name, name) in like for name in b.means)
    return Evidence(0.2 if alike else -1.0, "two weapons", (a.weapons[0], b.weapons[0]))


def same_killed(a: Report, b: Report) -> Evidence | None:
    """Whether the numbers of the killed agree."""
    return _numbers(a.killed, b.killed, "killed", 1.4)


def same_wounded(a: Report, b: Report) -> Evidence | None:
    """Whether the numbers of the wounded agree."""
    return _numbers(a.wounded, b.wounded, "wounded", 0.8)


def _numbers(one: int | None, other: int | None, what: str, weight: float) -> Evidence | None:
    if one is None or other is None:
        return None
    low, high = sorted((one, other))
    if low == high:
        return Evidence(weight if low > 1 else weight / 2, f"same {what}", (low,))
    if high - low <= 2 or low >= 0.6 * high:
        return Evidence(0.2, what, (low, high))
    return Evidence(-0.6 if low * 5 >= high or low == 1 else -1.2, what, (low, high))


def same_words(a: Report, b: Report) -> Evidence | None:
    """How many of the content words of their sentences they share."""
    one, other = set(a.words), set(b.words)
    if min(len(one), len(other)) < 4:
        return None
    share = len(one & other) / min(len(one), len(other))
    if share < 0.15:
        return Evidence(-0.3, "few words")
    return Evidence(min(2.0, 3.0 * (share - 0.15)), "words", (share,))


def same_article(a: Report, b: Report) -> Evidence | None:
    """Two acts told in one article are two, unless others say the second or it is the claim or denial of the first."""
    if a.article != b.article:
        return None
    if a.start == b.start and a.kind == b.kind:
        return Evidence(3.0, "same words")
    if a.words == b.words and (a.place is None or b.place is None):
        return Evidence(0.5, "one sentence")
    if a.kind != b.kind:
        return Evidence(1.0, "act and claim")
    if a.origin_key != b.origin_key:
        return Evidence(-0.3, "two speakers")
    return Evidence(-2.0, "two of article")


FEATURES: tuple[Callable[[Report, Report], Evidence | None], ...] = (
    same_type,
    same_time,
    same_place,
    same_source,
    same_target,
    same_weapons,
    same_killed,
    same_wounded,
    same_words,
    same_article,
)


def in_one_breath(a: Report, b: Report) -> bool:
    """Whether one sentence of one article tells both."""
    return a.article == b.article and a.words == b.words and bool(a.words)


def ruled_out(a: Report, b: Report) -> bool:
    """Whether something rules out that two reports tell of one thing."""
    return any(found is not None and found.weight <= VETO for found in (feature(a, b) for feature in FEATURES))


def compare(a: Report, b: Report) -> Pair | None:
    """The evidence of two reports together, with its reasons, strongest first; None where something rules it out."""
    total, found = BIAS, []
    for feature in FEATURES:
        one = feature(a, b)
        if one is None:
            continue
        if one.weight <= VETO:
            return None
        total += one.weight
        found.append(one)
    left, right = sorted((a.id, b.id))
    found.sort(key=strength)
    return Pair(left, right, round(total, 3), tuple(f"{one.weight:+.1f} {one.reason}" for one in found))


def strength(one: Evidence) -> tuple[float, str]:
    """What puts the strongest evidence first."""
    return (-abs(one.weight), one.reason)


def evidence(a: Report, b: Report) -> list[Evidence]:
    """All that speaks for or against that two reports tell of one thing, the strongest first."""
    return sorted((one for feature in FEATURES if (one := feature(a, b)) is not None), key=strength)
