"""What each form of export costs: seconds, and memory beyond that of the open record; prints figures, judges nothing.

    .venv/bin/python benchmarks/record/export_memory.py [--small N] [--large N] [--read N] [--records FOLDER] [FORM...]

Two records of invented articles (see grow.py) hold about so many assertions each. Every form is written from both, each
time in a process of its own, for its most memory is counted. Constant memory shows as two figures that are alike.
--records keeps the records for the next run. Linux only: memory is read from /proc.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.record.grow import supply
from rasid.export.gathered import Gathering
from rasid.export.package import FORMATS, export
from rasid.export.privacy import Veil
from rasid.model.query import Query
from rasid.run.cache import load_cached
from rasid.run.pipeline import Reader
from rasid.run.record import Intake
from rasid.store.asking import Questions
from rasid.store.record import open_record

PROCESS = Path("/proc/self")


def fill(path: Path, assertions: int, distinct: int) -> None:
    """Make a record with so many assertions, unless it is there."""
    if path.exists():
        return
    begin, number = time.monotonic(), 0
    with open_record(str(path)) as record, tempfile.TemporaryDirectory() as folder:
        intake = Intake(record, Reader(load_cached()), "export")
        for read, _ in supply(intake, 100_000, distinct, Path(folder) / "readings", 0.0):
            record.add(read)
            number += len(read.reports)
            if number >= assertions:
                break
    print(f"{path.name}: {number} assertions, made in {time.monotonic() - begin:.0f} s", flush=True)


def once(path: Path, form: str) -> None:
    """Write one form, and print the megabytes that it took beyond the open record, the seconds and the rows."""
    knowledge = load_cached()
    with open_record(str(path)) as record, tempfile.TemporaryDirectory() as folder:
        ask = Questions(record, str.split)
        next(ask.each_incident(Query()), None)
        idle = resident("VmRSS")
        PROCESS.joinpath("clear_refs").write_text("5")  # forgets the most memory that there ever was
        begin = time.monotonic()
        given = Gathering(ask, Query(), knowledge, Veil(knowledge))
        rows = sum(w.rows for w in export(given, form, Path(folder) / "out", "2025-01-01T00:00:00Z"))
        took = time.monotonic() - begin
        print(resident("VmHWM") - idle, took, rows)


def resident(name: str) -> float:
    """The megabytes that this process has (VmRSS), or had at most (VmHWM)."""
    told = PROCESS.joinpath("status").read_text().split(f"{name}:")[1]
    return int(told.split()[0]) / 1024


def measured(path: Path, form: str) -> tuple[float, float, int]:
    """What one form costs in a process of its own."""
    line = [sys.executable, str(Path(__file__).resolve()), "--once", str(path), form]
    told = subprocess.run(line, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1]), int(told[2])


def main() -> None:
    """Run, and print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("forms", nargs="*")
    options.add_argument("--small", type=int, default=2_000)
    options.add_argument("--large", type=int, default=10_000)
    options.add_argument("--read", type=int, default=200)
    options.add_argument("--records", type=Path)
    options.add_argument("--once", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1735689600")
    if given.once:
        once(Path(given.once[0]), given.once[1])
        return
    with tempfile.TemporaryDirectory() as folder:
        home = given.records or Path(folder)
        paths = [home / f"{number}.db" for number in (given.small, given.large)]
        for path, number in zip(paths, (given.small, given.large), strict=True):
            fill(path, number, given.read)
        print(f"{'form':<14} {'MB, small':>10} {'large':>8} {'s, small':>10} {'large':>8} {'rows, large':>12}")
        for form in given.forms or FORMATS:
            (few, soon, _), (many, late, rows) = (measured(path, form) for path in paths)
            cells = f"{few:>10.1f} {many:>8.1f} {soon:>10.1f} {late:>8.1f} {rows:>12}"
            print(f"{form:<14} {cells}", flush=True)


if __name__ == "__main__":
    main()
