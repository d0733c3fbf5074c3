"""Reports made by hand for the tests of linking."""

from __future__ import annotations

from datetime import date
from typing import Any

from rasid.model.record import Days, Report, Where, Who

PALMYRA = Where("Palmyra", "", "SYR", ("SYR:Palmyra", "SYR:Homs", "SYR"), 34.56, 38.28, 3.0)
HOMS = Where("Homs", "", "SYR", ("SYR:Homs", "SYR"), 34.73, 36.71, 40.0)
SYRIA = Where("Syria", "", "SYR", ("SYR",), 35.0, 38.0, 300.0)
RAQQA = Where("Raqqa", "", "SYR", ("SYR:Raqqa", "SYR"), 35.95, 39.01, 4.0)
BAGHDAD = Where("Baghdad", "", "IRQ", ("IRQ:Baghdad", "IRQ"), 33.34, 44.40, 12.0)
SADR = Where("Sadr City", "", "IRQ", ("IRQ:Sadr City", "IRQ"), 33.39, 44.46, 2.0)
NOWHERE = Where("Zanquta", "", "SYR", ("SYR:Zanquta", "SYR"))
RED_SEA = Where("Red Sea", "", "", (":Red Sea",), 20.3, 38.5, 800.0)
HODEIDAH = Where("Hodeidah", "", "YEM", ("YEM:Hodeidah", "YEM"), 14.8, 42.95, 6.0)
IS = Who("is", "Islamic State", "", ("is",))
ARMY = Who("syr.army", "Syrian army", "", ("syr.army", "syr"), state="SYR")
SYRIAN = Who("syr", "Syria", "", ("syr",), state="SYR")
POLICE = Who("syr.police", "Syrian police", "", ("syr.police", "syr"), state="SYR")
CIVILIANS = Who("name:civilians", "civilians", "", ("name:civilians",))
UNKNOWN = Who("name:source", "a source", "", ("name:source",), anonymous=True)
MONDAY = date(2024, 5, 6)


def on(day: date, until: date | None = None, grain: str = "day", basis: str = "said") -> Days:
    """A day, or the days from one to another."""
    return Days(day, until or day, grain, basis)


def made(id: str = "a", **fields: Any) -> Report:
    """A report of an attack in Palmyra on a Monday, but for what is said otherwise."""
    told: dict[str, Any] = {
        "article": f"article {id}",
        "kind": "event",
        "plover": "ASSAULT",
        "mode": "",
        "published": MONDAY,
        "outlet": f"outlet {id}",
        "quote": "attacked",
        "days": on(MONDAY),
        "place": PALMYRA,
    }
    return Report(id=id, **{**told, **fields})
