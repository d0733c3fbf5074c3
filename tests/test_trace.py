"""The trace of a reading: phrases and verb groups as `knowledge try --why` prints them."""

from __future__ import annotations

from rasid.export.trace import layers
from tests.build import reading


def test_a_verb_is_shown_with_its_particles_and_a_phrase_with_its_parts() -> None:
    lines = list(layers(reading("لم تقصف القوات الحكومية ثلاثة مواقع في حلب.")))
    assert any("verb" in line and "(negation «لم», present)" in line for line in lines)
    assert any("np" in line and "(adjective «الحكومية»)" in line for line in lines)
    assert any("np" in line and "(count «ثلاثة»)" in line for line in lines)
