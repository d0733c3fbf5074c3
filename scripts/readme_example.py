"""Write what Rasid makes of `docs/example.txt` into the README, between its two markers.

python scripts/readme_example.py           write
python scripts/readme_example.py --check   say whether it is what Rasid makes now; 1 when it is not
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from rasid import Document, Reader
from rasid.export.text import TextStyle, write

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
BEGIN, END = "<!-- example: made by scripts/readme_example.py -->\n", "<!-- end of example -->\n"


def example(reader: Reader) -> str:
    """The part of the README that shows an article and what was found in it."""
    text = (ROOT / "docs" / "example.txt").read_text(encoding="utf-8")
    found = write(reader.read(Document("example", text, published="2024-03-12")), TextStyle())
    command = "./rasid read docs/example.txt --published 2024-03-12"
    return (
        f"From this (invented) text, published on 12 March 2024:\n\n> {text.strip()}\n\n"
        f"`{command}` makes:\n\n```\n{found.strip()}\n```\n"
    )


def with_example(readme: str, reader: Reader) -> str:
    """The README with its example made anew."""
    before, rest = readme.split(BEGIN)
    _, after = rest.split(END)
    return f"{before}{BEGIN}\n{example(reader)}\n{END}{after}"


def main() -> int:
    """Write or check."""
    parser = argparse.ArgumentParser(description="Write the example of the README.")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    old = README.read_text(encoding="utf-8")
    new = with_example(old, Reader())
    if options.check:
        print(
            "the README shows what Rasid makes" if old == new else "the README is behind; run scripts/readme_example.py"
        )
        return int(old != new)
    README.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
