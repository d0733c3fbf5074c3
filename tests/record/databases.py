"""Databases to test on: SQLite files, and a PostgreSQL that the tests start for themselves where its programs are."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from rasid.store import tables

HOMES = ("/usr/lib/postgresql", "/usr/local/lib/postgresql", "/opt/homebrew/opt")


def empty(address: str, version: str) -> None:
    """Take everything out of a PostgreSQL record but the tables, and say again which migration made them."""
    names = ", ".join(f'"{name}"' for name in tables.metadata.tables)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
        connection.execute("DELETE FROM alembic_version")
        connection.execute("INSERT INTO alembic_version VALUES (%s)", (version,))


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, None where PostgreSQL is not installed."""
    for home in HOMES:
        found = sorted(Path(home).glob("*/bin/initdb")) if Path(home).is_dir() else []
        if found:
            return found[-1].parent
    here = shutil.which("initdb")
    return Path(here).resolve().parent if here else None


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def server() -> Iterator[str | None]:
    """The address of a PostgreSQL server: that of RASID_TEST_POSTGRES, or one started for this; None without any."""
    given = os.environ.get("RASID_TEST_POSTGRES")
    folder = programs()
    if given or folder is None:
        yield given
        return
    home = Path(tempfile.mkdtemp(prefix="rasid-pg-"))
    port = free_port()
    root = os.geteuid() == 0  # initdb will not run as root
    if root:
        shutil.chown(home, "nobody")

    def run(*words: str) -> None:
        command = " ".join(words)
        line = ["su", "nobody", "-s", "/bin/sh", "-c", command] if root else ["/bin/sh", "-c", command]
        subprocess.run(line, check=True, capture_output=True, timeout=120)

    run(f"{folder}/initdb", f"-D {home}/data", "-U rasid -A trust --locale=C --encoding=UTF8")
    options = f"-p {port} -k {home} -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off"
    run(f"{folder}/pg_ctl", f"-D {home}/data -l {home}/log -w -o '{options}' start")
    try:
        yield f"postgresql://rasid@127.0.0.1:{port}/postgres"
    finally:
        run(f"{folder}/pg_ctl", f"-D {home}/data -m immediate stop")
        shutil.rmtree(home, ignore_errors=True)
