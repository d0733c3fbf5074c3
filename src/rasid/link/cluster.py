"""Pairs and judgements into groups: the same groups in whatever order the reports came."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import product

from rasid.model.record import Judged, Pair

LINKED = 0.0  # log-odds from which on two reports tell of one thing
KEPT = -2.0  # weaker evidence is not kept; what is not kept counts as this

Barred = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Aside:
    """A judgement that later ones leave no room for, and those later ones."""

    judged: Judged
    against: tuple[Judged, ...]


def groups(
    reports: Iterable[str],
    pairs: Iterable[Pair],
    judged: Iterable[Judged] = (),
    barred: Barred = lambda _one, _other: False,
) -> list[tuple[str, ...]]:
    """The reports in groups, each sorted, the groups in order of their first report.

    What people judge binds (`heeded`): the same are joined before all else, and no join brings together what they call
    different. Of the rest the two groups with the best mean evidence join, as long as it is at least `LINKED`, but
    never two of which `barred` says that something rules it out. Ties fall to the ids, so that the outcome hangs on
    the set of pairs and the sequence of judgements alone.
    """
    members = {report: [report] for report in sorted(set(reports))}
    sums: dict[str, dict[str, float]] = {report: {} for report in members}
    linked: set[tuple[str, str]] = set()
    for pair in pairs:
        if pair.left in members and pair.right in members:
            sums[pair.left][pair.right] = sums[pair.right][pair.left] = pair.score - KEPT
            if pair.score >= LINKED:
                linked |= {(pair.left, pair.right), (pair.right, pair.left)}
    kept, _ = heeded(judged)
    apart = {report: set[str]() for report in members}
    for item in kept:
        if item.verdict == "different" and item.left in members and item.right in members:
            apart[item.left].add(item.right)
            apart[item.right].add(item.left)
    one = {report: (report,) for report in members} | one_by_judgement(kept, members)
    units = {report: [one[report]] for report in members}  # what a group is made of, by the name of the group

    def join(keep: str, gone: str) -> None:
        members[keep] += members.pop(gone)
        units[keep] += units.pop(gone)
        for other, value in sums.pop(gone).items():
            del sums[other][gone]
            if other != keep:
                sums[keep][other] = sums[other][keep] = sums[keep].get(other, 0.0) + value
        for other in apart.pop(gone):
            apart[other].discard(gone)
            apart[other].add(keep)
            apart[keep].add(other)

    known: dict[tuple[str, str], bool] = {}

    def ruled_out(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
        """Whether a bar lies between two units, and no evidence that they tell of one thing."""
        key = (x[0], y[0])
        if key not in known:
            spoken = any(pair in linked for pair in product(x, y))
            known[key] = not spoken and any(barred(a, b) for a, b in product(x, y))
        return known[key]

    for whole in dict.fromkeys(one.values()):
        for other in whole[1:]:
            join(whole[0], other)
        units[whole[0]] = [whole]
    stamp = dict.fromkeys(members, 0)

    def chance(left: str, right: str) -> tuple[float, str, str, int, int]:
        a, b = sorted((left, right))
        mean = sums[a][b] / (len(members[a]) * len(members[b])) + KEPT
        return (-mean, a, b, stamp[a], stamp[b])

    chances = [chance(left, right) for left, others in sums.items() for right in others if left < right]
    chances = [found for found in chances if found[0] <= -LINKED]
    heapify(chances)
    while chances:
        _, left, right, then_left, then_right = heappop(chances)
        if stamp.get(left) != then_left or stamp.get(right) != then_right or right in apart[left]:
            continue
        if any(ruled_out(x, y) for x, y in product(units[left], units[right])):
            apart[left].add(right)
            apart[right].add(left)
            continue
        join(left, right)
        del stamp[right]
        stamp[left] += 1
        for other in sums[left]:
            found = chance(left, other)
            if found[0] <= -LINKED and other not in apart[left]:
                heappush(chances, found)
    return sorted(tuple(sorted(group)) for group in members.values())


def one_by_judgement(kept: Iterable[Judged], among: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """The reports that judgements call the same, each with all of its kind, sorted; only those that are there."""
    near = neighbours(kept)
    found: dict[str, tuple[str, ...]] = {}
    for report in sorted(near):
        if report not in found:
            whole = tuple(sorted(r for r in unit(report, near) if r in among))
            found |= dict.fromkeys(whole, whole)
    return found


def neighbours(kept: Iterable[Judged]) -> dict[str, list[tuple[str, Judged]]]:
    """What each report is called the same as, and by which judgement."""
    near: dict[str, list[tuple[str, Judged]]] = {}
    for item in kept:
        if item.verdict == "same":
            near.setdefault(item.left, []).append((item.right, item))
            near.setdefault(item.right, []).append((item.left, item))
    return near


def unit(start: str, near: Mapping[str, Sequence[tuple[str, Judged]]]) -> set[str]:
    """All reports that are the same as one."""
    whole, edge = {start}, [start]
    while edge:
        edge = [other for one in edge for other, _ in near.get(one, ()) if other not in whole]
        whole |= set(edge)
    return whole


def heeded(judged: Iterable[Judged]) -> tuple[list[Judged], list[Aside]]:
    """The judgements that are obeyed, and those set aside because later ones leave no room for them.

    `judged` come in the order in which they were made. Of two on one pair the later counts; `unsure` takes back what
    was said of a pair.
    """
    last = {tuple(sorted((item.left, item.right))): item for item in judged}
    kept: list[Judged] = []
    aside: list[Aside] = []
    for item in sorted(last.values(), key=lambda j: -j.seq):
        if item.verdict not in ("same", "different"):
            continue
        against = contradicting(item, kept)
        if against:
            aside.append(Aside(item, against))
        else:
            kept.append(item)
    return kept, aside


def contradicting(item: Judged, kept: Sequence[Judged]) -> tuple[Judged, ...]:
    """The judgements that leave no room for one more; none where there is room."""
    near = neighbours(kept)
    if item.verdict == "different":
        return path(item.left, item.right, near) or ()
    lefts, rights = unit(item.left, near), unit(item.right, near)
    for other in kept:
        for here, there in ((other.left, other.right), (other.right, other.left)):
            if other.verdict == "different" and here in lefts and there in rights:
                return (*(path(item.left, here, near) or ()), other, *(path(there, item.right, near) or ()))
    return ()


def path(start: str, end: str, near: Mapping[str, Sequence[tuple[str, Judged]]]) -> tuple[Judged, ...] | None:
    """The shortest chain of judgements that makes two the same; None where there is none."""
    chains: dict[str, tuple[Judged, ...]] = {start: ()}
    edge = deque([start])
    while edge:
        here = edge.popleft()
        if here == end:
            return chains[here]
        for other, item in near.get(here, ()):
            if other not in chains:
                chains[other] = (*chains[here], item)
                edge.append(other)
    return None
