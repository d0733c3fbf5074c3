"""What people judge and correct: added to the record, never written over, and obeyed by linking from then on."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from rasid.errors import RecordError
from rasid.link.cluster import Aside, heeded
from rasid.model.record import Judged, Report
from rasid.store import audit, linking, tables
from rasid.store.correcting import ADDED, added, apply_corrections, corrections_of
from rasid.store.fields import KINDS, Means, field_of, parsed, said
from rasid.store.record import Record
from rasid.store.reports import with_story
from rasid.store.rows import assertion_row, put_assertions, put_beside

ON_TWO = ("same", "different", "unsure")
ON_ONE = ("accepted", "rejected", "pending")


@dataclass(frozen=True, slots=True)
class Correction:
    """A field of an assertion that somebody set right."""

    record: str
    field: str
    was: Any
    now: Any
    by: str
    why: str
    at: str


class Judge:
    """Takes down what one person judges; `by` is a name for inside use, which no export carries.

    `means` read names of actors and places and words; without them only numbers, days and codes can be corrected
    (`rasid.run.record.judge` brings them along).
    """

    def __init__(self, record: Record, by: str, means: Means | None = None) -> None:
        if not by.strip():
            raise RecordError("a judgement needs a name: --by NAME (it stays in the record and in no export)")
        self.record = record
        self.by = by.strip()
        self.means = means

    def judge(self, left: str, verdict: str, right: str = "", why: str = "") -> tuple[Aside, ...]:
        """Say that two assertions or incidents are the same or different, or accept or reject an assertion.

        An incident stands for its first assertion where it is called the same as another, and for each of its
        assertions where it is called different; to call two incidents the same takes back what was said against any
        of their assertions. Gives the earlier judgements that this one leaves no room for: they stay on record and are
        set aside. Raises RecordError for an unknown id or verdict.
        """
        allowed = ON_TWO if right else ON_ONE
        if verdict not in allowed:
            what = "two of them" if right else "one assertion"
            raise RecordError(f"{verdict!r} is no verdict on {what}; it is one of {', '.join(allowed)}")
        with self.record.writing() as connection:
            at = self.record.clock()
            lefts = assertions_of(connection, left)
            if not right:
                for one in lefts:
                    self.write(connection, one, "", verdict, why, at)
                    self.bury(connection, one, verdict, at)
                linking.settle(connection, set(lefts), at)
                linking.follow_again(connection, lefts)
                return ()
            rights = assertions_of(connection, right)
            if set(lefts) & set(rights):
                raise RecordError(f"{left} and {right} cannot be held against each other: they share an assertion")
            before = set(aside_among(connection, {*lefts, *rights}))
            pairs = [tuple(sorted((one, other))) for one in lefts for other in rights]
            if verdict != "different":
                parted = last_verdicts(connection, {*lefts, *rights})
                first = tuple(sorted((lefts[0], rights[0])))
                pairs = [first, *(p for p in pairs if p != first and parted.get((p[0], p[1])) == "different")]
            for one, other in pairs:
                self.write(connection, one, other, verdict, why, at)
            linking.settle(connection, {*lefts, *rights}, at)
            return tuple(a for a in aside_among(connection, {*lefts, *rights}) if a not in before)

    def write(self, connection: Connection, left: str, right: str, verdict: str, why: str, at: str) -> None:
        """Add one judgement."""
        a, b = tables.assertions, tables.assertion_bodies
        wanted = select(b.c.body).where(b.c.assertion.in_([left, right])).order_by(b.c.assertion)
        quotes = [json.loads(body)["trigger"] for body in connection.execute(wanted).scalars()]
        row = {"left": left, "right": right, "verdict": verdict, "by": self.by, "why": why, "at": at}
        connection.execute(insert(tables.judgements), {**row, "quote": " | ".join(quotes)})
        if not right:
            connection.execute(update(a).where(a.c.id == left).values(verdict=verdict))
            touch(connection, left, at)
        audit.append(connection, at, self.by, "judge", {"left": left, "right": right, "verdict": verdict, "why": why})

    def bury(self, connection: Connection, assertion: str, verdict: str, at: str) -> None:
        """Leave a tombstone for an assertion that is rejected, and take it away where it no longer is."""
        t = tables.tombstones
        connection.execute(delete(t).where(t.c.old == assertion))
        if verdict == "rejected":
            row = {"old": assertion, "kind": "withdrawn", "new": "", "at": at, "why": "rejected by a person"}
            connection.execute(insert(t), row)

    def correct(self, assertion: str, field: str, value: str | None, why: str) -> Correction:
        """Set a field of an assertion right; what it was stays on record. None gives back what was read.

        Raises RecordError for an unknown assertion or field, or a value that the field cannot have.
        """
        field = field_of(field)
        now = parsed(field, value, self.means) if value is not None else None
        with self.record.writing() as connection:
            at = self.record.clock()
            b = tables.assertion_bodies
            row = connection.execute(select(b.c.body).where(b.c.assertion == assertion)).first()
            if row is None:
                raise unknown(assertion)
            was = said(json.loads(row.body), field)
            if value is None:
                before = corrections_of(connection, [assertion]).get(assertion, {}).get(field)
                if before is None:
                    raise RecordError(f"{field} of {assertion} was never corrected; there is nothing to take back")
                now = json.loads(before[0].was)
            found = {"record": assertion, "field": field, "by": self.by, "why": why, "at": at}
            values = {"was": json.dumps(was, ensure_ascii=False), "now": json.dumps(now, ensure_ascii=False)}
            connection.execute(insert(tables.corrections), {**found, **values})
            apply_corrections(connection, [assertion], self.means)
            audit.append(connection, at, self.by, "correct", {**found, "was": was, "now": now})
            linking.relink(connection, [assertion], at)
            touch(connection, assertion, at)
        return Correction(assertion, field, was, now, self.by, why, at)

    def add(self, article: str, words: str, kind: str = "event", plover: str = "", why: str = "") -> str:
        """Add an assertion that the reader missed, on words of an article; gives its id, to be filled by `correct`.

        It counts as accepted and outlives every new reading. Raises RecordError where the article is not on record,
        the words do not stand in it just once, or it has such an assertion.
        """
        if kind not in KINDS:
            raise RecordError(f"{kind!r} is no kind of assertion; it is one of {', '.join(KINDS)}")
        type_ = parsed("plover", plover, None)
        document = self.record.document(article)
        start = document.text.find(words) if words.strip() else -1
        if start < 0:
            raise RecordError(f"{words!r} does not stand in article {article}; give the words as they are in its text")
        if document.text.find(words, start + 1) >= 0:
            raise RecordError(f"{words!r} stands more than once in article {article}; give more of the words around it")
        id = f"{document.id}:{kind}:{start}-{start + len(words)}:{type_ or 'none'}"
        published = date.fromisoformat(document.published[:10]) if document.published else None
        with self.record.writing() as connection:
            at, a, t = self.record.clock(), tables.assertions, tables.articles
            if connection.execute(select(a.c.id).filter_by(id=id)).first() is not None:
                raise RecordError(f"the record holds {id} already; correct that one")
            story = connection.execute(select(t.c.story).filter_by(id=document.id)).scalar_one()
            content = self.means.words(words) if self.means else ()
            told = Report(id, document.id, kind, type_, "", published, document.outlet or "", words, words=content)
            report, body = added(told, words, start)
            report = with_story(report, story)
            put_assertions(connection, [{**assertion_row(report, body), "incident": None, "verdict": "accepted"}])
            put_beside(connection, [report])
            note = {"record": id, "field": ADDED, "by": self.by, "why": why, "at": at}
            values = {"was": "null", "now": json.dumps(words, ensure_ascii=False)}
            connection.execute(insert(tables.corrections), {**note, **values})
            audit.append(connection, at, self.by, "assert", {**note, "now": words})
            self.write(connection, id, "", "accepted", why, at)
            linking.link_reports(connection, [id], (), at)
        return id


def log_of(record: Record, ids: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What people judged and corrected, in the order of time, each with what became of it."""
    j, c = tables.judgements, tables.corrections
    with record.looking() as connection:
        wanted = {one for id in ids for one in assertions_of(connection, id)}
        judgements = [dict(row._mapping) for row in connection.execute(select(j).order_by(j.c.seq))]
        corrections = [dict(row._mapping) for row in connection.execute(select(c).order_by(c.c.seq))]
    kept, aside = heeded(Judged(r["left"], r["right"], r["verdict"], r["seq"]) for r in judgements if r["right"])
    counting = {item.seq for item in kept}
    against = {item.judged.seq: [later.seq for later in item.against] for item in aside}
    last = {(r["left"], r["right"]): r["seq"] for r in judgements}
    newest = {(r["record"], r["field"]): r["seq"] for r in corrections}
    found = []
    for row in judgements:
        counts = row["seq"] in counting or last[row["left"], row["right"]] == row["seq"]
        state = "set aside" if row["seq"] in against else "counts" if counts else "replaced"
        found.append({"what": "judgement", **row, "state": state, "against": against.get(row["seq"], [])})
    for row in corrections:
        state = "counts" if newest[row["record"], row["field"]] == row["seq"] else "replaced"
        told = {**row, "was": json.loads(row["was"]), "now": json.loads(row["now"])}
        found.append({"what": "correction", **told, "state": state, "against": []})
    if ids:
        found = [row for row in found if {row.get("left"), row.get("right"), row.get("record")} & wanted]
    return sorted(found, key=lambda row: (row["at"], row["what"], row["seq"]))


def last_verdicts(connection: Connection, ids: set[str]) -> Mapping[tuple[str, str], str]:
    """The last verdict on each two of some assertions."""
    _, _, judged = linking.component(connection, ids)
    return {(item.left, item.right): item.verdict for item in judged}


def aside_among(connection: Connection, ids: set[str]) -> list[Aside]:
    """The judgements that are set aside among all that hang together with some assertions."""
    _, _, judged = linking.component(connection, ids)
    return heeded(judged)[1]


def touch(connection: Connection, assertion: str, at: str) -> None:
    """Say that the incident of an assertion changed, for those who ask what is new."""
    i, a = tables.incidents, tables.assertions
    own = select(a.c.incident).where(a.c.id == assertion)
    connection.execute(update(i).where(i.c.id.in_(own)).values(modified=at))


def unknown(id: str) -> RecordError:
    """The error for an id that the record does not hold."""
    return RecordError(f"the record holds no assertion or incident {id!r}; rasid find --json lists the ids")


def assertions_of(connection: Connection, id: str) -> list[str]:
    """The assertion of an id, or those of an incident, the first report first."""
    a, i = tables.assertions, tables.incident_bodies
    if connection.execute(select(a.c.id).filter_by(id=id)).first() is not None:
        return [id]
    body = connection.execute(select(i.c.body).filter_by(incident=id)).scalar()
    if body is None:
        raise unknown(id)
    return list(json.loads(body)["reports"])
