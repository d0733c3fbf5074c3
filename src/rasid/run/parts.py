"""Named parts in one file, each read when it is asked for; a file that is not as it was written is refused at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import BinaryIO
from zlib import crc32

import msgspec

HEAD = 8  # bytes: the checksum of all that follows, and the length of the list of parts
BLOCK = 1 << 20


class Parts(Mapping[str, bytes]):
    """The parts of a file by their names."""

    def __init__(self, stream: BinaryIO) -> None:
        said = stream.read(4)
        if len(said) < 4 or int.from_bytes(said, "little") != checked(stream):
            raise ValueError("the file is not as it was written")
        self._data = mmap(stream.fileno(), 0, access=ACCESS_READ)
        begin = HEAD + int.from_bytes(self._data[4:HEAD], "little")
        self._places: dict[str, tuple[int, int]] = {}
        for name, size in msgspec.msgpack.decode(self._data[HEAD:begin], type=list[tuple[str, int]]):
            self._places[name] = (begin, begin + size)
            begin += size

    @classmethod
    def open(cls, file: Path) -> Parts:
        """The parts of a file of the user's own.

        Raises OSError or ValueError where there is none that is whole.
        """
        with file.open("rb") as stream:
            if os.fstat(stream.fileno()).st_uid != os.getuid():
                raise ValueError("the file is another user's")
            return cls(stream)

    def __getitem__(self, name: str) -> bytes:
        begin, end = self._places[name]
        return self._data[begin:end]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def checked(stream: BinaryIO) -> int:
    """The checksum of the rest of a stream, read block by block so that it takes no room."""
    check = 0
    while block := stream.read(BLOCK):
        check = crc32(block, check)
    return check


def write_parts(parts: Mapping[str, bytes], stream: BinaryIO) -> None:
    """Write parts so that `Parts` finds them again."""
    names = msgspec.msgpack.encode([(name, len(part)) for name, part in parts.items()])
    rest = (len(names).to_bytes(4, "little"), names, *parts.values())
    check = 0
    for block in rest:
        check = crc32(block, check)
    stream.write(check.to_bytes(4, "little"))
    stream.writelines(rest)
