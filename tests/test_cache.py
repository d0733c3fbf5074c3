"""The cache of knowledge: the same readings with and without it, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasid.examples import load_examples
from rasid.run import cache, pipeline
from rasid.run.pipeline import Reader
from tests.build import reader


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("RASID_CACHE", str(tmp_path / "cache"))
    shared = reader().knowledge
    monkeypatch.setattr(pipeline, "load", lambda _folder: shared)
    monkeypatch.setattr(cache, "warmed", lambda knowledge: knowledge)
    return tmp_path / "cache"


def test_readings_are_the_same_from_the_cache(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.load_cached()
    assert len(list(place.iterdir())) == 1
    monkeypatch.delattr(pipeline, "load")
    fetched = Reader(cache.load_cached())
    assert fetched.knowledge is not reader().knowledge
    for example in load_examples():
        assert fetched.read(example.document) == reader().read(example.document)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x80\x05K\x01."])
def test_a_broken_file_is_let_be(place: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "keep", lambda _knowledge, _file: None)
    place.mkdir()
    (place / f"knowledge-{cache.fingerprint(None)}.pickle").write_bytes(content)
    assert cache.load_cached() is reader().knowledge


def test_a_folder_that_cannot_be_made_is_let_be(tmp_path: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del place
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("RASID_CACHE", str(tmp_path / "file" / "cache"))
    assert cache.load_cached() is reader().knowledge


def test_it_can_be_switched_off(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RASID_CACHE", "off")
    assert cache.load_cached() is reader().knowledge
    assert not place.exists()


def test_other_sheets_have_another_name(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("kind: weapon\nentries: []\n")
    first = cache.fingerprint(tmp_path)
    (tmp_path / "a.yaml").write_text("kind: weapon\nentries: [] \n")
    assert cache.fingerprint(tmp_path) != first != cache.fingerprint(None)
