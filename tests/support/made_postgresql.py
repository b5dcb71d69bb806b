"""A PostgreSQL of its own for tests, where this machine has the server's programs."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

# Debian keeps the server's own commands out of the path.
SERVERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
PLACES = os.pathsep.join([os.environ.get("PATH", ""), *map(str, SERVERS)])
INITDB = shutil.which("initdb", path=PLACES)
PG_CTL = shutil.which("pg_ctl", path=PLACES)


def run(*command: str | Path) -> None:
    """Run a command of PostgreSQL's, which refuses to be root."""
    as_whom = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    quiet = subprocess.DEVNULL
    subprocess.run([*as_whom, *command], check=True, stdout=quiet, stderr=quiet, cwd="/")


@contextmanager
def postgresql_server() -> Iterator[str]:
    """A server on a free port of this machine; gives the address of its first database."""
    assert INITDB and PG_CTL
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # Not under pytest's own folder, which nobody but its owner may enter.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as base:
        data = Path(base)
        if os.getuid() == 0:
            shutil.chown(data, "postgres")
        run(INITDB, "-D", data, "-U", "heard", "-A", "trust", "-N")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        run(PG_CTL, "-D", data, "-l", data / "log", "-o", options, "-w", "start")
        try:
            yield f"postgresql://heard@127.0.0.1:{port}/postgres"
        finally:
            run(PG_CTL, "-D", data, "-m", "immediate", "stop")


def new_database(server: str) -> str:
    """The address of a database on the server that is new and empty."""
    name = f"d{uuid4().hex}"
    driven = server.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(driven, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return server.replace("/postgres", f"/{name}")
