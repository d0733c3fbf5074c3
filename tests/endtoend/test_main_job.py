"""The main job, start to end: an article in, sourced assertions out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest

import rasid
from benchmarks.robust import articles
from rasid.analyse.score import score
from rasid.examples import load_examples
from rasid.model.codec import to_dict
from tests.build import reader, reading, shared

EXAMPLES = {example.document.id: example.document for example in load_examples()}


def found(name: str) -> list[dict[str, Any]]:
    """The assertions of a shipped example."""
    assertions: list[dict[str, Any]] = to_dict(reader().read(EXAMPLES[name]))["assertions"]
    return assertions


def pick(name: str, **wanted: str) -> list[dict[str, Any]]:
    """The assertions of a shipped example that have these values."""
    return [item for item in found(name) if all(item[key] == value for key, value in wanted.items())]


def test_there_are_six_examples_of_six_kinds() -> None:
    assert len(EXAMPLES) == 6
    assert len({example.genre for example in load_examples()}) == 6
    for document in EXAMPLES.values():
        assert 100 <= len(document.text.split()) <= 220


def test_a_claim_a_threat_and_a_denial_are_told_apart() -> None:
    assert pick("iraq", kind="claim", plover="ASSAULT")
    threats = pick("iraq", kind="threat")
    assert any(item["condition"] for item in threats)
    assert pick("iraq", kind="denial", factuality="denied")


def test_who_says_so_is_kept_and_the_unnamed_marked() -> None:
    chains = [item["attribution"] for item in found("sudan")]
    assert any(link["anonymous"] for chain in chains for link in chain)
    assert any(link["who"] and not link["anonymous"] for chain in chains for link in chain)


def test_victims_are_counted() -> None:
    assert any(item["killed"] == 17 for item in found("sudan"))
    assert any(item["killed"] == 4 and item["wounded"] == 11 for item in found("lebanon"))


def test_protest_and_arrest_are_found() -> None:
    assert pick("tunisia", plover="PROTEST")
    assert pick("tunisia", plover="COERCE")


def test_football_is_no_war() -> None:
    assert pick("football", plover="ASSAULT") == []


def test_the_api_in_the_readme() -> None:
    document = EXAMPLES["iraq"]
    made = rasid.read(document.text, published=document.published, id=document.id)
    assert made.assertions == reader().read(document).assertions
    assert all(made.quote(item.span) for item in made.assertions)


def test_a_frame_has_a_row_for_each_assertion() -> None:
    pytest.importorskip("pandas", reason="needs pandas")
    made = reader().read(EXAMPLES["iraq"])
    frame = made.to_frame()
    assert len(frame) == len(made.assertions)
    assert set(frame["article"]) == {"iraq"}


def test_two_processes_give_the_same_bytes() -> None:
    program = (
        "import json; from rasid import Reader; from rasid.examples import load_examples;"
        "from rasid.model.codec import to_dict; r = Reader();"
        "print(json.dumps([to_dict(r.read(e.document)) for e in load_examples()]))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


# -- whole articles with gold


def test_floor_on_the_seed_article() -> None:
    gold = json.loads(shared("seed/gold.json").read_text(encoding="utf-8"))
    text = shared("seed/article.txt").read_text(encoding="utf-8")
    made = to_dict(reading(text, published=gold["published"], id=gold["id"]))
    result = score([gold], {gold["id"]: text}, {gold["id"]: made})
    assert result.detection.f1 >= 0.80
    assert result.all_slots.f1 >= 0.65


def test_articles_without_violence_have_no_assault() -> None:
    quiet = [a for a in articles() if not any(item.get("plover") == "ASSAULT" for item in a.gold["assertions"])]
    assert len(quiet) >= 3
    for article in quiet:
        made = reading(article.text, published=article.gold["published"])
        wrong = [a for a in made.assertions if a.plover == "ASSAULT" and a.factuality.value == "asserted"]
        assert not wrong, [made.quote(a.span) for a in wrong]
