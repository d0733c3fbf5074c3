"""What leaves a record: exactly the rows asked for, safe to open, without private names."""

from __future__ import annotations

import csv
import hashlib
import json
import sqlite3
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rasid.cli import command
from rasid.errors import RecordError
from rasid.export.gathered import Gathering
from rasid.export.package import FORMATS, export, files
from rasid.export.privacy import WITHHELD, Veil
from rasid.export.rasid_tables import NAMES, corrected
from rasid.export.tables import Table, columns, decimals, position, safe, write_csv
from rasid.model.query import Query
from rasid.run.pipeline import Reader
from rasid.store.judging import Judge
from rasid.store.record import Read, open_record
from tests.record.conftest import Desk
from tests.record.test_contract import ALL, DEADLINE, TALLY, THREAT

PRIVATE = "قال الشاهد سامر النحاس إن مسلحين قتلوا ثلاثة مدنيين في مدينة تدمر يوم الاثنين."
MOMENT = "2024-06-01T00:00:00Z"
NOTE = "internal: told by the source in Homs"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory, reader: Reader, readings: dict[str, Read]) -> Iterator[Desk]:
    """A record of a dozen articles, one corrected and judged."""
    where = str(tmp_path_factory.mktemp("export") / "record.db")
    with open_record(where, clock=lambda: MOMENT) as record:
        desk = Desk(record, reader, readings)
        for number, sentence in enumerate((*ALL, THREAT, DEADLINE, TALLY, PRIVATE)):
            desk.add(sentence, ("one", "=two()", "three")[number % 3], f"2024-05-{8 + number % 3:02}")
        first = next(a for a in desk.ask.each_assertion(Query()) if a["killed"] == 12)
        judge = Judge(record, "Amal Reviewer")
        judge.correct(first["id"], "killed", "13", NOTE)
        judge.judge(first["id"], "accepted", "", NOTE)
        yield desk


def gathering(desk: Desk, query: Query | None = None, *, off: bool = False) -> Gathering:
    knowledge = desk.intake.reader.knowledge
    return Gathering(desk.ask, query or Query(), knowledge, Veil(knowledge, off=off))


def table(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream, delimiter=delimiter))


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
            assert rows == incidents
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


TYPES: dict[str, Any] = {"integer": int, "number": float, "date": date.fromisoformat, "array": json.loads}


@pytest.mark.parametrize("style", [s for s in FORMATS if s in ("rasid", "hxl", "bayanat") or s.endswith("-style")])
def test_cells_have_the_types_that_the_data_package_gives(full: Desk, tmp_path: Path, style: str) -> None:
    export(gathering(full), style, tmp_path / "out", MOMENT)
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert package["profile"] == "data-package"
    for resource in package["resources"]:
        fields = resource["schema"]["fields"]
        with (tmp_path / "out" / resource["path"]).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream, delimiter=resource["dialect"]["delimiter"]))
        if resource["dialect"]["header"]:
            assert rows.pop(0) == [f["name"] for f in fields]
        rows = [r for r in rows if not r[0].startswith(resource["dialect"].get("commentChar", "\0"))]
        assert len(rows) == resource["rows"]
        for row in rows:
            for value, field in zip(row, fields, strict=True):
                if value and field["type"] in TYPES:
                    TYPES[field["type"]](value)
                elif value and field["type"] == "boolean":
                    assert value in ("true", "false")


def test_geojson_keeps_to_its_specification(full: Desk, tmp_path: Path) -> None:
    export(gathering(full), "geojson", tmp_path / "out", MOMENT)
    data = (tmp_path / "out" / "events.geojson").read_bytes()
    assert not data.startswith(b"\xef\xbb\xbf")
    found = json.loads(data)
    assert found.keys() == {"type", "features"}
    assert any(f["geometry"] is None for f in found["features"])
    for feature in found["features"]:
        assert feature.keys() == {"type", "id", "geometry", "properties"}
        assert feature["properties"]["event_id"] == feature["id"]
        if feature["geometry"]:
            lon, lat = feature["geometry"]["coordinates"]
            assert feature["geometry"]["type"] == "Point"
            assert 20 < lon < 80 and 0 < lat < 45


def test_edges_of_the_net_join_nodes_that_are_there(full: Desk, tmp_path: Path) -> None:
    export(gathering(full), "graphml", tmp_path / "out", MOMENT)
    space = {"g": "http://graphml.graphdrawing.org/xmlns"}
    root = ET.parse(tmp_path / "out" / "incidents.graphml").getroot()  # noqa: S314 - ours
    nodes = {n.attrib["id"] for n in root.iterfind(".//g:node", space)}
    for edge in root.iterfind(".//g:edge", space):
        assert {edge.attrib["source"], edge.attrib["target"]} <= nodes


FTM = {
    "Event": "name startDate endDate location country involved keywords recordId sourceUrl modifiedAt",
    "Note": "name description entity",
    "UnknownLink": "subject object role date",
    "Documentation": "document entity role",
    "Article": "title publisher publishedAt sourceUrl language",
    "Organization": "name country",
    "PublicBody": "name country",
    "Person": "name country",
}


def test_entities_have_the_schemata_and_properties_of_followthemoney(full: Desk, tmp_path: Path) -> None:
    export(gathering(full), "ftm", tmp_path / "out", MOMENT)
    lines = (tmp_path / "out" / "entities.ftm.json").read_text(encoding="utf-8").splitlines()
    entities = [json.loads(line) for line in lines]
    known = {e["id"] for e in entities}
    assert len(known) == len(entities)
    for item in entities:
        assert item["properties"].keys() <= set(FTM[item["schema"]].split()), item
        assert all(isinstance(v, str) for values in item["properties"].values() for v in values)
        for name in ("involved", "entity", "subject", "object", "document"):
            assert set(item["properties"].get(name, [])) <= known
    assert any(e["schema"] == "UnknownLink" for e in entities)
    assert not any("denied" in e["properties"].get("role", []) for e in entities)


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
