"""`rasid judge`, `rasid correct`: what people say of assertions and incidents."""

from __future__ import annotations

import click

from rasid.cli.on_record import JSON, RECORD, opened, put
from rasid.cli.session import say

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

    Judgements are added, never written over; the last one counts, and linking obeys it from then on.

    \b
    Examples:
      rasid judge i0536b2702f88 same i748c4d24c65e --by amal --why "same strike, two spellings"
      rasid judge a4d98…:event:93-97:ASSAULT rejected --by amal
    """
    from rasid.store.judging import Judge

    with opened(where) as record:
        Judge(record, by).judge(left, verdict, right, why)
    if as_json:
        put({"left": left, "verdict": verdict, "right": right})
    else:
        say("noted")


@click.command(name="correct")
@click.argument("assertion")
@click.argument("field")
@click.argument("value")
@RECORD
@JSON
@BY
@WHY
def correct(assertion: str, field: str, value: str, where: str | None, as_json: bool, by: str, why: str) -> None:
    """Set a field of an assertion right: killed, wounded, date_from, date_to, plover, factuality.

    What was read stays on record beside the correction; "" empties a field.

    \b
    Example:
      rasid correct a4d98…:event:93-97:ASSAULT killed 3 --by amal --why "third soldier named in the text"
    """
    from rasid.store.judging import Judge

    with opened(where) as record:
        found = Judge(record, by).correct(assertion, field, value, why)
    if as_json:
        put(found)
    else:
        say(f"{field}: {found.was} is now {found.now}")
