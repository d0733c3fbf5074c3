"""Tests read with what ships with Rasid, whatever places the user who runs them has imported."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_places_of_ones_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_DATA", "off")
