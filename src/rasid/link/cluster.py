"""Pairs and judgements into groups: the same groups in whatever order the reports came."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
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
    breath: Iterable[tuple[str, str]] = (),
) -> list[tuple[str, ...]]:
    """The reports in groups, each sorted, the groups in order of their first report.

    What people judge binds (`heeded`): the same are joined before all else, and no join brings together what they call
    different. What is told in one `breath`, and has evidence for it, comes next. Such units count once, with the best
    evidence that one of their reports gives. Of the units the two groups with the best mean evidence join, as long as
    it is at least `LINKED`, but never two of which `barred` says that something rules it out. Ties fall to the ids, so
    that the outcome hangs on the set of pairs and the sequence of judgements alone.
    """
    found = _Groups(reports, pairs, heeded(judged)[0], barred)
    found.join_same()
    found.join_breath(breath)
    found.join_best()
    return sorted(tuple(sorted(group)) for group in found.members.values())


class _Groups:
    """Groups while they grow, each under the name of one of its reports."""

    def __init__(self, reports: Iterable[str], pairs: Iterable[Pair], kept: Sequence[Judged], barred: Barred) -> None:
        self.members = {report: [report] for report in sorted(set(reports))}
        self.home = {report: report for report in self.members}
        self.kept, self.barred = kept, barred
        told = [p for p in pairs if p.left in self.home and p.right in self.home]
        self.scores = {(p.left, p.right): p.score for p in told} | {(p.right, p.left): p.score for p in told}
        self.apart: dict[str, set[str]] = {report: set() for report in self.members}
        for item in kept:
            if item.verdict == "different" and item.left in self.home and item.right in self.home:
                self.apart[item.left].add(item.right)
                self.apart[item.right].add(item.left)

    def join(self, keep: str, gone: str) -> None:
        """Put one group into another."""
        for report in self.members[gone]:
            self.home[report] = keep
        self.members[keep] += self.members.pop(gone)
        for other in self.apart.pop(gone):
            self.apart[other].discard(gone)
            self.apart[other].add(keep)
            self.apart[keep].add(other)

    def part(self, left: str, right: str) -> None:
        """Keep two groups apart."""
        self.apart[left].add(right)
        self.apart[right].add(left)

    def ruled_out(self, ones: Sequence[str], others: Sequence[str]) -> bool:
        """Whether a bar lies between two units, and no evidence that they tell of one thing."""
        crossing = list(product(ones, others))
        spoken = any(self.scores.get(pair, KEPT) >= LINKED for pair in crossing)
        return not spoken and any(self.barred(a, b) for a, b in crossing)

    def join_same(self) -> None:
        """Join what people call the same."""
        for unit in dict.fromkeys(one_by_judgement(self.kept, self.members).values()):
            for other in unit[1:]:
                self.join(unit[0], other)

    def join_breath(self, breath: Iterable[tuple[str, str]]) -> None:
        """Join what is told in one breath, the strongest evidence first."""
        told = {(min(pair), max(pair)) for pair in breath if self.scores.get(pair, KEPT) >= LINKED}
        for left, right in sorted(told, key=lambda pair: (-self.scores[pair], pair)):
            a, b = sorted((self.home[left], self.home[right]))
            if a != b and b not in self.apart[a] and not self.ruled_out(self.members[a], self.members[b]):
                self.join(a, b)

    def join_best(self) -> None:
        """Join the two groups with the best mean evidence of their units, until there are none to be joined."""
        units = {name: [tuple(group)] for name, group in self.members.items()}
        sums: dict[str, dict[str, float]] = {name: {} for name in units}
        for (left, right), score in self.scores.items():
            a, b = self.home[left], self.home[right]
            if a != b:
                sums[a][b] = max(sums[a].get(b, 0.0), score - KEPT)
        stamp = dict.fromkeys(units, 0)

        def chance(left: str, right: str) -> tuple[float, str, str, int, int]:
            a, b = sorted((left, right))
            mean = sums[a][b] / (len(units[a]) * len(units[b])) + KEPT
            return (-mean, a, b, stamp[a], stamp[b])

        chances = [chance(left, right) for left, others in sums.items() for right in others if left < right]
        chances = [found for found in chances if found[0] <= -LINKED]
        heapify(chances)
        ruled_out = cache(self.ruled_out)
        while chances:
            _, left, right, then_left, then_right = heappop(chances)
            if stamp.get(left) != then_left or stamp.get(right) != then_right or right in self.apart[left]:
                continue
            if any(ruled_out(x, y) for x, y in product(units[left], units[right])):
                self.part(left, right)
                continue
            self.join(left, right)
            units[left] += units.pop(right)
            for other, value in sums.pop(right).items():
                del sums[other][right]
                if other != left:
                    sums[left][other] = sums[other][left] = sums[left].get(other, 0.0) + value
            del stamp[right]
            stamp[left] += 1
            for other in sums[left]:
                found = chance(left, other)
                if found[0] <= -LINKED and other not in self.apart[left]:
                    heappush(chances, found)


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
