"""The gold articles: figures stay above their floors, floors are not lowered in silence, the page says what is so."""

from __future__ import annotations

import re
import subprocess
import tomllib
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from benchmarks import robust
from rasid.analyse.score import Count, Score, locate
from tests.build import ROOT, reader

FLOORS = ROOT / "benchmarks" / "floors.toml"
PAGE = ROOT / "docs" / "accuracy.md"
BEHIND = "docs/accuracy.md is behind; run: .venv/bin/python scripts/write_accuracy.py"


def parts(text: str) -> tuple[dict[str, float], dict[str, str]]:
    """The floors and the reasons for lowered ones in a text of the floors file."""
    data: dict[str, Any] = tomllib.loads(text)
    return data["floors"], data.get("lowered", {})


@cache
def figures(spelling: str = "as they are") -> Score:
    return robust.scored(reader(), robust.articles(), robust.SPELLINGS[spelling])


def figure(name: str) -> Count:
    result = figures()
    return {"detection": result.detection, "all_slots": result.all_slots, **result.slots}[name]


def stated() -> dict[str, tuple[float, float]]:
    """F1 and floor of each figure on the page."""
    table = PAGE.read_text(encoding="utf-8").split("## ")[1]
    lines = re.findall(r"^\| ([a-z ]+) \|.*\| ([\d.]+) \| ([\d.]+) \|$", table, re.MULTILINE)
    return {name.replace(" ", "_"): (float(f1), float(floor)) for name, f1, floor in lines}


@pytest.mark.parametrize("name", parts(FLOORS.read_text(encoding="utf-8"))[0])
def test_no_figure_falls_below_its_floor(name: str) -> None:
    floor = parts(FLOORS.read_text(encoding="utf-8"))[0][name]
    assert figure(name).f1 >= floor, f"{name} fell to {figure(name).f1:.3f}; the floor is {floor}"


def test_every_figure_has_a_floor() -> None:
    assert list(parts(FLOORS.read_text(encoding="utf-8"))[0]) == ["detection", "all_slots", *figures().slots]


def test_the_page_says_what_is_measured_and_demanded() -> None:
    floors = parts(FLOORS.read_text(encoding="utf-8"))[0]
    assert {name: floor for name, (_, floor) in stated().items()} == floors, BEHIND
    for name, (f1, _) in stated().items():
        assert f1 == pytest.approx(figure(name).f1, abs=0.03), f"{name}: {BEHIND}"


def test_the_readme_says_what_is_measured() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name, label in (("detection", "detection: "), ("all_slots", "all slots: ")):
        found = re.search(rf"^\| {label}.*\| ([\d.]+) \|$", readme, re.MULTILINE)
        assert found, f"README.md has no line of figures for {name}"
        assert float(found[1]) == pytest.approx(figure(name).f1, abs=0.02), f"README.md is behind: {name}"


def test_a_floor_was_only_ever_lowered_for_a_reason() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("needs the history, which is not here")
    path = FLOORS.relative_to(ROOT).as_posix()
    commits = git("log", "--reverse", "--format=%H", "--", path).split()
    texts = [git("show", f"{commit}:{path}") for commit in commits] + [FLOORS.read_text(encoding="utf-8")]
    for before, after in pairwise(texts):
        floors, reasons = parts(after)
        for name, floor in parts(before)[0].items():
            assert floors.get(name, 0.0) >= floor or reasons.get(name), f"{name} was lowered; say why under [lowered]"


def git(*words: str) -> str:
    return subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, check=True, text=True).stdout


@pytest.mark.parametrize("spelling", [name for name in robust.SPELLINGS if name != "as they are"])
def test_detection_hardly_falls_in_other_spellings(spelling: str) -> None:
    fall = figures().detection.f1 - figures(spelling).detection.f1
    assert fall < 0.03, f"{spelling}: detection falls by {fall:.3f}"


@pytest.mark.parametrize("spelling", [name for name in robust.SPELLINGS if name != "as they are"])
def test_every_spelling_changes_the_articles(spelling: str) -> None:
    changed = [a for a in robust.articles() if "".join(robust.SPELLINGS[spelling](a.text)) != a.text]
    assert len(changed) >= 18


def test_gold_stands_in_its_texts() -> None:
    for article in robust.articles():
        for item in article.gold["assertions"]:
            (start, end), trigger = locate(article.text, item)
            where = f"{article.gold['id']}: {item['trigger']}"
            assert end - start < 700, f"{where}: its sentence is not found"
            assert start <= trigger[0] < trigger[1] <= end, f"{where}: its trigger is not found"
