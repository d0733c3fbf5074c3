"""Every rule that a sheet must obey, broken once; and the shipped sheets, which keep them all."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from rasid.errors import KnowledgeError
from rasid.knowledge.check import CUE_PARTS, RULES, check, check_namesakes, check_references, check_twins
from rasid.knowledge.load import Sheet, load_sheet
from rasid.knowledge.scheme import SCHEMES, load_scheme
from tests.build import ROOT, reader
from tests.modules import modules

EXAMPLE = "    examples: [{text: ألقى الجيش قنبلة, finds: [قنبلة]}]\n"
ENTRY = (
    "  - id: bomb\n    name: bomb\n    family: bomb\n    delivery: thrown\n    mode: explosives\n"
    '    cameo: "183"\n    forms: [قنبلة]\n'
)


def schemes() -> dict[str, object]:
    return {name: load_scheme(name) for name in SCHEMES}


def faults(*sheets: Sheet) -> list[str]:
    knowledge = replace(reader().knowledge, sheets=sheets, gazetteer=(), _memo={})
    return [str(fault) for fault in check(knowledge, {name: load_scheme(name) for name in SCHEMES})]


def sheet(kind: str, entries: str) -> Sheet:
    return load_sheet("sheet.yaml", f"kind: {kind}\nentries:\n{entries}")


def test_the_origin_at_the_head_of_a_sheet_is_that_of_every_entry_without_its_own() -> None:
    told = load_sheet(
        "sheet.yaml",
        "kind: actor\norigin: press\nentries:\n  - {id: x, name: X, type: party, names: [فلان]}\n"
        "  - {id: y, name: Y, type: party, names: [علان], origin: register}\n",
    )
    assert [entry.origin for entry in told.entries] == ["press", "register"]


def test_the_origin_of_a_sheet_may_tell_of_each_field_apart() -> None:
    told = load_sheet(
        "sheet.yaml",
        "kind: actor\norigin:\n  id: press\n  roles: memory\nentries:\n"
        "  - {id: x, name: X, type: party, names: [فلان]}\n"
        "  - {id: y, name: Y, type: person, names: [علان], roles: [{office: Leader, of: x}]}\n",
    )
    assert [entry.origin for entry in told.entries] == ["press", "press; memory"]


def test_an_origin_of_a_field_that_entries_do_not_have_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no field of its entries"):
        load_sheet("sheet.yaml", "kind: actor\norigin: {role: memory}\nentries: []\n")


def test_a_good_entry_has_no_fault() -> None:
    assert faults(sheet("weapon", ENTRY + EXAMPLE)) == []


@pytest.mark.parametrize(
    ("kind", "entries", "said"),
    [
        ("weapon", ENTRY.replace("bomb\n    name", "Bomb!\n    name") + EXAMPLE, "is no id"),
        ("weapon", ENTRY + EXAMPLE + ENTRY + EXAMPLE, "give each entry its own id"),
        ("weapon", ENTRY.replace("قنبلة", "\ufee9نبلة") + EXAMPLE, "ARABIC LETTER HEH ISOLATED FORM"),
        ("weapon", ENTRY.replace("قنبلة", "قنبل\u06cc") + EXAMPLE, "ARABIC LETTER FARSI YEH"),
        ("weapon", ENTRY.replace("قنبلة", "\u06a9نبلة") + EXAMPLE, "ARABIC LETTER KEHEH"),
        ("weapon", ENTRY.replace("قنبلة", "قنـبلة") + EXAMPLE, "ARABIC TATWEEL"),
        ("weapon", ENTRY.replace("قنبلة", "قُنبلة") + EXAMPLE, "ARABIC DAMMA"),
        ("weapon", ENTRY.replace("قنبلة", "قنبلة\u200f") + EXAMPLE, "RIGHT-TO-LEFT MARK"),
        ("weapon", ENTRY.replace("قنبلة", '"قنبلة  يدوية"') + EXAMPLE, "blanks"),
        (
            "weapon",
            ENTRY + EXAMPLE + ENTRY.replace("id: bomb", "id: other").replace("قنبلة", "القنبله") + EXAMPLE,
            "too",
        ),
        ("weapon", ENTRY.replace("explosives", "loud") + EXAMPLE, "is no PLOVER mode"),
        ("weapon", ENTRY.replace("explosives", "cyber") + EXAMPLE, "is no PLOVER mode of what 183 codes"),
        ("weapon", ENTRY.replace("183", "999") + EXAMPLE, "is no CAMEO code"),
        ("weapon", ENTRY.replace("family: bomb", "family: thing") + EXAMPLE, "is no value of family"),
        ("weapon", ENTRY.replace("delivery: thrown", "delivery: post") + EXAMPLE, "is no value of delivery"),
        ("weapon", ENTRY.replace("delivery: thrown", "delivery: defence") + EXAMPLE, "is implied by what only defends"),
        ("event", "  - {id: x, plover: WAR, examples: [{text: قصف, finds: [قصف]}]}\n", "is no PLOVER type"),
        (
            "event",
            "  - {id: x, plover: AID, mode: drone, examples: [{text: قصف, finds: [قصف]}]}\n",
            "is no mode of AID",
        ),
        ("event", "  - {id: x, cameo: '999', examples: [{text: قصف, finds: [قصف]}]}\n", "is no CAMEO code"),
        ("event", "  - {id: x, acled: War, examples: [{text: قصف, finds: [قصف]}]}\n", "is no sub-event type"),
        ("event", "  - {id: x, speech: maybe, examples: [{text: قصف, finds: [قصف]}]}\n", "is no value of speech"),
        (
            "actor",
            "  - {id: x, name: X, type: person, names: [فلان], roles: [{office: o, since: '2024', until: '2020'}]}\n",
            "ends before it begins",
        ),
        (
            "actor",
            "  - {id: x, name: X, type: person, names: [فلان], roles: [{office: o, since: soon}]}\n",
            "is no date",
        ),
        ("cue", "  - {id: x, part: nothing, forms: [بين]}\n", "is no value of part"),
        ("actor", "  - {id: x, name: X, type: person, names: [فلان], country: Iraq}\n", "is no country code"),
        ("actor", "  - {id: x, name: X, type: party, names: [فلان], member_of: [y]}\n", "is no actor or state"),
        (
            "actor",
            "  - {id: x, name: X, type: person, names: [فلان], roles: [{office: Leader, of: y}]}\n",
            "is no actor",
        ),
        ("actor", "  - {id: x, name: X, type: party, names: [فلان]}\n", "has no origin"),
        (
            "actor",
            "  - {id: x, name: X, type: party, names: [فلان], member_of: [{of: x, since: '2020', until: '2012'}]}\n",
            "ends before it begins",
        ),
        (
            "place",
            "  - {id: x, name: X, type: town, names: [فلان], country: IRQ, lat: '133.2', lon: '44'}\n",
            "position",
        ),
        ("place", "  - {id: x, name: X, type: town, names: [فلان], country: IRQ, lat: '33.2'}\n", "position"),
        ("weapon", ENTRY, "has no example"),
        ("weapon", ENTRY + EXAMPLE.replace("finds: [قنبلة]", "finds: []"), "finds nothing"),
        ("weapon", ENTRY + EXAMPLE.replace("finds: [قنبلة]", "finds: [صاروخ]"), "stands 0 times"),
        ("weapon", ENTRY + EXAMPLE.replace("finds: [قنبلة]", "finds: [ق]"), "stands 2 times"),
    ],
)
def test_a_broken_rule_is_named(kind: str, entries: str, said: str) -> None:
    found = faults(sheet(kind, entries))
    assert any(said in fault for fault in found), found
    assert all(fault.startswith("sheet.yaml: ") for fault in found)


@pytest.mark.parametrize(
    ("kind", "entry"),
    [
        ("event", "  - {id: x, plover: ASSAULT, nouns: [قصف]}\n"),
        ("speech", "  - {id: x, nouns: [بيان]}\n"),
        ("time", "  - {id: x, part: feast, value: hijri 10 1 3, forms: [عيد]}\n"),
        ("weapon", ENTRY),
        ("doubt", "  - {id: x, effect: possible, phrases: [ربما]}\n"),
        ("harm", "  - {id: x, outcome: killed, nouns: [مقتل]}\n"),
        ("light", "  - {id: x, phrases: [شن]}\n"),
    ],
)
def test_kinds_that_are_easily_misread_need_an_example(kind: str, entry: str) -> None:
    assert [fault for fault in faults(sheet(kind, entry)) if "has no example" in fault]


def test_an_actor_that_shares_its_name_shows_when_it_is_meant() -> None:
    example = "examples: [{text: قالت الجبهة, finds: [الجبهة]}]"
    one = f"  - {{id: a, name: A, type: party, names: [], shared: [الجبهة], {example}}}\n"
    other = "  - {id: b, name: B, type: party, names: [الجبهه]}\n"
    assert [f for f in faults(sheet("actor", one + other)) if "is a name of" in f] == [
        "sheet.yaml: b: 'الجبهه' is a name of a too; add an example in which it means this one"
    ]


def test_words_with_a_condition_may_stand_twice() -> None:
    one = "  - {id: x, nouns: [هجوم], needs: [جيش], examples: [{text: هجوم, finds: [هجوم]}]}\n"
    two = "  - {id: y, nouns: [هجوم], examples: [{text: هجوم, finds: [هجوم]}]}\n"
    assert faults(sheet("event", one + two)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_shipped_sheets_obey(rule: object) -> None:
    assert callable(rule)
    found = [str(fault) for fault in rule(reader().knowledge, schemes())]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("part", sorted(CUE_PARTS))
def test_a_part_of_the_cues_has_words_a_stage_and_a_line_in_the_documents(part: str) -> None:
    assert reader().knowledge.cues(part)
    asking = [path for path, room in modules() if room == "extract" and f'"{part}"' in path.read_text(encoding="utf-8")]
    assert asking, f"no stage asks for cues of the part {part!r}"
    table = (ROOT / "docs" / "knowledge.md").read_text(encoding="utf-8").split("## Cues")[1]
    assert re.search(rf"^\|[a-z_, ]*\b{part}\b[a-z_, ]*\|", table, re.MULTILINE)


def test_schemes_are_whole() -> None:
    plover = load_scheme("plover")
    assert len(plover.codes) == 16
    assert "aerial" in plover.modes("ASSAULT")
    assert load_scheme("cameo").codes["190"]["goldstein"] == "-10.0"


TOWN = (
    "  - id: {id}\n    name: Ariha\n    names: [أريحا]\n    country: SYR\n    type: town\n"
    "    lat: {lat}\n    lon: 36.6\n"
    "    examples: [{{text: {text}, finds: [أريحا]}}]\n"
)


def namesakes(lat: str, text: str) -> list[str]:
    first = TOWN.format(id="one", lat="35.8", text="قصفت الطائرات أريحا")
    places = sheet(
        "place", first + TOWN.format(id="two", lat=lat, text=text).replace("finds: [أريحا]", "finds: [قصفت]")
    )
    knowledge = replace(reader().knowledge, sheets=(places,), _memo={})
    return [str(fault) for fault in check_namesakes(knowledge, {})]


def test_towns_of_one_name_far_apart_need_an_example_each() -> None:
    (fault,) = namesakes("31.9", "قصفت الطائرات المدينة")
    assert "two" in fault and "is the name of one too" in fault
    assert namesakes("31.9", "قصفت الطائرات مدينة أريحا") == []
    assert namesakes("35.9", "قصفت الطائرات المدينة") == []


def test_an_actor_stands_only_once_in_its_country() -> None:
    actor = "- id: {id}\n  name: {name}\n  type: armed_group\n  country: {country}\n  sector: REB\n  names: [{names}]\n"
    first = actor.format(id="one", name="Front of Río", country="MLI", names="جبهة النهر")

    def faults(name: str, country: str) -> list[str]:
        second = actor.format(id="two", name=name, country=country, names="جبهة الوادي")
        knowledge = replace(reader().knowledge, sheets=(sheet("actor", first + second),), _memo={})
        return [str(fault) for fault in check_twins(knowledge, {})]

    (fault,) = faults("Front of Rio", "MLI")
    assert "two" in fault and "is the name of one too" in fault
    assert faults("Front of Rio", "NER") == []
    assert faults("Front of Rio 2", "MLI") == []


def test_whose_an_office_is_says_the_name_of_a_state_not_its_id() -> None:
    states = Sheet("states.yaml", "state", tuple(s for s in reader().knowledge.states if s.id == "chad"))
    person = "- {id: x, name: X, type: person, names: [فلان], origin: press, roles: [{office: President, of: %s}]}\n"

    def faults(whose: str) -> list[str]:
        knowledge = replace(reader().knowledge, sheets=(states, sheet("actor", person % whose)), _memo={})
        return [str(fault) for fault in check_references(knowledge, {})]

    (fault,) = faults("chad")
    assert "is the id of a state" in fault and "write Chad" in fault
    assert faults("Chad") == []
