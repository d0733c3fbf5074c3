"""How well reports of one thing find together: B-cubed over the composed articles beside this file.

    .venv/bin/python benchmarks/linking/score.py [--wrong] [--shuffles N]

The articles are taken into a new record, read and linked as `rasid add` does. An item is an assertion (event, claim or
denial) of the type of the incident that the gold names for its stretch of text. B-cubed (Bagga and Baldwin 1998) is the
mean over items: precision, how much of what stands with an item in one incident belongs there; recall, how much of what
belongs with it stands there. Gold reports of which the reader found nothing are counted apart. --wrong lists
the items that stand wrongly, without those held back: what is to be measured on must not be looked at.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rasid.link.blocks import family
from rasid.model import Document, Source
from rasid.model.query import Query
from rasid.run.cache import load_cached
from rasid.run.pipeline import Reader
from rasid.run.record import Intake, source_of
from rasid.store.asking import Questions
from rasid.store.record import Read, Record, article_id, open_record

HERE = Path(__file__).resolve().parent
KINDS = ("event", "claim", "denial")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of an article that tells of an incident."""

    start: int
    end: int
    incident: str


@dataclass(frozen=True, slots=True)
class Article:
    """A composed article and what its stretches tell of."""

    name: str
    document: Document
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An assertion of which gold says what it tells of; `found` is the incident in which the record has it."""

    report: str
    gold: str
    found: str
    article: str
    quote: str


@dataclass(frozen=True, slots=True)
class Figures:
    """B-cubed over items, with how many gold reports there are and of how many the reader found nothing."""

    precision: float
    recall: float
    items: int
    wanted: int
    missed: tuple[str, ...]

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.items else 0.0


def rows(name: str) -> list[str]:
    """The lines of a file beside this one, comments left out."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def incidents() -> dict[str, tuple[str, str]]:
    """The type of each incident of the gold, and its part: tuned (weights were set on it), held back, or later."""
    parts = {"no": "tuned", "yes": "held", "later": "later"}
    cells = ([cell.strip() for cell in row.split("|")] for row in rows("incidents.txt"))
    return {id: (kind, parts[held]) for id, kind, held, _ in cells}


def articles() -> list[Article]:
    """The composed articles."""
    found: list[Article] = []
    about: tuple[str, str, str] | None = None
    parts: list[tuple[str, str]] = []

    def close() -> None:
        if about is None:
            return
        name, day, outlet = about
        text, stretches = "", []
        for incident, words in parts:
            text += " " if text else ""
            if incident != "-":
                stretches.append(Stretch(len(text), len(text) + len(words), incident))
            text += words
        found.append(Article(name, Document(name, text, published=day, outlet=outlet), tuple(stretches)))

    for row in rows("articles.txt"):
        if row.startswith("="):
            close()
            name, day, outlet = (cell.strip() for cell in row[1:].split("|"))
            about, parts = (name, day, outlet), []
        else:
            incident, words = row.split(":", 1)
            parts.append((incident, words.strip()))
    close()
    return found


def sources(told: Iterable[Article]) -> dict[str, Source]:
    """The articles as they are taken in, by name."""
    return {a.name: source_of(a.document, f"{a.name}.txt") for a in told}


def read_all(intake: Intake, told: Sequence[Article]) -> dict[str, Read]:
    """All articles read, by name."""
    return {name: intake.read(source) for name, source in sources(told).items()}


def partition(record: Record, ask: Questions, reads: Iterable[Read]) -> dict[str, str]:
    """The incident of each report, once all are taken in in this order."""
    for read in reads:
        record.add(read)
    return {report: str(row["id"]) for row in ask.each_incident(Query()) for report in row["reports"]}


def linked(reader: Reader, reads: Mapping[str, Read], order: Sequence[str]) -> dict[str, str]:
    """The incident of each report in a new record that takes the articles in in this order."""
    with tempfile.TemporaryDirectory() as folder, open_record(f"{folder}/record.db") as record:
        intake = Intake(record, reader)
        return partition(record, Questions(record, intake.terms), [reads[name] for name in order])


def items(told: Sequence[Article], reads: Mapping[str, Read], home: Mapping[str, str]) -> tuple[list[Item], list[str]]:
    """The assertions of which gold says what they tell of, and the gold reports of which none was found."""
    kinds, found, missed = incidents(), [], []
    for article in told:
        read = reads[article.name]
        assert article_id(article.document) == read.reading.document.id
        for part in article.stretches:
            own = [
                report
                for report, assertion in zip(read.reports, read.reading.assertions, strict=True)
                if report.kind in KINDS
                and family(report.plover) == family(kinds[part.incident][0])
                and part.start <= assertion.span.start < part.end
            ]
            found += [Item(r.id, part.incident, home.get(r.id, r.id), article.name, r.quote) for r in own]
            if not own:
                missed.append(f"{article.name} {part.incident}: {article.document.text[part.start : part.end]}")
    return found, missed


def b_cubed(told: Sequence[Item]) -> tuple[float, float]:
    """Precision and recall."""
    by_gold, by_found = defaultdict(set), defaultdict(set)
    for item in told:
        by_gold[item.gold].add(item.report)
        by_found[item.found].add(item.report)
    if not told:
        return 0.0, 0.0
    shared = [len(by_gold[i.gold] & by_found[i.found]) for i in told]
    precision = sum(n / len(by_found[i.found]) for n, i in zip(shared, told, strict=True)) / len(told)
    recall = sum(n / len(by_gold[i.gold]) for n, i in zip(shared, told, strict=True)) / len(told)
    return precision, recall


def figures(told: Sequence[Item], missed: Sequence[str], wanted: int) -> Figures:
    """Items as figures."""
    precision, recall = b_cubed(told)
    return Figures(precision, recall, len(told), wanted, tuple(missed))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The figures of all incidents, of those that weights were set on, of those held back and of those written later,
    and the items."""

    whole: Figures
    tuned: Figures
    held: Figures
    later: Figures
    items: tuple[Item, ...]
    shuffles: int
    alike: bool


def score(shuffles: int = 3) -> Outcome:
    """Read, link and score the articles, in order and shuffled."""
    reader, told = Reader(load_cached()), articles()
    with tempfile.TemporaryDirectory() as folder, open_record(f"{folder}/record.db") as record:
        reads = read_all(Intake(record, reader), told)
    order = [a.name for a in told]
    home = linked(reader, reads, order)
    alike = True
    for seed in range(shuffles):
        other = list(order)
        random.Random(seed).shuffle(other)
        alike = alike and linked(reader, reads, other) == home
    found, missed = items(told, reads, home)
    wanted = [part.incident for article in told for part in article.stretches]

    def part(*names: str) -> Figures:
        which = {id for id, (_, name) in incidents().items() if name in names}
        gone = [m for m in missed if m.split(":")[0].split()[1] in which]
        return figures([i for i in found if i.gold in which], gone, sum(w in which for w in wanted))

    whole = part("tuned", "held", "later")
    return Outcome(whole, part("tuned"), part("held"), part("later"), tuple(found), shuffles, alike)


def wrong(told: Sequence[Item]) -> Iterable[str]:
    """The incidents of the record that hold items of several of the gold, and those of the gold in several parts."""
    by_gold, by_found = defaultdict(list), defaultdict(list)
    for item in told:
        by_gold[item.gold].append(item)
        by_found[item.found].append(item)
    for name, groups in (("together", by_found), ("apart", by_gold)):
        for id, members in sorted(groups.items()):
            if len({m.gold if name == "together" else m.found for m in members}) > 1:
                yield f"wrongly {name}: {id}"
                for m in sorted(members, key=lambda m: (m.found, m.article)):
                    yield f"   {m.found} {m.gold} {m.article} {m.quote}"


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="list what stands wrongly and what was not found")
    parser.add_argument("--shuffles", type=int, default=3, help="orders of arrival to try (3)")
    options = parser.parse_args()
    told = score(options.shuffles)
    print(f"{len(articles())} articles, {len(incidents())} incidents")
    print(f"{'':22}{'P':>7}{'R':>7}{'F1':>7}  reports: gold  not found  assertions")
    parts = (("weights set on", told.tuned), ("held back", told.held), ("written later", told.later))
    for name, found in (("all", told.whole), *parts):
        line = f"{found.precision:7.3f}{found.recall:7.3f}{found.f1:7.3f}"
        print(f"{name:22}{line}{found.wanted:15}{len(found.missed):11}{found.items:12}")
    print(f"{told.shuffles} shuffled orders: {'the same incidents' if told.alike else 'OTHER INCIDENTS'}")
    if options.wrong:
        seen = [item for item in told.items if incidents()[item.gold][1] != "held"]
        print("\n".join([*wrong(seen), *(f"not found: {m}" for m in (*told.tuned.missed, *told.later.missed))]))
    sys.exit(0 if told.alike else 1)


if __name__ == "__main__":
    main()
