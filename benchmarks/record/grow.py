"""How the record bears thousands of articles: prints figures, judges nothing.

    .venv/bin/python benchmarks/record/grow.py [--articles N] [--readings FILE] [--read N]
        [--record FILE.db] [--seconds S] [--profile]

Invented articles (articles.py) are read and taken into a new record, reading and recording timed apart: the rate of
recording of the first thousand and of the last, searches and questions against the full record, the time of one more
article, and the most memory that the process ever had. --readings keeps what was read for the next run; --seconds
stops after so long, and the figures say how many there were. With --read N only so many articles are read; the others
are these once more: so many days later, their words in another order so that they are no copies of the first.
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
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec import json

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.record.articles import A_DAY, BEGIN, THEATRES, articles
from rasid.model import Document
from rasid.model.query import Query
from rasid.model.record import Report
from rasid.run.cache import load_cached
from rasid.run.pipeline import Reader
from rasid.run.record import Intake, source_of
from rasid.store.asking import Questions
from rasid.store.record import Read, article_id, open_record

ROUND = 1000


def reads(intake: Intake, number: int, kept: Path | None, seconds: float) -> Iterator[tuple[Read, float]]:
    """Articles with their readings, and the time that each reading took (0 where it was kept)."""
    rows = articles(number)
    begin = time.monotonic()
    if kept is not None and kept.exists():
        with kept.open("rb") as stream:
            try:
                while True:
                    known: Read = pickle.loads(zlib.decompress(pickle.load(stream)))
                    if next(rows, None) is None:
                        return
                    yield known, 0.0
            except EOFError:
                pass
    store = kept.open("ab") if kept is not None else None
    try:
        for row in rows:
            if seconds and time.monotonic() - begin > seconds:
                return
            document = Document(row["id"], row["text"], row["published"], row["outlet"], url=row["url"])
            start = time.perf_counter()
            read = intake.read(source_of(document, row["url"]))
            took = time.perf_counter() - start
            if store is not None:
                pickle.dump(zlib.compress(pickle.dumps(read), 1), store)
            yield read, took
    finally:
        if store is not None:
            store.close()


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
    intake: Intake, number: int, distinct: int, kept: Path | None, seconds: float
) -> Iterator[tuple[Read, float]]:
    """As many articles as are asked for, so many of them read."""
    rounds = 0
    begin, whole = time.monotonic(), 0
    shift = 0
    while whole < number:
        first = last = date.min
        for read, took in reads(intake, min(distinct, number - whole) if not rounds else distinct, kept, seconds):
            day = read.reading.document.day or date.min
            first, last = (day, day) if first is date.min else (first, max(last, day))
            if seconds and time.monotonic() - begin > seconds:
                return
            yield (again(read, rounds, shift), 0.0) if rounds else (read, took)
            whole += 1
            if whole >= number:
                return
        shift = shift or (last - first).days // 7 * 7 + 7
        rounds += 1


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
    yield from spread("find around a point", lambda: Query(near=(33.5, 36.3, 150.0)), ask.assertions)
    yield from spread("incidents, all", lambda: Query(), ask.incidents)
    yield from spread("incidents by days", lambda: Query(**window(30)), ask.incidents)  # type: ignore[arg-type]
    yield from spread("incidents, two origins", lambda: Query(min_origins=2, types=("ASSAULT",)), ask.incidents)
    yield from spread("facets by words", lambda: Query(words=chance.choice(places)), ask.facets)


def main() -> None:
    """Run, and print the figures."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=20_000)
    options.add_argument("--read", type=int, default=0)
    options.add_argument("--record", default="")
    options.add_argument("--readings", type=Path)
    options.add_argument("--seconds", type=float, default=0.0)
    options.add_argument("--profile", action="store_true")
    given = options.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1735689600")
    with tempfile.TemporaryDirectory() as folder, open_record(given.record or f"{folder}/record.db") as record:
        intake = Intake(record, Reader(load_cached()), "grow")
        profile = cProfile.Profile()
        reading, recording, last = 0.0, [], None
        for read, took in supply(intake, given.articles, given.read or given.articles, given.readings, given.seconds):
            reading += took
            if given.profile:
                profile.enable()
            clock, work = time.perf_counter(), time.process_time()
            record.add(read)
            recording.append((time.perf_counter() - clock, time.process_time() - work))
            if given.profile:
                profile.disable()
            last = read
            if len(recording) % ROUND == 0:
                some = recording[-ROUND:]
                print(
                    f"{len(recording):>7}: {ROUND / sum(w for w, _ in some):6.1f} recorded a second, "
                    f"{ROUND / sum(c for _, c in some):6.1f} by processor time",
                    flush=True,
                )
        if last is None:
            return
        first, end = recording[:ROUND], recording[-ROUND:]
        change = sum(c for _, c in first) / sum(c for _, c in end) - 1
        print(f"articles {len(recording)}; read in {reading:.0f} s, recorded in {sum(w for w, _ in recording):.0f} s")
        print(f"the last {ROUND} against the first: {change:+.1%} (by processor time)")
        print("one more article, of the last thousand:", late([w for w, _ in end]))
        once = replace(last.source.document, text=last.source.document.text + " وأضافت أن التحقيق مستمر.")
        source = source_of(once, "one-more")
        print(f"one more article, read and recorded: {timed(lambda: intake.take(source)) * 1000:.0f} ms")
        ask = Questions(record, intake.terms)
        found: dict[str, list[float]] = {}
        for kind, question in questions(ask, len(recording) // A_DAY + 1):
            found.setdefault(kind, []).append(timed(question))
        for kind, times in found.items():
            print(f"{kind}: {late(times)}")
        print("all questions:", late([t for times in found.values() for t in times]))
        print(f"threats {timed(ask.threats) * 1000:.0f} ms, tallies {timed(ask.tallies) * 1000:.0f} ms")
        print(f"verify {timed(lambda: list(record.verify())):.1f} s; {record.counts()}")
        print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        if given.profile:
            pstats.Stats(profile).sort_stats("cumulative").print_stats(45)


if __name__ == "__main__":
    main()
