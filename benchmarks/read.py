"""How fast Rasid starts and reads: prints figures, judges nothing.

    .venv/bin/python benchmarks/read.py [--articles N] [--text FOLDER]

Start-up is the wall clock of a fresh process that reads one article; reading is articles of about 300 words a second on
one core after start-up. Without --text the six shipped examples are joined two by two to that length.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from itertools import cycle, islice
from pathlib import Path

from rasid import Document, Reader
from rasid.examples import load_examples
from rasid.run.cache import load_cached

BUILD = "from rasid import Reader, Document; Reader().read(Document('x', '{text}'))"
FETCH = (
    "from rasid.run.cache import load_cached; from rasid import Reader, Document;"
    "Reader(load_cached()).read(Document('x', '{text}'))"
)


def texts_of(folder: Path | None) -> list[str]:
    """The texts to read: those of a folder, or the examples two by two."""
    if folder is not None:
        return [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
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


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How fast Rasid starts and reads.")
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--text", type=Path)
    options = parser.parse_args()

    texts = texts_of(options.text)
    first = texts[0].split(".")[0].replace("'", "").replace("\n", " ")
    print(f"python {sys.version.split()[0]}")
    print(f"start-up, help         {started('from rasid.cli import command; command([' + repr('--help') + '])'):.2f} s")
    started(FETCH.format(text=first))
    print(f"start-up, one sentence {started(FETCH.format(text=first)):.2f} s")
    print(f"the same, no cache     {started(BUILD.format(text=first)):.2f} s")

    reader = Reader(load_cached())
    reader.read(Document("warm", "."))
    seconds, counts = [], []
    for number, text in enumerate(islice(cycle(texts), options.articles)):
        begin = time.perf_counter()
        reader.read(Document(str(number), text, published="2024-03-14"))
        seconds.append(time.perf_counter() - begin)
        counts.append(len(text.split()))
    words = sum(counts)
    rate = words / sum(seconds)
    new = len(texts)  # words that were met before are read faster; the first round meets most for the first time
    print(f"articles               {options.articles} of {words / options.articles:.0f} words on average")
    middle, slowest = statistics.median(seconds) * 1000, max(seconds) * 1000
    print(f"an article             {middle:.0f} ms (median), {slowest:.0f} ms (slowest)")
    print(f"words a second         {rate:.0f}")
    print(f"300-word articles      {rate / 300:.1f} a second")
    print(f"the same, first round  {sum(counts[:new]) / sum(seconds[:new]) / 300:.1f} a second")


if __name__ == "__main__":
    main()
