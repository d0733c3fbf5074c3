"""The scorer: its figures are those of the project's evaluation script, and each rule of matching holds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from benchmarks.robust import GOLD, articles
from rasid.analyse.calibration import reliability
from rasid.analyse.score import SLOTS, locate, same_words, score
from tests.build import shared

TEXT = "قصف الجيش بلدة سراقب. ونفت الوزارة ذلك. وقتل ثلاثة مدنيين في القصف."


def gold(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "event",
        "plover": "ASSAULT",
        "trigger": "قصف",
        "sentence": "قصف الجيش بلدة سراقب",
        "source_actor": ["Syrian army"],
        "target_actor": [],
        "place": {"name_ar": "سراقب", "name_en": "Saraqib"},
        "date": None,
        "factuality": "asserted",
        "attribution": [],
        "condition": None,
        "weapons": [],
        "killed": None,
        "wounded": None,
        "quantity": None,
    } | changes


def found(**changes: Any) -> dict[str, Any]:
    base = gold() | {"span": [0, 3], "source_actor": [{"name_en": "Syrian Army"}]}
    return base | changes


def scored(golds: list[dict[str, Any]], predictions: list[dict[str, Any]]) -> dict[str, Any]:
    article = {"id": "a", "assertions": golds, "actors": [{"canonical_en": "Syrian army", "surface": "الجيش"}]}
    return score([article], {"a": TEXT}, {"a": {"assertions": predictions}}).as_dict()


def test_the_same_assertion_is_right_in_every_slot() -> None:
    result = scored([gold()], [found()])
    assert result["detection"]["f1"] == 1.0
    assert result["slot_micro"]["f1"] == 1.0
    assert result["kinds"]["event"]["tp"] == 1


@pytest.mark.parametrize(
    ("predictions", "right", "extra", "missed"),
    [
        ([], 0, 0, 1),
        ([found(span=[22, 26])], 0, 1, 1),  # another sentence
        ([found(plover="PROTEST")], 0, 1, 1),  # another type
        ([found(plover="COERCE")], 1, 0, 0),  # passes for ASSAULT
        ([found(), found()], 1, 1, 0),  # each matches once
    ],
)
def test_detection(predictions: list[dict[str, Any]], right: int, extra: int, missed: int) -> None:
    result = scored([gold()], predictions)["detection"]
    assert (result["tp"], result["fp"], result["fn"]) == (right, extra, missed)


def test_what_is_told_again_counts_neither_way() -> None:
    result = scored([gold(other_mentions=["مدنيين في القصف"])], [found(), found(span=[60, 66])])
    assert result["detection"]["fp"] == 0


def test_slots_of_unmatched_assertions_count() -> None:
    result = scored([gold()], [])
    assert result["slots"]["source"]["fn"] == 1
    assert result["slots"]["place"]["fn"] == 1


def test_slots_of_matching_assertions_alone() -> None:
    right = gold(target_actor=["rebels"], killed=3)
    wrong = found(target_actor=[{"name_en": "police"}], killed=3)
    matched = scored([right, gold(sentence=1, trigger="نفت")], [wrong])["matched"]
    assert (matched["source"]["tp"], matched["source"]["fn"]) == (1, 0)  # that of the missed one does not count
    assert (matched["target"]["fp"], matched["target"]["fn"]) == (1, 1)
    assert [matched["actors"][key] for key in ("tp", "fp", "fn", "f1")] == [1, 1, 1, 0.5]
    assert matched["numbers"]["tp"] == 1
    assert matched["all slots"]["tp"] == sum(matched[slot]["tp"] for slot in SLOTS)


def test_anonymous_speakers_match_each_other_only() -> None:
    said = gold(attribution=[{"who": "a security source", "anonymous": True}])
    for anonymous, right in ((True, 1), (False, 0)):
        result = scored([said], [found(attribution=[{"who": "another", "anonymous": anonymous}])])
        assert result["slots"]["attribution"]["tp"] == right


def test_a_trigger_is_found_in_its_sentence() -> None:
    sentence, trigger = locate(TEXT, gold(trigger="القصف", sentence=2))
    assert TEXT[slice(*trigger)] == "القصف"
    assert TEXT[slice(*sentence)].strip().startswith("وقتل")


def test_words_in_common() -> None:
    assert same_words(["a", "b"], ["b", "a"])
    assert not same_words(["a"], ["b"])
    assert not same_words([], [])


def test_the_figures_are_those_of_the_evaluation_script(tmp_path: Path) -> None:
    script, folder, texts = shared("eval/score.py"), GOLD / "gold", GOLD / "text"
    golds = [article.gold for article in articles()]
    read = {str(article.gold["id"]): article.text for article in articles()}
    predictions = {g["id"]: {"id": g["id"], "assertions": distorted(g, read[g["id"]])} for g in golds}
    lines = tmp_path / "predictions.jsonl"
    lines.write_text("\n".join(json.dumps(p, ensure_ascii=False) for p in predictions.values()), encoding="utf-8")
    command = [sys.executable, str(script), "--gold", str(folder), "--text", str(texts), "--pred", str(lines), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    ours = score(golds, read, predictions).as_dict()
    assert 0.3 < theirs["detection"]["f1"] < 1.0
    assert {key: ours[key] for key in theirs} == theirs


def test_a_reliability_table_sets_scores_beside_what_was_right() -> None:
    table = list(reliability([(0.9, True), (0.92, True), (0.94, False), (0.92, True), (0.3, False)]))
    assert table[1].split() == ["0.00", "to", "0.50", "1", "0.30", "0.00"]
    assert table[2].split() == ["0.90", "to", "0.95", "4", "0.92", "0.75"]
    assert table[3] == "mean gap 0.196"
    assert list(reliability([]))[-1] == "no assertions"


def distorted(article: Mapping[str, Any], text: str) -> list[dict[str, Any]]:
    """Gold made into predictions that are wrong here and there, each time in the same way."""
    predictions = []
    for number, item in enumerate(article["assertions"]):
        if number % 5 == 4:
            continue
        prediction = {**item, "span": list(locate(text, item)[1])}
        prediction["source_actor"] = [{"name_en": name} for name in item["source_actor"]]
        prediction["target_actor"] = [{"name_en": name} for name in item["target_actor"][number % 2 :]]
        if number % 7 == 3:
            prediction |= {"plover": "COERCE", "date": None, "killed": 3, "factuality": "possible"}
        if number % 11 == 5:
            prediction["span"] = [0, 4]
        predictions.append(prediction)
    return predictions
