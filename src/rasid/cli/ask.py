"""`rasid find`, `incidents`, `incident`, `threats`, `tallies`: the record, asked."""

from __future__ import annotations

import click

from rasid.cli.on_record import JSON, LANG, RECORD, asks, asks_all, put, questions, style_of
from rasid.cli.session import say
from rasid.model.query import Query

STATUSES = ("open", "condition_met", "carried_out", "lapsed", "withdrawn")


@click.command(name="find")
@click.argument("words", nargs=-1)
@RECORD
@JSON
@LANG
@click.option("--facets", is_flag=True, help="Print how many there are of each kind, type, country, outlet, ...")
@asks
def find(where: str | None, as_json: bool, lang: str, facets: bool, query: Query) -> None:
    """Find assertions: by words of their article, by who, what, where and when, and by who says so.

    Words are found in all their spellings, with and without what is joined to them; "..." is a phrase, word* a
    beginning, -word must not be there. Options of one name widen the question, of different names narrow it.

    \b
    Examples:
      rasid find 'عين الأسد' --record war.db
      rasid find --type ASSAULT --place Damascus --since 2024-01-01 --min-origins 2
      rasid find --actor pse.hamas --role source --json
      rasid find --near 33.5,36.3,20 --facets
    """
    from rasid.export.record_text import facet_lines, found_lines, shown_line

    with questions(where) as ask:
        if facets:
            counts = ask.facets(query)
            if as_json:
                put(counts)
                return
            for line in facet_lines(counts, style_of(lang)):
                click.echo(line)
            return
        page = ask.assertions(query)
        style = style_of(lang)
        for row in page.rows:
            if as_json:
                put(row)
            else:
                click.echo("\n".join(found_lines(row, style)))
        say(shown_line(page.after, len(page.rows), page.total, style))


@click.command(name="incidents")
@click.argument("words", nargs=-1)
@RECORD
@JSON
@LANG
@asks
def incidents(where: str | None, as_json: bool, lang: str, query: Query) -> None:
    """List incidents: what happened, by how many articles and independent origins, claimed or denied by whom.

    \b
    Examples:
      rasid incidents --record war.db --since 2024-01-01
      rasid incidents --stance claimed --min-origins 3 --json
    """
    from rasid.export.record_text import incident_head, shown_line
    from rasid.store.asking import incident_of

    with questions(where) as ask:
        page = ask.incidents(query)
        style = style_of(lang)
        for row in page.rows:
            if as_json:
                put(row)
            else:
                click.echo(incident_head(incident_of(row), style))
        say(shown_line(page.after, len(page.rows), page.total, style))


@click.command(name="incident")
@click.argument("id")
@RECORD
@JSON
@LANG
@click.option("--why", is_flag=True, help="Also show why its reports were put together.")
def incident(id: str, where: str | None, as_json: bool, lang: str, why: bool) -> None:
    """Show one incident: figures by speaker, claims and denials, contradictions, first report and copies.

    \b
    Example:
      rasid incident i0536b2702f88 --why
    """
    from rasid.export.record_text import incident_lines

    with questions(where) as ask:
        item = ask.incident(id)
        articles = ask.articles(item.articles)
        reasons = ask.reasons(item.reports) if why or as_json else []
        if as_json:
            put({"incident": item, "articles": articles, "reasons": reasons})
            return
        for line in incident_lines(item, ask.reports(item.reports), articles, reasons, style_of(lang)):
            click.echo(line)


@click.command(name="threats")
@RECORD
@JSON
@LANG
@click.option("--open", "only_open", is_flag=True, help="Only those that are open.")
@click.option("--status", type=click.Choice(STATUSES), help="Only those of a status.")
@asks_all
def threats(where: str | None, as_json: bool, lang: str, only_open: bool, status: str | None, query: Query) -> None:
    """Show the ledger of threats: who threatened whom with what, on what condition, until when, and what came of it.

    The nearest deadline comes first. A deadline has passed when the last day on record lies behind it.

    \b
    Examples:
      rasid threats --open
      rasid threats --status carried_out --actor yem.houthis --json
    """
    from rasid.export.record_text import shown_line, threat_lines

    with questions(where) as ask:
        asked = None if query == Query() else query
        style = style_of(lang)
        found = ask.threats(status="open" if only_open else status or "", query=asked)
        for item in found:
            if as_json:
                put(item)
            else:
                moves = ask.reports(move.by for move in item.moves)
                click.echo("\n".join(threat_lines(item, moves, style)))
        say(shown_line("", len(found), len(found), style))


@click.command(name="tallies")
@RECORD
@JSON
@LANG
@asks_all
def tallies(where: str | None, as_json: bool, lang: str, query: Query) -> None:
    """Hold each tally against the record: the incidents in its window that it would count, and their share of it.

    \b
    Examples:
      rasid tallies --speaker "Pentagon"
      rasid tallies --json
    """
    from rasid.export.record_text import shown_line, tally_lines

    with questions(where) as ask:
        style = style_of(lang)
        found = ask.tallies(None if query == Query() else query)
        for item in found:
            if as_json:
                put(item)
            else:
                click.echo("\n".join(tally_lines(item, style)))
        say(shown_line("", len(found), len(found), style))
