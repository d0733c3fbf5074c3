"""Taking articles into a record: read, linked and kept one by one, so that a run can be broken off at any point."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from rasid.knowledge.load import Knowledge
from rasid.lang.ar.search import search_terms
from rasid.link.named import actors_named, places_named
from rasid.link.reports import path_of, reports, words_in
from rasid.model import Document, Reading, Refused, Source, Span
from rasid.run.cache import load_cached
from rasid.run.pipeline import Reader
from rasid.store.asking import Questions
from rasid.store.fields import Means
from rasid.store.judging import Judge
from rasid.store.record import Outcome, Read, Record, article_id


class Intake:
    """Reads articles and puts them into a record."""

    def __init__(self, record: Record, reader: Reader, run: str = "") -> None:
        self.record = record
        self.reader = reader
        self.run = run

    def read(self, source: Source) -> Read:
        """A source, read under the id it has in the record."""
        document = replace(source.document, id=article_id(source.document))
        reading = self.reader.read(document)
        return Read(source, reading, reports(reading, self.reader.knowledge), self.terms(document.text))

    def terms(self, text: str) -> list[str]:
        """The search terms of a text."""
        return search_terms(text, self.reader.knowledge.vocabulary)

    def take(self, item: Source | Refused) -> Outcome:
        """Take one item in; what the record holds already is not read again, and a broken reader loses no original."""
        if isinstance(item, Refused):
            return self.record.refuse(self.run, item.address, item.reason, item.capture)
        known = self.record.holds(item)
        if known is not None:
            return self.record.note(self.run, known)
        try:
            read = self.read(item)
        except Exception as error:
            reason = f"the reader broke ({type(error).__name__}: {error}); please report it with the text"
            return self.record.refuse(self.run, item.capture.address, reason, item.capture, "failed")
        return self.record.add(read, self.run)

    def take_all(self, items: Iterable[Source | Refused]) -> Iterator[Outcome]:
        """Take items in, one after the other."""
        for item in items:
            yield self.take(item)

    def reread(self, articles: Iterable[str], told: Callable[[str], object] = lambda _: None) -> int:
        """Read articles of the record again; how many there were."""
        number = 0
        for article in articles:
            document = self.record.document(article)
            reading: Reading = self.reader.read(document)
            told_now = reports(reading, self.reader.knowledge)
            self.record.reread(article, reading, told_now, self.terms(document.text), means(self.reader))
            told(article)
            number += 1
        return number


def means(reader: Reader) -> Means:
    """What reads the values of corrections."""

    def words(text: str) -> tuple[str, ...]:
        return words_in(reader.read(Document("", text)).tokens, Span(0, len(text)))

    return Means(reader.knowledge, words)


def judge(record: Record, by: str, reader: Reader | None = None) -> Judge:
    """What takes down the judgements and corrections of a person."""
    return Judge(record, by, means(reader or Reader(load_cached())))


def ask(record: Record, knowledge: Knowledge | None = None) -> Questions:
    """Questions to a record; words and names are looked up in the knowledge, fetched when the first is asked."""
    known: list[Knowledge] = [] if knowledge is None else [knowledge]

    def sheets() -> Knowledge:
        if not known:
            known.append(load_cached())
        return known[0]

    def terms(text: str) -> list[str]:
        return search_terms(text, sheets().vocabulary)

    def actors(name: str) -> list[str]:
        return [party.entry for party in actors_named(name, sheets()) if party.entry]

    def places(name: str) -> list[str]:
        return [path_of(place.name, place.country, sheets())[0] for place in places_named(name, sheets())]

    return Questions(record, terms, actors, places)


def source_of(document: Document, address: str, data: bytes | None = None) -> Source:
    """A source out of a document that is in hand, its text as the original."""
    from rasid.model import Capture

    capture = Capture(address, document.text.encode("utf-8", "surrogatepass") if data is None else data, "text/plain")
    return Source(capture, document, published_basis="given" if document.published else "")
