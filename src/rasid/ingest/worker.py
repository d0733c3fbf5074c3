"""A process of its own that takes apart data nobody vouches for: held to time and memory, replaced when it breaks.

It stays between jobs, so that its packages load once, and ends with the process that started it.
"""

from __future__ import annotations

import atexit
import importlib
import json
import os
import resource
import signal
import struct
import subprocess
import sys
from threading import Lock, Timer
from typing import IO, Any, TypeVar

import msgspec

from rasid.errors import InputError
from rasid.ingest.extra import BREAKS

T = TypeVar("T")

MEMORY = 3_000_000_000
GRACE = 5
JOBS = {
    "page": "rasid.ingest.page",
    "mail": "rasid.ingest.mail",
    "pdf": "rasid.ingest.pdf",
    "feed": "rasid.ingest.entries",
}
START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from rasid.ingest.worker import serve; serve()"
SIZE = struct.Struct(">Q")


class Job(msgspec.Struct):
    """What is to be done: the name of a job, its data and its options."""

    name: str
    data: bytes
    seconds: float
    options: dict[str, str | int]


class Done(msgspec.Struct):
    """What came of a job: a result in msgpack, or the reason why there is none."""

    made: bytes = b""
    error: str = ""


class Worker:
    """One process that does a job at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def call(self, name: str, data: bytes, returns: type[T], seconds: float, **options: str | int) -> T:
        """The result of a job; raises InputError where it fails, breaks the process or takes too long."""
        job = msgspec.msgpack.encode(Job(name, data, seconds, options))
        with self._lock:
            process = self._started()
            late: list[bool] = []
            timer = Timer(seconds, end, (process, late))
            timer.daemon = True
            timer.start()
            try:
                assert process.stdin is not None
                assert process.stdout is not None
                send(process.stdin, job)
                reply = receive(process.stdout)
            except OSError:
                reply = None
            finally:
                timer.cancel()
            if reply is None or late:
                self._stop()
        if reply is None:
            raise InputError(f"takes longer than {seconds:.0f} seconds to read" if late else "breaks what reads it")
        done = msgspec.msgpack.decode(reply, type=Done)
        if done.error:
            raise InputError(done.error)
        return msgspec.msgpack.decode(done.made, type=returns)

    def close(self) -> None:
        """End the process, if there is one."""
        with self._lock:
            self._stop()

    def _started(self) -> subprocess.Popen[bytes]:
        """The running process, begun anew where there is none or it belongs to a process that this one forked from."""
        if self._process is not None and (self._owner != os.getpid() or self._process.poll() is not None):
            self._stop()
        if self._process is None:
            command = [sys.executable, "-P", "-W", "ignore", "-c", START, json.dumps(sys.path)]
            self._process = subprocess.Popen(  # noqa: S603 - this Python, our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._owner = os.getpid()
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue
        if self._owner == os.getpid():
            process.kill()
            process.wait()


def end(process: subprocess.Popen[bytes], late: list[bool]) -> None:
    """Kill a process that takes too long, and note it."""
    late.append(True)
    process.kill()


def send(stream: IO[bytes], data: bytes) -> None:
    """Write a message with its length in front."""
    stream.write(SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Read a message; None at the end of the stream."""
    head = stream.read(SIZE.size)
    if len(head) < SIZE.size:
        return None
    size = SIZE.unpack(head)[0]
    data = stream.read(size)
    return data if len(data) == size else None


def serve() -> None:
    """Do jobs from standard input until it ends: the life of the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    source, target = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a package prints must not end up among the results
    while (message := receive(source)) is not None:
        job = msgspec.msgpack.decode(message, type=Job)
        signal.alarm(int(job.seconds) + GRACE)  # ends this process where the one that started it is no more
        send(target, msgspec.msgpack.encode(done(job)))
        signal.alarm(0)


def done(job: Job) -> Done:
    """What comes of one job."""
    work: Any = importlib.import_module(JOBS[job.name])
    try:
        return Done(msgspec.msgpack.encode(work.job(job.data, job.options)))
    except InputError as error:
        return Done(error=str(error).removeprefix("page: ").removeprefix("mail: "))
    except BREAKS as error:
        return Done(error=f"cannot be read ({type(error).__name__})")


WORKER = Worker()
atexit.register(WORKER.close)
