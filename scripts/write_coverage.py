"""Writes docs/actors.md: how many actors of each kind the sheets have by country, and whose offices are dated.

python scripts/write_coverage.py           # writes the page
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

from rasid import Reader
from rasid.extract.choosing import Term, covers, terms_of_office
from rasid.knowledge.load import Knowledge

PAGE = Path(__file__).resolve().parent.parent / "docs" / "actors.md"
COUNTRIES = [
    "IRQ", "SYR", "LBN", "PSE", "ISR", "YEM", "SAU", "ARE", "KWT", "QAT", "BHR", "OMN", "JOR", "IRN",
    "TUR", "EGY", "LBY", "SDN", "SSD", "TCD", "TUN", "DZA", "MAR", "ESH", "MRT", "MLI", "NER", "BFA",
    "NGA", "SOM", "ETH", "ERI", "DJI", "AFG", "PAK", "RUS", "UKR", "USA", "GBR", "FRA", "DEU", "CHN",
]  # fmt: skip
KINDS = {
    "armed groups": ("armed_group",),
    "forces": ("state_force",),
    "government": ("government",),
    "parties": ("party",),
    "persons": ("person",),
    "media": ("media",),
    "other": ("other", "company", "civilians", "io"),
}
OFFICES = {
    "president": "head of state",
    "prime_minister": "prime minister",
    "foreign_minister": "foreign",
    "defence_minister": "defence",
    "interior_minister": "interior",
}
FIRST, LAST = 2011, 2025
HEAD = """# Which actors the sheets know

Written by `scripts/write_coverage.py`. Entries by country and kind; a dot is none. Armies, ministries, police, courts,
parliaments and the like of every state are read by patterns (`actors/organs.yaml`) without an entry: those counted here
have a name or members of their own. The last columns say in what share of the half-years from 2011 to 2025 the sheets
know who held an office, so that "the foreign minister" gets a name; a king or emir counts as head of state. A gap may
be an office that nobody held.

"""


def known(terms: list[Term]) -> float:
    """In what share of the half-years somebody held an office."""
    days = [date(year, month, 1) for year in range(FIRST, LAST + 1) for month in (1, 7)]
    return sum(any(covers(t.since, t.until, day) for t in terms) for day in days) / len(days)


def page(knowledge: Knowledge) -> str:
    """The page."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    kind_of = {kind: name for name, kinds in KINDS.items() for kind in kinds}
    for actor in knowledge.actors:
        counts[actor.country if actor.country in COUNTRIES else "other" if actor.country else "none"][
            kind_of[actor.type]
        ] += 1
    terms = terms_of_office(knowledge)
    lines = [f"| country | {' | '.join(KINDS)} | {' | '.join(OFFICES.values())} |", "|---" * (1 + len(KINDS) + 5) + "|"]
    for country in (*COUNTRIES, "other", "none"):
        cells = [str(counts[country][kind] or "·") for kind in KINDS]
        for office in OFFICES:
            ids = ("president", "king", "emir", "supreme_leader") if office == "president" else (office,)
            held = [t for i in ids for key in (country, f"{country}*") for t in terms.get(f"{i} {key}", ())]
            cells.append(f"{known(held):.0%}" if held else "·")
        lines.append(f"| {country} | {' | '.join(cells)} |")
    return HEAD + "\n".join(lines) + "\n\n`other`: further countries; `none`: bodies and persons of no country.\n"


def main() -> int:
    """Writes the page."""
    PAGE.write_text(page(Reader().knowledge), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
