"""Copies inside the record: an article is held against those of its days that share words with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, insert, or_, select, text, update

from rasid.link.copies import REACH, Story, bands, first_of, likeness, period, whole, within
from rasid.store import tables
from rasid.store.lists import SOME, chunks, rows

B, LI, T = tables.bands.c, tables.likenesses.c, tables.articles.c
NEAR = select(B.article).where(B.band.in_(SOME), or_(B.day.between(bindparam("since"), bindparam("until")), B.day == 0))
ANY_DAY = select(B.article).where(B.band.in_(SOME))
DAYS = select(T.published).where(T.published.is_not(None)).distinct()
AT_ADDRESS = select(T.id).where(T.url == bindparam("url"))
STORIES = select(T.id, T.number, T.outlet, T.url, T.published).where(T.id.in_(SOME))
LINKS = select(tables.likenesses).where(or_(LI.earlier.in_(SOME), LI.later.in_(SOME)))
STANDS = select(T.id, T.published, T.story, T.role, T.share).where(T.id.in_(SOME))
BY_NUMBER: BindParameter[list[int]] = bindparam("some", expanding=True)
TERMS = text("SELECT rowid AS number, terms FROM words WHERE rowid IN :some").bindparams(BY_NUMBER)
LEXEMES = text(
    "SELECT number, lexeme FROM (SELECT number, lexeme, unnest(positions) AS at FROM words, unnest(terms) "
    "WHERE number IN :some) AS w ORDER BY number, at"
).bindparams(BY_NUMBER)


def link_copies(connection: Connection, story: Story) -> tuple[str, ...]:
    """Link a new article with those whose words it repeats, or that repeat its words.

    Gives the articles whose story is another now.
    """
    near = candidates(connection, story)
    found = []
    for other in stories(connection, near):
        earlier = first_of([story, other])
        later = other if earlier is story else story
        like = likeness(earlier, later)
        if like is not None:
            found.append({"earlier": earlier.article, "later": later.article, "role": like.role, "share": like.share})
    if not found:
        return ()
    connection.execute(insert(tables.likenesses), found)
    return regroup(connection, story.article)


def candidates(connection: Connection, story: Story) -> set[str]:
    """The articles worth comparing: those of its days that share a band, those of its very words, and those of its
    address; the article is written down to be found in the same way."""
    own, same = bands(story.words), whole(story.words)
    day = story.published.toordinal() if story.published else 0
    since, until = day - REACH, day + REACH
    periods = {0, *((period(since), period(until)) if day else map(period, days(connection)))}
    keys = sorted(within(band, some) for some in periods for band in own)
    reached = rows(connection, NEAR, keys, since=since, until=until) if day else rows(connection, ANY_DAY, keys)
    near = {r.article for r in reached}
    near |= {r.article for r in rows(connection, ANY_DAY, same)}
    if story.url:
        near |= set(connection.execute(AT_ADDRESS, {"url": story.url}).scalars())
    told = [
        {"band": band, "day": day, "article": story.article}
        for band in (*(within(band, period(day)) for band in own), *same)
    ]
    if told:
        connection.execute(insert(tables.bands), told)
    return near - {story.article}


def days(connection: Connection) -> set[int]:
    """The days on which articles of the record were published, counted from the year 1."""
    return {date.fromisoformat(day).toordinal() for day in connection.execute(DAYS).scalars() if day}


def stories(connection: Connection, articles: Collection[str]) -> list[Story]:
    """Articles as they are compared, their words out of the index."""
    found = []
    for some in chunks(sorted(articles)):
        told = connection.execute(STORIES, {"some": some}).all()
        terms = terms_of(connection, [row.number for row in told])
        for row in told:
            day = date.fromisoformat(row.published) if row.published else None
            found.append(Story(row.id, terms[row.number], row.outlet or "", row.url or "", day))
    return sorted(found, key=lambda s: s.article)


def terms_of(connection: Connection, numbers: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """The words of articles in their order, by the number of the article."""
    found: dict[int, list[str]] = {number: [] for number in numbers}
    for some in chunks(numbers):
        if connection.dialect.name == "sqlite":
            for row in connection.execute(TERMS, {"some": some}):
                found[row.number] = row.terms.split()
        else:
            for row in connection.execute(LEXEMES, {"some": some}):
                found[row.number].append(row.lexeme)
    return {number: tuple(words) for number, words in found.items()}


def regroup(connection: Connection, article: str) -> tuple[str, ...]:
    """Name the story of a group of copies after the article that came first; gives those whose story changed."""
    group, edge = {article}, [article]
    links: dict[tuple[str, str], Any] = {}
    while edge:
        told = list(rows(connection, LINKS, edge))
        links |= {(row.earlier, row.later): row for row in told}
        edge = sorted({a for row in told for a in (row.earlier, row.later)} - group)
        group |= set(edge)
    now = {row.id: row for row in rows(connection, STANDS, sorted(group))}
    first = min(now, key=lambda a: (now[a].published or "9", a))
    earlier: dict[str, list[Any]] = {}
    for (_, later), row in sorted(links.items()):
        earlier.setdefault(later, []).append(row)
    changed = []
    for id in sorted(group):
        best = max(earlier.get(id, ()), key=lambda r: (r.earlier == first, r.share, r.earlier), default=None)
        role, share = (best.role, best.share) if best is not None and id != first else ("original", None)
        stood = now[id]
        if (stood.story, stood.role, stood.share) != (first, role, share):
            connection.execute(update(tables.articles).where(T.id == id).values(story=first, role=role, share=share))
            if stood.story != first:
                changed.append(id)
    return tuple(changed)
