"""How fast Rasid starts and reads: prints figures, judges nothing.

    .venv/bin/python benchmarks/read.py [--rounds N] [--text FOLDER] [--load]

With --load it only starts. Loading is `load_cached()` in a fresh process, the cache filled: the least wall clock and
processor time of five, and the most memory that the process ever had, Python itself and all modules in it. Start-up
is the wall clock of a fresh process that reads one article. Reading is processor time on one core after
start-up, raw text to assertions: once while most words are met for the first time, and once when they have been met
before, as in a long run. Every stage's share of it is given, and the ratio to finding the words alone. Without --text
the gold articles are read where they are, else the six shipped examples joined two by two.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rasid import Document, Reader
from rasid.examples import load_examples
from rasid.lang.ar.tokens import find_words
from rasid.model import Reading
from rasid.run.cache import load_cached

GOLD = Path(__file__).resolve().parent / "gold" / "text"

BUILD = "from rasid import Reader, Document; Reader().read(Document('x', '{text}'))"
FETCH = (
    "from rasid.run.cache import load_cached; from rasid import Reader, Document;"
    "Reader(load_cached()).read(Document('x', '{text}'))"
)

LOAD = """
import resource, time
begin = time.perf_counter(), time.process_time()
from rasid.run.cache import load_cached
from rasid import Reader, Document
imported = time.perf_counter(), time.process_time()
knowledge = load_cached()
loaded = time.perf_counter(), time.process_time()
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
Reader(knowledge).read(Document("x", {text!r}))
done = time.perf_counter(), time.process_time()
steps = (begin, imported), (imported, loaded), (loaded, done)
print(*(b[n] - a[n] for a, b in steps for n in (0, 1)), memory, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def texts_of(folder: Path | None) -> list[str]:
    """The texts to read: those of a folder, the gold articles, or the examples two by two."""
    if folder is not None:
        return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    if GOLD.is_dir():
        return [path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.txt"))]
    examples = [example.document.text for example in load_examples()]
    return [f"{a}\n{b}" for a, b in zip(examples, examples[1:] + examples[:1], strict=True)]


def started(program: str) -> float:
    """Seconds that a fresh process takes for a program, the best of five."""
    seconds = []
    for _ in range(5):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
        seconds.append(time.perf_counter() - begin)
    return min(seconds)


def show_load(text: str) -> None:
    """Print what it takes to import, to load the knowledge, and to read the first sentence."""
    runs = []
    for _ in range(6):
        run = subprocess.run([sys.executable, "-c", LOAD.format(text=text)], check=True, capture_output=True, text=True)
        runs.append([float(figure) for figure in run.stdout.split()])
    best = [min(figures) for figures in zip(*runs[1:], strict=True)]
    for what, wall, processor in zip(("imports", "knowledge", "first sentence"), best[0:6:2], best[1:6:2], strict=True):
        print(f"  {what:<20} {wall * 1000:.0f} ms, of the processor {processor * 1000:.0f} ms")
    loaded, read = best[6] / 1024, best[7] / 1024
    print(f"  memory               {loaded:.0f} MB with the knowledge, {read:.0f} MB after the sentence")


@dataclass(frozen=True, slots=True)
class Round:
    """All texts read once: how much there was, and the processor seconds of all stages and of each."""

    words: int
    sentences: int
    articles: list[float]
    stages: dict[str, float]

    @property
    def seconds(self) -> float:
        """Processor seconds of all stages."""
        return sum(self.stages.values())


def measured(reader: Reader, texts: Sequence[str]) -> Round:
    """The texts read once, each stage timed."""
    stages = {step.name: 0.0 for step in reader.stages}
    articles, words, sentences = [], 0, 0
    for number, text in enumerate(texts):
        reading = Reading(Document(str(number), text, published="2024-03-14"))
        begin = time.process_time()
        for step in reader.stages:
            before = time.process_time()
            reading = step.run(reading, reader.knowledge)
            stages[step.name] += time.process_time() - before
        articles.append(time.process_time() - begin)
        words += len(text.split())
        sentences += len(reading.sentences)
    return Round(words, sentences, articles, stages)


def tokenised(texts: Sequence[str]) -> float:
    """Processor seconds for finding the words of the texts, without a look at what they are."""
    begin = time.process_time()
    for text in texts:
        for _ in find_words(text):
            pass
    return time.process_time() - begin


def show(what: str, run: Round) -> None:
    """Print the rates of a round."""
    middle, slowest = statistics.median(run.articles) * 1000, max(run.articles) * 1000
    print(f"words {what}")
    print(f"  an article           {middle:.0f} ms (median), {slowest:.0f} ms (slowest)")
    print(f"  sentences a second   {run.sentences / run.seconds:.0f} (of {run.words / run.sentences:.0f} words)")
    print(f"  words a second       {run.words / run.seconds:.0f}")
    print(f"  300-word articles    {run.words / run.seconds / 300:.1f} a second")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast Rasid starts and reads.")
    parser.add_argument("--rounds", type=int, default=3, help="rounds after the first")
    parser.add_argument("--text", type=Path)
    parser.add_argument("--load", action="store_true", help="only start")
    options = parser.parse_args()

    texts = texts_of(options.text)
    first = texts[0].split(".")[0].replace("'", "").replace("\n", " ")
    print(f"python {sys.version.split()[0]}")
    print(f"start-up, help         {started('from rasid.cli import command; command([' + repr('--help') + '])'):.2f} s")
    started(FETCH.format(text=first))
    print(f"start-up, one sentence {started(FETCH.format(text=first)):.2f} s")
    print(f"the same, no cache     {started(BUILD.format(text=first)):.2f} s")
    print("start-up, best of 5")
    show_load(first)
    if options.load:
        return

    reader = Reader(load_cached())
    reader.read(Document("warm", "."))
    rounds = [measured(reader, texts) for _ in range(1 + options.rounds)]
    show("met for the first time", rounds[0])
    best = min(rounds[1:], key=lambda run: run.seconds)
    show(f"met before, best of {options.rounds}", best)
    bare = min(tokenised(texts) for _ in range(3))
    print(f"finding words alone    {bare:.2f} s, the whole reading takes {best.seconds / bare:.0f} times as long")
    for name, seconds in best.stages.items():
        print(f"  {name:<20} {seconds / best.seconds:6.1%}")


if __name__ == "__main__":
    main()
