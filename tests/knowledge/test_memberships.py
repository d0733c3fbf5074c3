"""Who belonged to whom, and when."""

from __future__ import annotations

from datetime import date

import pytest

from rasid.link.reports import kin_of
from tests.build import reader


@pytest.mark.parametrize(
    ("actor", "day", "above", "belongs"),
    [
        ("syr.nusra", date(2015, 5, 1), "global.al_qaeda", True),
        ("syr.nusra", date(2016, 9, 1), "global.al_qaeda", False),
        ("syr.nusra", None, "global.al_qaeda", True),
        ("sahel.ansar_dine", date(2012, 6, 1), "sahel.jnim", False),
        ("sahel.ansar_dine", date(2018, 6, 1), "global.al_qaeda", True),
        ("irq.nujaba", date(2022, 1, 1), "irq.iraq_resistance", False),
        ("irq.nujaba", date(2024, 1, 1), "irq.iraq_resistance", True),
        ("pse.qassam_brigades", date(2014, 7, 1), "pse.hamas", True),
    ],
)
def test_an_actor_is_part_of_what_it_belonged_to_on_the_day(
    actor: str, day: date | None, above: str, belongs: bool
) -> None:
    assert (above in kin_of(actor, reader().knowledge, day)) is belongs
