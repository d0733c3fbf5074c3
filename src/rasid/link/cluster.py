"""Pairs and judgements into groups: the same groups in whatever order the reports came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rasid.model.record import Pair

LINKED = 0.0  # log-odds from which on two reports tell of one thing
KEPT = -2.0  # weaker evidence is not kept; what is not kept counts as this


def groups(
    reports: Iterable[str],
    pairs: Iterable[Pair],
    same: Iterable[tuple[str, str]] = (),
    different: Iterable[tuple[str, str]] = (),
) -> list[tuple[str, ...]]:
    """The reports in groups, each sorted, the groups in order of their first report.

    Average linkage: the two groups with the best mean evidence join, as long as it is at least `LINKED`. Pairs that
    people call the same are joined before all else, and no join brings together what they call different. Ties fall
    to the ids, so that the outcome hangs on the set of pairs alone.
    """
    members = {report: [report] for report in sorted(set(reports))}
    home = {report: report for report in members}
    sums: dict[str, dict[str, float]] = {report: {} for report in members}
    apart: dict[str, set[str]] = {report: set() for report in members}
    for left, right in different:
        if left in members and right in members:
            apart[left].add(right)
            apart[right].add(left)
    for pair in pairs:
        if pair.left in members and pair.right in members:
            sums[pair.left][pair.right] = sums[pair.right][pair.left] = pair.score - KEPT

    def join(a: str, b: str) -> None:
        keep, gone = sorted((a, b))
        members[keep] += members.pop(gone)
        for report in members[keep]:
            home[report] = keep
        for other, value in sums.pop(gone).items():
            del sums[other][gone]
            if other != keep:
                sums[keep][other] = sums[other][keep] = sums[keep].get(other, 0.0) + value
        for other in apart.pop(gone):
            apart[other].discard(gone)
            apart[other].add(keep)
            apart[keep].add(other)

    for left, right in sorted(tuple(sorted(p)) for p in same):
        if left in home and right in home and home[left] != home[right] and home[right] not in apart[home[left]]:
            join(home[left], home[right])
    while True:
        best = best_join(members, sums, apart)
        if best is None:
            break
        join(*best)
    return sorted(tuple(sorted(group)) for group in members.values())


def best_join(
    members: Mapping[str, list[str]], sums: Mapping[str, Mapping[str, float]], apart: Mapping[str, set[str]]
) -> tuple[str, str] | None:
    """The two groups with the best mean evidence that may join, None where none may."""
    found: tuple[float, str, str] | None = None
    for left, others in sums.items():
        for right, total in others.items():
            if left < right and right not in apart[left]:
                mean = total / (len(members[left]) * len(members[right])) + KEPT
                if mean >= LINKED and (found is None or (-mean, left, right) < found):
                    found = (-mean, left, right)
    return None if found is None else (found[1], found[2])
