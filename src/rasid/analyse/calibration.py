"""Calibration: whether of the assertions marked 0.8 eight in ten are right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

EDGES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


def reliability(told: Iterable[tuple[float, bool]]) -> Iterator[str]:
    """The lines of a reliability table: for each range of scores how many, their mean, and the share that is right.

    The last line is the mean gap between score and share, weighed by how many there are.
    """
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, right in told:
        bins.setdefault(sum(score >= edge for edge in EDGES), []).append((score, right))
    total = sum(map(len, bins.values()))
    gap = 0.0
    yield f"{'score':<14} {'assertions':>10}  {'mean score':>10}  {'right':>6}"
    for number, found in sorted(bins.items()):
        low, high = (0.0, *EDGES)[number], (*EDGES, 1.0)[number]
        mean = sum(score for score, _ in found) / len(found)
        share = sum(right for _, right in found) / len(found)
        gap += abs(mean - share) * len(found)
        yield f"{low:.2f} to {high:.2f}   {len(found):>10}  {mean:>10.2f}  {share:>6.2f}"
    yield f"mean gap {gap / total:.3f}" if total else "no assertions"
