"""Score readings against Arabic gold standard records: single newswire sentences judged as ASSAULT or PROTEST.

python scripts/eval_gsr.py FOLDER                  the figures
python scripts/eval_gsr.py FOLDER --errors 40      and sentences told wrongly

The folder holds `detection.jsonl` (a sentence, its day, an event type, a label) and `spans.jsonl` (the words for the
act and who did it to whom). Each sentence is read as an article of its day; it counts as told where the reading holds
an assertion of the event type that is not denied. Compared are the labels "yes" and "easy no".
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from rasid import Document, Reader
from rasid.analyse.score import Count
from rasid.model import Assertion, Party, Span

Record = dict[str, str]


def records(path: Path) -> Iterator[Record]:
    """The lines of a file."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def told(reader: Reader, record: Record) -> list[Assertion]:
    """The assertions of the record's event type in its sentence."""
    reading = reader.read(Document(record["id"], record["text"], published=record["published"]))
    return [a for a in reading.assertions if a.plover == record["event_type"]]


def words_at(text: str, spans: list[Span]) -> set[str]:
    """The words of a text that some spans touch."""
    found: set[str] = set()
    at = 0
    for word in text.split():
        start = text.index(word, at)
        at = start + len(word)
        if any(s.start < at and start < s.end for s in spans):
            found.add(word)
    return found


def touches(text: str, spans: list[Span], gold: str) -> bool:
    """Whether one of the gold words is part of the words that some spans touch."""
    words = words_at(text, spans)
    return any(g in w for g in gold.split() for w in words if len(g) > 1)


def spans_of(parties: tuple[Party, ...]) -> list[Span]:
    """Where parties stand in the text."""
    return [p.span for p in parties if p.span is not None]


def detection(reader: Reader, folder: Path) -> tuple[dict[str, Count], list[tuple[str, Record, list[Assertion]]]]:
    """Right, extra and missed sentences of each event type, and the sentences told wrongly."""
    counts: dict[str, Count] = {}
    wrong = []
    for record in records(folder / "detection.jsonl"):
        if record["label"] not in ("yes", "easy no"):
            continue
        found = [a for a in told(reader, record) if a.factuality.value != "denied"]
        count, wanted = counts.setdefault(record["event_type"], Count()), record["label"] == "yes"
        count.right += wanted and bool(found)
        count.missed += wanted and not found
        count.extra += not wanted and bool(found)
        if wanted != bool(found):
            wrong.append(("extra" if found else "missed", record, found))
    return counts, wrong


def spans(reader: Reader, folder: Path) -> dict[str, tuple[int, int]]:
    """How many gold spans of each kind an assertion touches, of how many."""
    hits = {"verb": 0, "source": 0, "target": 0}
    total = dict(hits)
    for record in records(folder / "spans.jsonl"):
        found = told(reader, record)
        mine = {
            "verb": [a.span for a in found],
            "source": [s for a in found for s in spans_of(a.source)],
            "target": [s for a in found for s in spans_of(a.target)],
        }
        for kind in hits:
            gold = record[f"{kind}_gold"]
            if gold:
                total[kind] += 1
                hits[kind] += touches(record["text"], mine[kind], gold)
    return {kind: (hits[kind], total[kind]) for kind in hits}


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description="Score readings against Arabic gold standard records.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show N wrong sentences of each sort")
    options = parser.parse_args()
    reader = Reader()
    counts, wrong = detection(reader, options.folder)
    for event_type, count in sorted(counts.items()):
        rates = f"P {count.precision:.3f}  R {count.recall:.3f}  F1 {count.f1:.3f}"
        print(f"{event_type:8} {rates}   ({count.right} right, {count.extra} extra, {count.missed} missed)")
    for kind, (hit, total) in spans(reader, options.folder).items():
        print(f"{kind:8} {hit / max(1, total):.3f}   ({hit} of {total})")
    shown: dict[tuple[str, str], int] = {}
    for sort, record, found in wrong:
        key = record["event_type"], sort
        shown[key] = shown.get(key, 0) + 1
        if shown[key] <= options.errors:
            names = " ".join(
                f"{a.kind}:{record['text'][a.span.start : a.span.end]}:{a.factuality.value}:{a.by}" for a in found
            )
            print(f"{record['event_type']} {sort} {record['id']} {names} | {record['text']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
