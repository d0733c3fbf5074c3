"""Knowledge as parts that are fetched when they are asked for: entries of a kind, tables, branches of large tables.

A part refers to the entries of the sheets by kind and number, so that all parts share them.
"""

from __future__ import annotations

import marshal
import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from functools import cache
from io import BytesIO
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar, overload

import msgspec

from rasid.knowledge.load import GazetteerRow, Knowledge, Sheet, Spelling
from rasid.knowledge.sheet import KINDS, Entry
from rasid.model import PlaceRef
from rasid.text.phrases import Opening, Phrases

T = TypeVar("T")
ENTRIES = "entries:"
TABLE = "table:"
MANY = 256  # words from which on what a table has for them is fetched one by one
SPLIT = (Entry, PlaceRef, list)  # values of such a table that are worth it; all others are small


class Later(Sequence[T]):
    """Items that are fetched, all together, when the first is asked for."""

    def __init__(self, fetch: Callable[[], Sequence[T]]) -> None:
        self._fetch = fetch
        self._items: Sequence[T] | None = None

    @property
    def items(self) -> Sequence[T]:
        """The items themselves."""
        if self._items is None:
            self._items = self._fetch()
        return self._items

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return self.items[at]

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


class Shelf(Mapping[str, Any]):
    """A mapping whose values are made when they are first asked for."""

    def __init__(self, words: Sequence[str], made: Callable[[int], Any]) -> None:
        self._numbers = {word: number for number, word in enumerate(words)}
        self._made: dict[str, Any] = {}
        self._make = made

    def __getitem__(self, word: str) -> Any:
        found = self._made.get(word)
        if found is None:
            found = self._made[word] = self._make(self._numbers[word])
        return found

    def get(self, word: str, default: Any = None) -> Any:
        """The value of a word, or the default."""
        return self[word] if word in self._numbers else default

    def __contains__(self, word: object) -> bool:
        return word in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


class Pieces:
    """Many pieces in one block of bytes, each opened when it is first asked for and then kept.

    >>> pieces = Pieces(Pieces.of([b"1", b"23"]), int)
    >>> pieces[1], len(pieces), pieces.opened
    (23, 2, 1)
    """

    def __init__(self, data: bytes, opened: Callable[[bytes], Any]) -> None:
        size = int.from_bytes(data[:4], "little")
        self._ends = array("I", data[4 : 4 + 4 * size])
        self._data = data[4 + 4 * size :]
        self._opened = opened
        self._kept: dict[int, Any] = {}

    @staticmethod
    def of(pieces: Iterable[bytes]) -> bytes:
        """The block of some pieces."""
        listed = list(pieces)
        ends = array("I", accumulate(map(len, listed)))
        return b"".join((len(ends).to_bytes(4, "little"), ends.tobytes(), *listed))

    def __getitem__(self, number: int) -> Any:
        found = self._kept.get(number)
        if found is None:
            begin = self._ends[number - 1] if number else 0
            found = self._kept[number] = self._opened(self._data[begin : self._ends[number]])
        return found

    @property
    def opened(self) -> int:
        """How many have been asked for."""
        return len(self._kept)

    def __len__(self) -> int:
        return len(self._ends)


class KnowledgeParts(Mapping[str, Any]):
    """The tables of a knowledge by their names, out of parts that `parts_of` made."""

    def __init__(self, parts: Mapping[str, bytes], spelling: Spelling) -> None:
        self.parts = parts
        self.entries = {
            kind: Pieces(parts[ENTRIES + kind], msgspec.msgpack.Decoder(shape).decode) for kind, shape in KINDS.items()
        }
        self.knowledge = Knowledge(
            sheets=Later(self._sheets),
            forms=self.fetched("forms"),
            gazetteer=Later(lambda: tuple(msgspec.msgpack.decode(parts["gazetteer"], type=list[GazetteerRow]))),
            hash=self.fetched("hash"),
            spelling=spelling,
            stored=self,
        )

    def fetched(self, name: str) -> Any:
        """What a part holds."""
        return self.unpickled(self.parts[name])

    def unpickled(self, data: bytes) -> Any:
        """The object that was pickled, with the entries that it refers to."""
        return _Unpickler(data, self).load()

    def phrases(self, name: str) -> Phrases[Any]:
        """A table of phrases whose branches, and the entries that end there, are fetched one by one."""
        words, branches, entries = marshal.loads(self.parts[name])  # noqa: S302 - of the user's own file
        opening = Opening(words.split("\n"), Pieces(branches, marshal.loads).__getitem__)
        return Phrases(opening, Pieces(entries, self.unpickled).__getitem__)

    def shelf(self, name: str) -> Shelf:
        """A mapping whose values are fetched one by one."""
        words, values = marshal.loads(self.parts[name])  # noqa: S302 - of the user's own file
        return Shelf(words.split("\n"), Pieces(values, self.unpickled).__getitem__)

    def _sheets(self) -> tuple[Sheet, ...]:
        rest = {kind: iter(self.knowledge.entries(kind)) for kind in KINDS}
        return tuple(
            Sheet(path, kind, tuple(next(rest[kind]) for _ in range(size)))
            for path, kind, size in self.fetched("sheets")
        )

    def __getitem__(self, name: str) -> Any:
        if name.startswith(ENTRIES):
            rows = self.entries[name.removeprefix(ENTRIES)]
            return tuple(rows[number] for number in range(len(rows)))
        return self.fetched(TABLE + name)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (name if name.startswith(ENTRIES) else TABLE + name) in self.parts

    def __iter__(self) -> Iterator[str]:
        for name in self.parts:
            if name.startswith(ENTRIES):
                yield name
            elif name.startswith(TABLE):
                yield name.removeprefix(TABLE)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Unpickler(pickle.Unpickler):
    def __init__(self, data: bytes, store: KnowledgeParts) -> None:
        super().__init__(BytesIO(data))
        self.store = store

    def persistent_load(self, ref: Any) -> Any:
        """What a reference stands for."""
        kind, what = ref
        rows = self.store.entries.get(kind)
        if rows is not None:
            return rows[what]
        if kind == "phrases":
            return self.store.phrases(what)
        return self.store.shelf(what) if kind == "shelf" else self.store.knowledge


def parts_of(knowledge: Knowledge, others: Mapping[str, Any]) -> dict[str, bytes]:
    """The parts of a knowledge with all tables that it has built, and other objects under names of their own."""
    packer = _Packer(knowledge)
    for kind in KINDS:
        packer.parts[ENTRIES + kind] = Pieces.of(map(msgspec.msgpack.encode, knowledge.entries(kind)))
    packer.parts["gazetteer"] = msgspec.msgpack.encode(knowledge.gazetteer)
    packer.put("sheets", [(sheet.path, sheet.kind, len(sheet.entries)) for sheet in knowledge.sheets])
    for name, what in {"forms": knowledge.forms, "hash": knowledge.hash, **others}.items():
        packer.put(name, what)
    for name, table in knowledge.tables.items():
        if not name.startswith(ENTRIES):
            packer.put(TABLE + name, table)
    return packer.parts


def is_splittable(table: Mapping[Any, Any]) -> bool:
    """Whether a table is one of words, with values that are worth fetching one by one."""
    return all(isinstance(word, str) and isinstance(value, SPLIT) for word, value in table.items())


class _Packer:
    """Pickles objects into parts."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.parts: dict[str, bytes] = {}
        self.refs: dict[int, tuple[str, Any]] = {id(knowledge): ("knowledge", "")}
        for kind in KINDS:
            self.refs.update((id(entry), (kind, n)) for n, entry in enumerate(knowledge.entries(kind)))

    def put(self, name: str, what: Any) -> None:
        """Make an object a part."""
        self.parts[name] = self.pickled(what)

    def pickled(self, what: Any) -> bytes:
        """The bytes of an object."""
        stream = BytesIO()
        _Pickler(stream, self).dump(what)
        return stream.getvalue()

    def ref(self, what: Any) -> tuple[str, Any] | None:
        """What stands for an object that is not pickled where it is found, or None for all others."""
        if isinstance(what, (Entry, Knowledge)):
            return self.refs.get(id(what))
        if isinstance(what, Phrases) and len(what.root) > MANY:
            return self.apart("phrases", what, self.branches)
        if type(what) is dict and len(what) > MANY and is_splittable(what):
            return self.apart("shelf", what, self.values)
        return None

    def apart(self, kind: str, what: Any, data: Callable[[Any], Any]) -> tuple[str, Any]:
        """What stands for an object that becomes a part of its own."""
        if id(what) not in self.refs:
            name = f"{kind}:{len(self.parts)}"
            self.refs[id(what)] = (kind, name)
            self.parts[name] = marshal.dumps(data(what))
        return self.refs[id(what)]

    def values(self, table: Mapping[str, Any]) -> tuple[str, bytes]:
        """The words of a mapping, and its values as pieces."""
        return "\n".join(table), Pieces.of(map(self.pickled, table.values()))

    def branches(self, table: Phrases[Any]) -> tuple[str, bytes, bytes]:
        """The opening words of a table of phrases, its branches as pieces, and the entries that they number."""
        numbers: dict[bytes, int] = {}

        def numbered(branch: Mapping[str | None, Any]) -> dict[str | None, Any]:
            return {
                word: [numbers.setdefault(self.pickled(entry), len(numbers)) for entry in below]
                if word is None
                else numbered(below)
                for word, below in branch.items()
            }

        branches = Pieces.of(marshal.dumps(numbered(branch)) for branch in table.root.values())
        return "\n".join(str(word) for word in table.root), branches, Pieces.of(numbers)


class _Pickler(pickle.Pickler):
    """Writes frozen records as calls with the fields that differ from their defaults: twice as fast to read again."""

    def __init__(self, stream: BytesIO, packer: _Packer) -> None:
        super().__init__(stream, pickle.HIGHEST_PROTOCOL)
        self.packer = packer

    def persistent_id(self, obj: Any) -> tuple[str, Any] | None:
        """What stands for an object that other parts hold."""
        return self.packer.ref(obj)

    def reducer_override(self, obj: Any) -> Any:
        """How an object is written; everything but frozen records as always."""
        cls: Any = type(obj)
        shape = shape_of(cls)
        if shape is None:
            return NotImplemented
        values = [getattr(obj, name) for name, _ in shape.fields]
        if shape.named:
            rows = zip(shape.fields, values, strict=True)
            return made, (cls, {name: value for (name, default), value in rows if not same(value, default)})
        while values and same(values[-1], shape.fields[len(values) - 1][1]):
            values.pop()
        return cls, tuple(values)


class Shape(NamedTuple):
    """The fields of a frozen record with their defaults, and whether its constructor takes them by name only."""

    fields: tuple[tuple[str, Any], ...]
    named: bool


@cache
def shape_of(cls: Any) -> Shape | None:
    """The shape of a class of frozen records whose constructor takes the fields as they are, or None."""
    params = getattr(cls, "__dataclass_params__", None)
    if params is None or not params.frozen or hasattr(cls, "__post_init__"):
        return None
    all_fields = fields(cls)
    if not all(field.init for field in all_fields):
        return None
    return Shape(tuple((field.name, field.default) for field in all_fields), any(f.kw_only for f in all_fields))


def same(value: object, default: object) -> bool:
    """Whether a value is its default, so that it need not be written."""
    return value is default or (type(value) is type(default) and value == default)


def made(cls: Callable[..., Any], said: dict[str, Any]) -> Any:
    """A record of fields that are given by name."""
    return cls(**said)
