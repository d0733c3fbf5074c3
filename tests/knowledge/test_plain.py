"""The strings-only YAML reader: the same as a base loader where that is good, and strict where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rasid.knowledge.plain import PlainError, plain
from tests.build import SOURCE

SHEETS = sorted((SOURCE / "knowledge" / "data").rglob("*.yaml"))


@pytest.mark.parametrize("path", SHEETS, ids=lambda p: p.name)
def test_it_gives_what_the_base_loader_gives(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert plain(text) == yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("", None),
        ("a: &x [1]\nb: *x", {"a": ["1"], "b": ["1"]}),
        ("no", "no"),
        ("a: 12\nb: {c: [on, ~]}", {"a": "12", "b": {"c": ["on", "~"]}}),
        ("- \"x: y\"\n- '!z'\n-", ["x: y", "!z", ""]),
    ],
)
def test_everything_is_a_string(text: str, data: object) -> None:
    assert plain(text) == data


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 2\na: 3", "line 3, column 1: the key 'a' a second time"),
        ("a: *x", "nothing is called &x"),
        ("a: !!int 1", "the tag"),
        ("? [a]\n: b", "a key that is no word"),
        ("a: [1", "line 1"),
    ],
)
def test_what_has_no_place_in_a_sheet(text: str, said: str) -> None:
    with pytest.raises(PlainError, match=said.replace("[", r"\[")):
        plain(text)
