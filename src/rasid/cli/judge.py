"""`rasid judge`, `correct`, `assert`, `judgements`: what people say of assertions and incidents."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from rasid.cli.on_record import JSON, RECORD, opened, put
from rasid.cli.session import open_reader, say

if TYPE_CHECKING:
    from rasid.store.judging import Judge
    from rasid.store.record import Record

BY = click.option("--by", envvar="RASID_REVIEWER", default="", metavar="NAME", help="Who judges (or RASID_REVIEWER).")
WHY = click.option("--why", default="", metavar="TEXT", help="Why.")


@click.command(name="judge")
@click.argument("left")
@click.argument("verdict")
@click.argument("right", required=False, default="")
@RECORD
@JSON
@BY
@WHY
def judge(left: str, verdict: str, right: str, where: str | None, as_json: bool, by: str, why: str) -> None:
    """Say that two assertions or incidents are the same or different, or accept or reject an assertion.

    Judgements are added, never written over; linking obeys them from then on. The last one counts: earlier ones that
    it leaves no room for are set aside, and named. A rejected assertion leaves its incident and all answers.

    \b
    Examples:
      rasid judge i0536b2702f88 same i748c4d24c65e --by amal --why "same strike, two spellings"
      rasid judge a4d98…:event:93-97:ASSAULT rejected --by amal
    """
    from rasid.store.judging import Judge

    with opened(where) as record:
        aside = Judge(record, by).judge(left, verdict, right, why)
    if as_json:
        put({"left": left, "verdict": verdict, "right": right, "set_aside": aside})
        return
    say("noted")
    for item in aside:
        told = ", ".join(f"{j.left} {j.verdict} {j.right}" for j in item.against)
        say(f"set aside from now on: {item.judged.left} {item.judged.verdict} {item.judged.right}; against it: {told}")


@click.command(name="correct")
@click.argument("assertion")
@click.argument("field")
@click.argument("value", required=False)
@RECORD
@JSON
@BY
@WHY
@click.option("--undo", is_flag=True, help="Give back what was read.")
def correct(
    assertion: str,
    field: str,
    value: str | None,
    where: str | None,
    as_json: bool,
    by: str,
    why: str,
    undo: bool,
) -> None:
    """Set a field of an assertion right. What was read stays on record beside the correction; "" empties a field.

    Fields: kind, type, mode, source, target, addressee, attribution, place, coordinates, date, date_from, date_to,
    factuality, condition, deadline, channel, act, act_words, weapons, killed, wounded, count, count_unit,
    count_since, count_bound. Actors and places are ids or names; several actors are parted by ; and the links of an
    attribution by > with the outermost first. To take an assertion out, judge it rejected.

    \b
    Examples:
      rasid correct a4d98…:event:93-97:ASSAULT killed 3 --by amal --why "third soldier named in the text"
      rasid correct a4d98…:event:93-97:ASSAULT source "yem.houthis" --by amal
      rasid correct a4d98…:event:93-97:ASSAULT coordinates "33.51, 36.29, 2" --by amal
      rasid correct a4d98…:event:93-97:ASSAULT killed --undo --by amal
    """
    if (value is None) is not undo:
        raise click.UsageError('give a value ("" for nothing), or --undo')
    with opened(where) as record:
        found = with_means(record, by).correct(assertion, field, value, why)
    if as_json:
        put(found)
    else:
        say(f"{found.field}: {shown(found.was)} is now {shown(found.now)}")


@click.command(name="assert")
@click.argument("article")
@click.argument("words")
@RECORD
@JSON
@BY
@WHY
@click.option("--kind", default="event", show_default=True, help="event, threat, claim, denial, tally, ...")
@click.option("--type", "plover", default="", help="PLOVER event type, such as ASSAULT.")
def add(article: str, words: str, where: str | None, as_json: bool, by: str, why: str, kind: str, plover: str) -> None:
    """Add an assertion that the reader missed, on words of an article; fill it with `rasid correct`.

    It counts as accepted and stays when the article is read again. Prints its id.

    \b
    Example:
      rasid assert a4d98f0c1b2a3 'سقوط قذيفة' --type ASSAULT --by amal --why "missed"
    """
    with opened(where) as record:
        id = with_means(record, by).add(article, words, kind, plover, why)
    if as_json:
        put({"id": id})
    else:
        click.echo(id)


@click.command(name="judgements")
@click.argument("ids", nargs=-1)
@RECORD
@JSON
def judgements(ids: tuple[str, ...], where: str | None, as_json: bool) -> None:
    """List what people judged and corrected: who, when, why, and whether it counts.

    Of all, or of the assertions and incidents named. A judgement that a later one on the same replaced, or that later
    ones leave no room for, stays on the list and says so.

    \b
    Example:
      rasid judgements i0536b2702f88
    """
    from rasid.store.judging import log_of

    with opened(where) as record:
        for row in log_of(record, ids):
            if as_json:
                put(row)
                continue
            if row["what"] == "judgement":
                told = " ".join(part for part in (row["left"], row["verdict"], row["right"]) if part)
            else:
                told = f"{row['record']} {row['field']}: {shown(row['was'])} → {shown(row['now'])}"
            why = f" «{row['why']}»" if row["why"] else ""
            against = f" because of {', '.join(map(str, row['against']))}" if row["against"] else ""
            click.echo(f"{row['seq']}  {row['at']}  {row['by']}  [{row['state']}{against}]  {told}{why}")


def with_means(record: Record, by: str) -> Judge:
    """A judge who can read names of actors and places."""
    from rasid.run.record import judge as judging

    return judging(record, by, open_reader())


def shown(value: object) -> str:
    """A value of a field on a line."""
    if value in (None, [], ""):
        return "nothing"
    if isinstance(value, list):
        return "; ".join(shown(v) for v in value)
    if isinstance(value, dict):
        named = value.get("name_en") or value.get("who") or value.get("name_ar")
        if named:
            return str(named)
        if "from" in value:
            return " – ".join(dict.fromkeys(str(d) for d in (value["from"], value["to"]) if d))
        return json.dumps(value, ensure_ascii=False)
    return str(value)
