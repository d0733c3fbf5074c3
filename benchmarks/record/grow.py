"""How the record bears thousands of articles: prints figures, judges nothing.

    .venv/bin/python benchmarks/record/grow.py [--articles N] [--read N] [--readings FILE]
        [--record FILE.db] [--seconds S] [--profile]
    .venv/bin/python benchmarks/record/grow.py --beside FILE.db
    .venv/bin/python benchmarks/record/grow.py --ask FILE.db

Invented articles (articles.py) are read and taken into a new record, reading and recording timed apart: the rates of
the first thousand and of the last, searches and questions against the full record, the time of one more article, and
the most memory that the process ever had. --readings keeps what was read for the next run; --seconds stops after so
long, and the figures say how many there were. With --read N only so many articles are read, and the first and the last
thousand at any rate; the others are these once more: so many days later, their words in another order so that they are
no copies of the first. --ask only puts the questions to a record made before.

A machine that others use at the same time gives less and less even by processor time, so a fixed piece of work is done
every hundred articles, and rates are told in units of it too. The fairest comparison comes last, or alone with
--beside: the first thousand articles go into a new record and a thousand more into the full one, in turn, each read and
recorded, so that whatever slows the machine slows both.
"""

from __future__ import annotations

import argparse
import cProfile
import hashlib
import os
import pickle
import pstats
import random
import resource
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct, json, structs

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.record.articles import A_DAY, BEGIN, THEATRES, articles
from rasid.model import Document
from rasid.model.query import Query
from rasid.model.record import Report
from rasid.run.cache import load_cached
from rasid.run.pipeline import Reader
from rasid.run.record import Intake, source_of
from rasid.store.asking import Questions
from rasid.store.record import Read, Record, article_id, open_record

ROUND = 1000
POINTS = ((33.5, 36.3), (36.3, 43.1), (15.4, 44.2), (15.6, 32.5), (31.5, 34.5))


def document_of(row: dict[str, str]) -> Document:
    """An article as a document."""
    return Document(row["id"], row["text"], row["published"], row["outlet"], url=row["url"])


def reads(intake: Intake, number: int, kept: Path) -> Iterator[Read]:
    """So many articles with their readings, out of the file of those kept as far as it goes; the others are kept."""
    rows = articles(number)
    if kept.exists():
        with kept.open("rb") as stream, suppress(EOFError):
            while True:
                known: Read = pickle.loads(zlib.decompress(pickle.load(stream)))
                if next(rows, None) is None:
                    return
                yield known
    for row in rows:
        read = intake.read(source_of(document_of(row), row["url"]))
        with kept.open("ab") as store:
            pickle.dump(zlib.compress(pickle.dumps(read), 1), store)
        yield read


def later(value: Any, days: int) -> Any:
    """A value with every day in it so many days later."""
    if type(value) is date:
        return value + timedelta(days=days)
    if isinstance(value, tuple):
        return tuple(later(part, days) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        own = {f.name: getattr(value, f.name) for f in fields(value) if f.init}
        changed = {name: later(part, days) for name, part in own.items()}
        return replace(value, **changed) if any(changed[n] is not own[n] for n in own) else value
    if isinstance(value, Struct):
        own = structs.asdict(value)
        changed = {name: later(part, days) for name, part in own.items()}
        return structs.replace(value, **changed) if any(changed[n] is not own[n] for n in own) else value
    return value


def again(read: Read, rounds: int, days: int) -> Read:
    """An article once more, so many rounds later."""
    old = read.reading.document
    assert old.published is not None
    day = date.fromisoformat(old.published) + timedelta(days=days * rounds)
    new = replace(old, url=f"{old.url}/{rounds}", published=day.isoformat())
    new = replace(new, id=article_id(new))
    kept = json.encode([later(report, days * rounds) for report in read.reports]).decode()
    told: list[Report] = json.decode(kept.replace(old.id, new.id), type=list[Report])
    reading = replace(read.reading, document=new, assertions=later(read.reading.assertions, days * rounds))
    words = sorted(read.terms, key=lambda w: hashlib.sha256(f"{rounds}{w}".encode()).digest())
    return Read(source_of(new, str(new.url)), reading, told, words)


def supply(
    intake: Intake, number: int, distinct: int, kept: Path, seconds: float
) -> Iterator[tuple[Read, float | None]]:
    """As many articles as are asked for, with the processor time of reading where it was measured."""
    begin, rows = time.monotonic(), articles(number)
    pool, rounds, shift = reads(intake, distinct, kept), 0, 0
    days: list[date] = []
    for count, row in enumerate(rows):
        if seconds and time.monotonic() - begin > seconds:
            return
        known = next(pool, None)
        if known is None:
            shift = shift or (max(days) - min(days)).days // 7 * 7 + 7
            rounds, pool = rounds + 1, reads(intake, distinct, kept)
            known = next(pool)
        if not rounds:
            days.append(known.reading.document.day or BEGIN)
        if count < ROUND or count >= number - ROUND:
            clock = time.process_time()
            read = intake.read(source_of(document_of(row), row["url"]))
            yield read, time.process_time() - clock
        else:
            yield (again(known, rounds, shift) if rounds else known), None


def yardstick() -> float:
    """The processor time of a fixed piece of work."""
    clock = time.process_time()
    words = {f"{n}": hashlib.sha256(str(n).encode()).hexdigest() for n in range(2000)}
    json.decode(json.encode(sorted(words.items(), key=lambda w: w[1])))
    return time.process_time() - clock


def late(times: list[float]) -> str:
    """The median and the 95th percentile, in milliseconds."""
    told = sorted(times)
    return f"median {told[len(told) // 2] * 1000:.1f} ms, 95 % under {told[int(len(told) * 0.95)] * 1000:.1f} ms"


def timed(ask: Callable[[], object]) -> float:
    """The seconds that a question takes."""
    begin = time.perf_counter()
    ask()
    return time.perf_counter() - begin


def questions(ask: Questions, span: int, seed: int = 7) -> Iterator[tuple[str, Callable[[], object]]]:
    """Kinds of question with questions of that kind."""
    chance = random.Random(seed)
    places = [place for theatre in THEATRES for place in theatre.places]
    actors = [name for theatre in THEATRES for name in (*theatre.groups, *theatre.armies)]

    def spread(
        kind: str, make: Callable[[], Query], of: Callable[[Query], object]
    ) -> Iterator[tuple[str, Callable[[], object]]]:
        for _ in range(40):
            query = make()
            yield kind, lambda query=query: of(query)  # type: ignore[misc]

    def window(days: int) -> dict[str, object]:
        since = BEGIN + timedelta(days=chance.randrange(span))
        return {"since": since, "until": since + timedelta(days=days)}

    yield from spread("search, one word", lambda: Query(words=chance.choice(places)), ask.assertions)
    yield from spread(
        "search, three words", lambda: Query(words=f"{chance.choice(places)} {chance.choice(actors)}"), ask.assertions
    )
    yield from spread("search, a phrase", lambda: Query(words=f'"{chance.choice(actors)}"'), ask.assertions)
    yield from spread("find by type and days", lambda: Query(types=("ASSAULT",), **window(14)), ask.assertions)  # type: ignore[arg-type]
    yield from spread("find by actor", lambda: Query(actors=(chance.choice(actors),), role="source"), ask.assertions)
    yield from spread("find by country", lambda: Query(place=chance.choice(("SYR", "IRQ", "SDN"))), ask.assertions)
    yield from spread("find around a point", lambda: Query(near=(*chance.choice(POINTS), 150.0)), ask.assertions)
    yield from spread("incidents, all", lambda: Query(), ask.incidents)
    yield from spread("incidents by days", lambda: Query(**window(30)), ask.incidents)  # type: ignore[arg-type]
    yield from spread("incidents, two origins", lambda: Query(min_origins=2, types=("ASSAULT",)), ask.incidents)
    yield from spread("facets by words", lambda: Query(words=chance.choice(places)), ask.facets)


@dataclass
class Course:
    """The seconds of each article: recording by the clock and by the processor, reading, and the yardstick."""

    wall: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    reading: list[float | None] = field(default_factory=list)
    sticks: list[float] = field(default_factory=list)

    def add(self, record: Record, read: Read, reading: float | None) -> None:
        """Take one article in."""
        if len(self.wall) % 100 == 0:
            self.sticks.append(yardstick())
        clock, work = time.perf_counter(), time.process_time()
        record.add(read, "grow")
        self.wall.append(time.perf_counter() - clock)
        self.work.append(time.process_time() - work)
        self.reading.append(reading)

    def part(self, which: slice) -> tuple[float, float, float, float]:
        """Articles a second by clock and by processor, articles a thousand yardsticks, milliseconds of reading."""
        wall, work = self.wall[which], self.work[which]
        start = which.indices(len(self.wall))[0]
        sticks = self.sticks[start // 100 : start // 100 + max(len(wall) // 100, 1)]
        stick = sorted(sticks)[len(sticks) // 2]
        told = [t for t in self.reading[which] if t is not None]
        return (
            len(wall) / sum(wall),
            len(work) / sum(work),
            1000 * stick * len(work) / sum(work),
            1000 * sum(told) / len(told) if told else 0.0,
        )


def memory() -> float:
    """The most memory that the process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def told_of(course: Course, which: slice, name: str) -> str:
    """A line on some articles."""
    wall, work, sticks, reading = course.part(which)
    read = f"; read in {reading:.1f} ms each by processor time" if reading else ""
    return (
        f"{name:>12}: {wall:5.1f} recorded a second, {work:5.1f} by processor time, "
        f"{sticks:6.1f} per thousand yardsticks{read}; {memory():.0f} MB at most"
    )


def grow(record: Record, intake: Intake, given: argparse.Namespace, kept: Path) -> None:
    """Take articles in and print the rates."""
    course, profile = Course(), cProfile.Profile()
    begin = time.monotonic()
    for read, took in supply(intake, given.articles, given.read or given.articles, kept, given.seconds):
        if given.profile:
            profile.enable()
        course.add(record, read, took)
        profile.disable()
        if len(course.wall) % ROUND == 0:
            print(told_of(course, slice(len(course.wall) - ROUND, len(course.wall)), str(len(course.wall))), flush=True)
    number = len(course.wall)
    print(f"articles {number} in {time.monotonic() - begin:.0f} s, of which {sum(course.wall):.0f} s recording")
    if 0 < given.read < number:
        print(f"read: the first and last {ROUND}; the others out of {given.read} read before, re-dated")
    first, last = course.part(slice(0, ROUND)), course.part(slice(max(number - ROUND, 0), number))
    for name, at in (("by processor time", 1), ("in yardsticks", 2)):
        print(f"recording, the last {ROUND} against the first, {name}: {last[at] / first[at] - 1:+.1%}")
    if first[3] and last[3]:
        print(f"reading, the last {ROUND} against the first, by processor time: {first[3] / last[3] - 1:+.1%}")
        both = [(1000 / (1000 / part[1] + part[3])) for part in (first, last)]
        print(
            f"both together: {both[0]:.1f} and {both[1]:.1f} a second by processor time, {both[1] / both[0] - 1:+.1%}"
        )
    print("recording one article, of the last thousand:", late(course.wall[-ROUND:]))
    more = [source_of(document_of(row), row["url"]) for row in islice(articles(number + 30), number, None)]
    print("one more article, read and recorded:", late([timed(lambda source=s: intake.take(source)) for s in more]))  # type: ignore[misc]
    if given.profile:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


def beside(record: Record, intake: Intake, folder: Path) -> None:
    """Read and record articles in turn, into a new record and into the full one, and print what each took."""
    count = record.counts()["articles"]
    early, late_on = islice(articles(ROUND), ROUND), islice(articles(count + ROUND), count, None)
    with open_record(f"{folder}/beside.db", make=True) as fresh:
        sides = (Intake(fresh, intake.reader, "grow"), fresh), (intake, record)
        took = [[0.0, 0.0], [0.0, 0.0]]
        for rows in zip(early, late_on, strict=True):
            for (into, where), row, spent in zip(sides, rows, took, strict=True):
                begin = time.process_time()
                read = into.read(source_of(document_of(row), row["url"]))
                done = time.process_time()
                where.add(read, "grow")
                spent[0] += done - begin
                spent[1] += time.process_time() - done
    print(f"in turn, {ROUND} articles into a new record and {ROUND} into one of {count}, milliseconds each:")
    for name, spent in (("new", took[0]), ("full", took[1])):
        per = [1000 * seconds / ROUND for seconds in spent]
        print(f"{name:>12}: read {per[0]:.1f}, recorded {per[1]:.1f}; {1000 / sum(per):.1f} articles a second")
    print(
        f"rate, full against new: reading {took[0][0] / took[1][0] - 1:+.1%}, recording "
        f"{took[0][1] / took[1][1] - 1:+.1%}, both {sum(took[0]) / sum(took[1]) - 1:+.1%}"
    )


def ask_all(record: Record, intake: Intake) -> None:
    """Put the questions and print how long the answers took."""
    ask = Questions(record, intake.terms)
    number = record.counts()["articles"]
    found: dict[str, list[tuple[float, float]]] = {}
    ask.assertions(Query(words="1"))  # fetches the words of the knowledge
    for kind, question in questions(ask, number // A_DAY + 1):
        clock = time.process_time()
        wall = timed(question)
        found.setdefault(kind, []).append((wall, time.process_time() - clock))
    found["all questions"] = [one for times in found.values() for one in times]
    for kind, times in found.items():
        print(f"{kind}: {late([w for w, _ in times])}; by processor time {late([c for _, c in times])}")
    last = date.fromisoformat(ask.today())
    week = Query(published_since=last - timedelta(days=6))
    print(
        f"threats {timed(ask.threats) * 1000:.0f} ms, tallies of the last week {timed(lambda: ask.tallies(week)):.1f} s"
    )
    print(f"verify {timed(lambda: list(record.verify())):.1f} s; {record.counts()}")


def main() -> None:
    """Run, and print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--read", type=int, default=0)
    options.add_argument("--record", default="")
    options.add_argument("--readings", type=Path)
    options.add_argument("--seconds", type=float, default=0.0)
    options.add_argument("--profile", action="store_true")
    options.add_argument("--ask", default="")
    options.add_argument("--beside", default="")
    given = options.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1735689600")
    with tempfile.TemporaryDirectory() as folder:
        where = given.ask or given.beside or given.record or f"{folder}/record.db"
        with open_record(where, make=not (given.ask or given.beside)) as record:
            intake = Intake(record, Reader(load_cached()), "grow")
            if not given.ask and not given.beside:
                grow(record, intake, given, given.readings or Path(folder) / "readings")
            if not given.beside:
                ask_all(record, intake)
            if not given.ask:
                beside(record, intake, Path(folder))
            print(f"most memory: {memory():.0f} MB")


if __name__ == "__main__":
    main()
