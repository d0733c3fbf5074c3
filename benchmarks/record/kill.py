"""Kills `rasid add` again and again, and holds the record that comes out against that of an undisturbed run.

    .venv/bin/python benchmarks/record/kill.py [--articles N] [--kills N] [--seed N]

The same invented articles go into two records: into one undisturbed, into the other by runs that are ended with SIGKILL
at moments by chance, each taken up by the next, and at last by one that is let be. Prints how many kills there were,
where they fell, and whether both records are the same byte for byte; exit code 1 where they are not.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from benchmarks.record.articles import articles
from rasid.store.dump import dump
from rasid.store.record import open_record

MOMENT = "1735689600"  # of SOURCE_DATE_EPOCH


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it: how many runs were killed, how many articles each had behind it, and what differs."""

    kills: int
    behind: tuple[int, ...]
    same: bool
    differences: tuple[str, ...]
    rows: int
    faults: tuple[str, ...]


def add(file: Path, record: Path) -> subprocess.Popen[str]:
    """A run of `rasid add`."""
    line = [sys.executable, "-m", "rasid", "add", str(file), "--record", str(record), "--json"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": MOMENT, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(line, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def undisturbed(file: Path, record: Path) -> tuple[float, float]:
    """The seconds of a whole run: until its first article, and from there to the end."""
    begin = time.monotonic()
    run = add(file, record)
    assert run.stdout is not None
    run.stdout.readline()
    first = time.monotonic()
    run.communicate()
    if run.returncode:
        raise RuntimeError(f"the undisturbed run ended with code {run.returncode}")
    return first - begin, time.monotonic() - first


def wait_for(run: subprocess.Popen[str], new: int) -> None:
    """Wait until a run has said of so many articles that they are added."""
    assert run.stdout is not None
    for line in run.stdout:
        new -= '"added"' in line
        if new < 0:
            return


def held(record: Path) -> int:
    """How many articles a record holds, 0 where it is not made yet."""
    if not record.exists():
        return 0
    with open_record(str(record)) as opened:
        return opened.counts()["articles"]


def kill(number: int, kills: int, folder: Path, seed: int = 1) -> Result:
    """Take so many articles in, undisturbed and with so many kills, and compare."""
    file = folder / "articles.jsonl"
    with file.open("w", encoding="utf-8") as stream:
        for row in articles(number, seed):
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    whole, broken = folder / "whole.db", folder / "broken.db"
    subprocess.run([sys.executable, "-m", "rasid", "knowledge", "stats"], check=True, capture_output=True)  # its cache
    start, work = undisturbed(file, whole)
    chance = random.Random(seed)
    behind: list[int] = []
    while len(behind) < kills:
        run = add(file, broken)
        if chance.random() < 0.15:
            time.sleep(chance.uniform(0, start))
        else:
            wait_for(run, chance.randint(0, int(1.8 * number / (kills + 1))))
            time.sleep(chance.uniform(0, 1.2 * work / number))
        if run.poll() is not None:
            run.communicate()
            break  # it was done before the moment came
        run.kill()
        run.communicate()
        behind.append(held(broken))
    add(file, broken).communicate()
    return compared(whole, broken, behind)


def compared(whole: Path, broken: Path, behind: list[int]) -> Result:
    """Two records held against each other."""
    with open_record(str(whole)) as one, open_record(str(broken)) as other:
        wanted, found = list(dump(one)), list(dump(other))
        faults = tuple(other.verify())
    differences = list(difflib.unified_diff(wanted, found, lineterm="", n=0)) if wanted != found else []
    return Result(len(behind), tuple(behind), wanted == found, tuple(differences), len(wanted), faults)


def main() -> int:
    """Run, and print the outcome."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--articles", type=int, default=500)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = kill(given.articles, given.kills, Path(folder), given.seed)
    print(f"{result.kills} kills over {given.articles} articles; on record at each: {list(result.behind)}")
    print(f"{result.rows} rows: " + ("the same byte for byte" if result.same else "DIFFERENT"))
    for line in islice(result.differences, 20):
        print(line[:300])
    for fault in result.faults:
        print("not whole:", fault)
    return 0 if result.same and not result.faults else 1


if __name__ == "__main__":
    sys.exit(main())
