"""What leaves a record: exactly the rows asked for, safe to open, without private names."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasid.cli import command
from rasid.errors import RecordError
from rasid.export.event_styles import spread
from rasid.export.package import FORMATS, Terms, export, files
from rasid.export.privacy import WITHHELD, Veil
from rasid.export.rasid_tables import NAMES, corrected
from rasid.export.tables import Table, columns, decimals, position, safe, write_csv
from rasid.model.query import Query
from rasid.run.pipeline import Reader
from rasid.store.judging import Judge
from rasid.store.record import open_record
from tests.export.conftest import MOMENT, NIGHT, PRIVATE, STRETCH, gathering, table
from tests.record.conftest import Desk


def ids(desk: Desk, query: Query) -> tuple[list[str], list[str]]:
    return [r["id"] for r in desk.ask.each_incident(query)], [r["id"] for r in desk.ask.each_assertion(query)]


@pytest.mark.parametrize("style", FORMATS)
def test_every_format_is_a_package_whose_sums_hold(full: Desk, tmp_path: Path, style: str) -> None:
    written = export(gathering(full), style, tmp_path / "out", MOMENT)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"] for r in package["resources"]} == {w.path.name for w in written}
    lines = (tmp_path / "out" / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    found = {p.name for p in (tmp_path / "out").iterdir()} - {"SHA256SUMS"}
    assert sums.keys() == found >= {"METHOD.md", "CITATION.cff", "LICENSE.txt", "datapackage.json"}
    for name, told in sums.items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == told
    assert "## Losses" in (tmp_path / "out" / "METHOD.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("style", FORMATS)
def test_the_same_record_gives_the_same_bytes(full: Desk, tmp_path: Path, style: str) -> None:
    for name in ("a", "b"):
        export(gathering(full), style, tmp_path / name, MOMENT)
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes(), path.name


@pytest.mark.parametrize("style", FORMATS)
def test_no_export_tells_private_names_reviewers_or_notes(full: Desk, tmp_path: Path, style: str) -> None:
    export(gathering(full), style, tmp_path / "out", MOMENT)
    for path in (tmp_path / "out").iterdir():
        data = path.read_bytes()
        if path.suffix == ".xlsx":
            book = openpyxl.load_workbook(path, read_only=True)
            data = repr([list(s.iter_rows(values_only=True)) for s in book.worksheets]).encode()
        for word in ("النحاس", "Nahas", "Amal", "internal:", "told by"):
            assert word.encode() not in data, f"{path.name}: {word}"


def test_a_private_name_is_struck_out_of_all_that_its_article_says(tmp_path: Path, reader: Reader) -> None:
    text = f"{PRIVATE} وهدد الجيش السوري بقصف المدينة إذا لم يغادرها النحاس."
    with open_record(str(tmp_path / "record.db"), clock=lambda: MOMENT) as record:
        desk = Desk(record, reader, {})
        desk.add(text)
        threat = next(desk.ask.each_assertion(Query(kinds=("threat",))))
        assert "النحاس" in threat["condition"]
        given = gathering(desk, Query(kinds=("threat",)))
        shown = [*given.assertions(), *(a for told in given.incidents() for a in told.assertions)]
    assert len(shown) >= 2 and "النحاس" not in json.dumps(shown, ensure_ascii=False)


def test_private_names_come_when_asked_for(full: Desk, tmp_path: Path) -> None:
    export(gathering(full, off=True), "rasid", tmp_path / "open", MOMENT)
    export(gathering(full), "rasid", tmp_path / "veiled", MOMENT)
    assert "Samer al-Nahas" in (tmp_path / "open" / "assertions.csv").read_text(encoding="utf-8")
    assert WITHHELD in (tmp_path / "veiled" / "assertions.csv").read_text(encoding="utf-8")


QUERIES = st.builds(
    Query,
    kinds=st.lists(st.sampled_from(["event", "threat", "claim", "denial", "tally"]), max_size=2).map(tuple),
    types=st.lists(st.sampled_from(["ASSAULT", "THREATEN", "ACCUSE"]), max_size=2).map(tuple),
    countries=st.lists(st.sampled_from(["SYR", "SDN", "IRQ", "YEM"]), max_size=2).map(tuple),
    outlets=st.lists(st.sampled_from(["one", "=two()", "three"]), max_size=2).map(tuple),
    since=st.none() | st.dates(date(2024, 5, 4), date(2024, 5, 12)),
    least_score=st.sampled_from([0.0, 0.5, 0.9]),
    min_origins=st.sampled_from([0, 2]),
    stances=st.sampled_from([(), ("claimed",), ("denied",)]),
    modified_since=st.sampled_from([None, None, date(2024, 6, 1), date(2024, 6, 2)]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=QUERIES)
def test_rows_are_those_of_the_query(full: Desk, tmp_path_factory: pytest.TempPathFactory, query: Query) -> None:
    incidents, assertions = ids(full, query)
    for style in FORMATS:
        folder = tmp_path_factory.mktemp("rows")
        list(files(gathering(full, query), style, folder, "2024.06.01", excel=False))
        if style == "rasid":
            assert [r["event_id"] for r in table(folder / "events.csv")] == incidents
            assert [r["assertion_id"] for r in table(folder / "assertions.csv")] == assertions
        elif style == "acled-style":
            rows = [r["event_id_cnty"].partition("-")[2] for r in table(folder / "acled_style.csv")]
            assert list(dict.fromkeys(row.partition(".")[0] for row in rows)) == incidents
        elif style == "ucdp-style":
            assert [i for i in incidents if i in {r["id"] for r in table(folder / "ucdp_style.csv")}] == [
                r["id"] for r in table(folder / "ucdp_style.csv")
            ]
        elif style == "gdelt-style":
            text = (folder / "gdelt_style.export.CSV").read_text(encoding="utf-8")
            assert [line.split("\t")[0] for line in text.splitlines()] == incidents
            assert all(line.count("\t") == 60 for line in text.splitlines())
        elif style == "polecat-style":
            assert [r["Event ID"] for r in table(folder / "polecat_style.tsv", "\t")] == assertions
        elif style == "geojson":
            features = json.loads((folder / "events.geojson").read_text(encoding="utf-8"))["features"]
            assert [f["id"] for f in features] == incidents
        elif style == "hxl":
            rows = [r["event_id"] for r in table(folder / "hxl.csv")]
            assert rows == ["#event+id", *incidents]
        elif style == "bayanat":
            assert [r["id"] for r in table(folder / "bulletin.csv")] == incidents
        elif style == "graphml":
            space = {"g": "http://graphml.graphdrawing.org/xmlns"}
            edges = ET.parse(folder / "incidents.graphml").getroot().iterfind(".//g:edge", space)  # noqa: S314 - ours
            assert list(dict.fromkeys(e.attrib["id"].rpartition("-")[0] for e in edges)) == incidents
        elif style == "ftm":
            entities = [json.loads(line) for line in (folder / "entities.ftm.json").read_text("utf-8").splitlines()]
            assert [e["id"] for e in entities if e["schema"] == "Event"] == incidents
        elif style == "sqlite":
            base = sqlite3.connect(folder / "rasid.sqlite")
            assert [r[0] for r in base.execute("SELECT event_id FROM events ORDER BY rowid")] == incidents
            assert [r[0] for r in base.execute("SELECT assertion_id FROM assertions ORDER BY rowid")] == assertions
            base.close()
        elif style == "xlsx":
            book = openpyxl.load_workbook(folder / "rasid.xlsx", read_only=True)
            assert book.sheetnames == list(NAMES)
            assert [r[0] for r in book["events"].iter_rows(min_row=2, values_only=True)] == incidents
        else:
            parquet = pytest.importorskip("pyarrow.parquet")
            assert parquet.read_table(folder / "events.parquet")["event_id"].to_pylist() == incidents
            assert parquet.read_table(folder / "assertions.parquet")["assertion_id"].to_pylist() == assertions


def test_a_correction_is_told_without_its_maker_and_counts_as_a_version(full: Desk, tmp_path: Path) -> None:
    export(gathering(full), "rasid", tmp_path / "out", MOMENT)
    rows = table(tmp_path / "out" / "corrections.csv")
    assert [(r["field"], r["old"], r["new"], r["by_role"]) for r in rows] == [("killed", "12", "13", "reviewer")]
    versions = {r["version"]: r["killed_best"] for r in table(tmp_path / "out" / "events.csv")}
    assert versions["2"] == "13"


@pytest.mark.parametrize(
    ("field", "told", "found"),
    [
        ("killed", "null", ""),
        ("killed", "13", "13"),
        ("plover", '"COERCE"', "COERCE"),
        ("source", '[{"id": "pse.hamas", "name_en": "Hamas", "name_ar": "حماس"}]', "Hamas"),
        ("source", '[{"id": null, "name_en": "سامر الفلاني", "name_ar": "سامر الفلاني"}]', WITHHELD),
        ("attribution", '[{"id": null, "who": "Samer Flani", "who_ar": "", "anonymous": false}]', WITHHELD),
        ("place", '{"name_en": "Homs", "name_ar": "حمص", "lat": 34.7}', "Homs"),
        ("date", '{"from": "2024-05-01", "to": "2024-05-02", "span": null}', "2024-05-01; 2024-05-02"),
        ("condition", '"إذا لم يغادر سامر الفلاني"', ""),
    ],
)
def test_a_correction_tells_no_private_name(reader: Reader, field: str, told: str, found: str) -> None:
    assert corrected(field, told, Veil(reader.knowledge)) == found


def test_acled_style_tells_a_known_attack(full: Desk, tmp_path: Path) -> None:
    export(gathering(full), "acled-style", tmp_path / "out", MOMENT)
    row = next(
        r for r in table(tmp_path / "out" / "acled_style.csv") if r["location"] == "Raqqa" and r["fatalities"] == "13"
    )
    assert (row["country"], row["iso"], row["event_date"], row["inter1"]) == (
        "Syria",
        "760",
        "2024-05-06",
        "Political militia",
    )


def test_acled_style_has_a_row_for_each_day_of_a_short_stretch(full: Desk, tmp_path: Path) -> None:
    export(gathering(full), "acled-style", tmp_path / "out", MOMENT)
    rows = table(tmp_path / "out" / "acled_style.csv")
    days = [r for r in rows if r["location"] == "El Fasher"]
    assert [(r["event_date"], r["fatalities"], r["time_precision"]) for r in days] == [
        ("2024-05-05", "0", "1"),
        ("2024-05-06", "0", "1"),
    ]
    assert days[1]["event_id_cnty"] == days[0]["event_id_cnty"] + ".2"
    assert days[1]["notes"].startswith("Day 2 of 2. ")
    night = next(r for r in rows if r["location"] == "Daraa" and r["fatalities"] == "5")
    assert (night["event_date"], night["time_precision"]) == ("2024-05-06", "1")
    week = next(r for r in rows if r["location"] == "Kirkuk")
    assert (week["event_date"], week["time_precision"], week["fatalities"]) == ("2024-05-06", "2", "4")


@given(st.integers(0, 5000), st.integers(1, 7))
def test_the_dead_of_a_stretch_are_spread_over_its_days(dead: int, days: int) -> None:
    shares = spread(dead, days)
    assert sum(shares) == dead and len(shares) == days
    assert max(shares) - min(shares) <= 1 and shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("style", FORMATS)
def test_no_public_form_has_a_position_finer_than_a_kilometre(full: Desk, tmp_path: Path, style: str) -> None:
    export(gathering(full), style, tmp_path / "out", MOMENT)
    export(gathering(full, off=True), style, tmp_path / "restricted", MOMENT)
    fine = re.compile(rb"\b\d\d\.\d{2}\d*[1-9]\b")
    texts = [p for p in (tmp_path / "out").iterdir() if p.suffix not in (".sqlite", ".xlsx", ".parquet")]
    assert not any(fine.search(path.read_bytes()) for path in texts)
    if style == "geojson":
        features = json.loads((tmp_path / "restricted" / "events.geojson").read_text(encoding="utf-8"))["features"]
        levels = {f["properties"]["sensitivity"] for f in features}
        assert levels == {"public", "restricted"}


def test_who_publishes_and_the_licence_are_the_users_to_say(full: Desk, tmp_path: Path) -> None:
    export(gathering(full), "geojson", tmp_path / "open", MOMENT)
    package = json.loads((tmp_path / "open" / "datapackage.json").read_text(encoding="utf-8"))
    assert "licenses" not in package and "contributors" not in package
    assert "unspecified" in (tmp_path / "open" / "LICENSE.txt").read_text(encoding="utf-8")
    said = Terms("مركز: توثيق", "CC-BY-4.0")
    export(gathering(full), "geojson", tmp_path / "said", MOMENT, terms=said)
    package = json.loads((tmp_path / "said" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    cited = yaml.safe_load((tmp_path / "said" / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["license"], cited["authors"]) == ("CC-BY-4.0", [{"name": "مركز: توثيق"}])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd", "'+cmd"),
        ("-5", "-5"),
        ("-5.25", "-5.25"),
        ("-a", "'-a"),
        ("@x", "'@x"),
        ("\u202e=1", "'=1"),
        ("a\u2066b\u2069\u200f", "ab"),
        ("two\nlines\t", "two lines"),
    ],
)
def test_cells_are_safe_to_open(text: str, found: str) -> None:
    assert safe(text) == found


def test_a_spreadsheet_gets_a_mark_of_encoding_and_nobody_else(full: Desk, tmp_path: Path) -> None:
    export(gathering(full), "rasid", tmp_path / "excel", MOMENT, excel=True)
    export(gathering(full), "rasid", tmp_path / "plain", MOMENT)
    assert (tmp_path / "excel" / "events.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert not (tmp_path / "plain" / "events.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert all(not r["name_en"].startswith("=") for r in table(tmp_path / "plain" / "sources.csv"))


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0.01, 500))
def test_positions_move_no_further_than_they_are_exact(lat: float, lon: float, km: float) -> None:
    found = position(lat, lon, km)
    if found is None:
        assert lat == lon == 0
        return
    moved = max(abs(found[0] - lat), abs(found[1] - lon)) * 111.32 * 2**0.5
    assert moved <= max(km, 0.001) * 1.01 or decimals(km) == 5
    if decimals(km):
        assert 10 ** -(decimals(km) - 1) * 111.32 * 0.71 > km


@pytest.mark.parametrize("place", [(None, 1.0), (1.0, None), (0.0, 0.0), (91.0, 1.0)])
def test_what_has_no_place_has_no_position(place: tuple[float | None, float | None]) -> None:
    assert position(*place, 1.0) is None


def test_a_column_that_is_not_listed_cannot_leave(tmp_path: Path) -> None:
    rows = [{"id": "1", "reviewer": "Amal"}]
    with pytest.raises(AssertionError, match="reviewer"):
        write_csv(tmp_path / "t.csv", Table("t", columns("id"), lambda: rows))


def test_the_command_writes_what_the_query_asks_for(full: Desk, tmp_path: Path) -> None:
    run = CliRunner().invoke(
        command,
        ["export", "--record", full.record.where, "--out", str(tmp_path / "x"), "--as", "geojson", "--country", "SYR"],
        env={"SOURCE_DATE_EPOCH": "1717200000"},
    )
    assert run.exit_code == 0, run.output
    features = json.loads((tmp_path / "x" / "events.geojson").read_text(encoding="utf-8"))["features"]
    assert [f["id"] for f in features] == ids(full, Query(countries=("SYR",)))[0]
    package = json.loads((tmp_path / "x" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["version"], package["query"]) == ("2024.06.01", {"countries": ["SYR"]})


def test_a_private_name_in_a_question_is_not_told(full: Desk, tmp_path: Path) -> None:
    export(gathering(full, Query(actors=("Samer al-Nahas", "yem.houthis"))), "rasid", tmp_path / "out", MOMENT)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["query"]["actors"] == [WITHHELD, "yem.houthis"]


def test_what_changed_since_a_day_can_be_exported_alone(tmp_path: Path, reader: Reader) -> None:
    now = ["2024-06-01T00:00:00Z"]
    with open_record(str(tmp_path / "record.db"), clock=lambda: now[0]) as record:
        desk = Desk(record, reader, {})
        for sentence in (NIGHT, STRETCH, PRIVATE):
            desk.add(sentence)
        first, *others = ids(desk, Query())[0]
        assert others
        now[0] = "2024-06-05T00:00:00Z"
        since = Query(modified_since=date(2024, 6, 2))
        assert ids(desk, since) == ([], [])
        Judge(record, "Amal").judge(first, "accepted", "", "seen")
        export(gathering(desk, since), "rasid", tmp_path / "out", MOMENT)
    assert [r["event_id"] for r in table(tmp_path / "out" / "events.csv")] == [first]


def test_an_export_overwrites_nothing(full: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(RecordError, match="name a new folder"):
        export(gathering(full), "geojson", tmp_path / "out", MOMENT)


def test_an_export_that_breaks_leaves_nothing(full: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = gathering(full)
    monkeypatch.setattr(made.ask, "tombstones", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(made, "rasid", tmp_path / "out", MOMENT)
    assert list(tmp_path.iterdir()) == []


def test_a_private_name_is_struck_out_whole_and_by_its_last_word(reader: Reader) -> None:
    veil = Veil(reader.knowledge)
    who = {"id": None, "who": "Samer al-Nahas", "who_ar": "سامر النحاس", "anonymous": False}
    names = veil.names_in({"attribution": [who]})
    assert veil.text("سامر النحاس: قال النحاس إن الجيش انسحب", names) == "[…]: قال […] إن الجيش انسحب"


def test_the_veil_tells_persons_from_bodies_and_descriptions(reader: Reader) -> None:
    veil = Veil(reader.knowledge)
    for name in ("Samir Nahhas", "Sheikh Ahmad Karim"):
        assert veil.private(None, name, False), name
    for name in ("Basra police", "unidentified gunmen", "Syrian army", "medical sources", "Free Idlib Brigade"):
        assert not veil.private(None, name, False), name
    assert not veil.private("yem.houthis", "Houthis", False)
