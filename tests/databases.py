"""A real PostgreSQL that the suite starts itself, and the databases in it."""

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import psycopg
import pytest
from psycopg import Connection
from sqlmodel import SQLModel

REQUIRED = "TESTS_REQUIRE_POSTGRESQL"
"""Set to 1 in CI: a missing PostgreSQL is then a failure, not a skip."""

_SUPERUSER, _OWNER, _APP = "kakehashi", "kakehashi_owner", "kakehashi_app"
"""Who makes databases; who owns their tables; and who the product connects as, who owns nothing."""
_STARTS_WITHIN_S = 60
_SMALL = (
    "-cfsync=off",  # it is killed, the computer under it is not
    "-cfull_page_writes=off",
    "-cwal_level=minimal",
    "-cmax_wal_senders=0",
    "-cautovacuum=off",
    "-cshared_buffers=32MB",
    "-cmax_connections=60",
)
_OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_END_WITHIN_S = 60
_NUMBERS = "numbers"
"""Beside the tables that are remembered: what their sequences have come to."""
_COUNTS_AT_ONCE = 150_000
"""From this version on a backend's writes are counted when it ends, not some time later."""
_FORGETFUL = "-csynchronous_commit=off"
"""Quicker; what was committed last is gone after a crash."""


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A server that listens on a socket in ``folder`` only."""

    folder: Path
    _kept: dict[str, Connection] = field(default_factory=dict, compare=False, repr=False)
    """By database, the superuser's: each new one costs 15 ms, as much as a small test."""

    def url(self, name: str) -> str:
        """As the product connects."""
        return self._url(name, _APP)

    def owner_url(self, name: str) -> str:
        """As the schema is changed."""
        return self._url(name, _OWNER)

    def superuser_url(self, name: str) -> str:
        return self._url(name, _SUPERUSER)

    def _url(self, name: str, role: str) -> str:
        return f"postgresql://{role}@/{name}?host={self.folder}"

    def create(self, *, like: str = "template1") -> str:
        """The name of a new database: empty, or with all that ``like`` has."""
        name = f"t{secrets.token_hex(6)}"
        self.let_go(like)
        with self._open(like) as connection:
            _end_others(connection)
        self._do(f"CREATE DATABASE {name} OWNER {_OWNER} TEMPLATE {like}")
        return name

    def drop(self, name: str) -> None:
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def empty(self, name: str) -> None:
        """Every row gone, numbers from 1 again: 1 ms, where a copied database costs 200 ms."""
        tables = reversed(SQLModel.metadata.sorted_tables)
        statements = [
            *(f"DELETE FROM {table.name}" for table in tables),
            "DELETE FROM procrastinate_jobs",
            "DELETE FROM procrastinate_workers",
            "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'",
        ]
        connection = self._connected(name)
        _end_others(connection)
        _run(connection, *statements)

    def remember(self, name: str) -> None:
        """What is there now is there again after ``restore``."""
        with self._open(name) as connection:
            _run(connection, *_copied(_tables(connection), "saved"))
            _forget_writes(connection)

    def remember_written(self, name: str, *, under: str) -> None:
        """Since it was remembered or restored, for ``go_on_from``."""
        connection = self._connected(name)
        _end_others(connection)
        _run(connection, *_copied(_written(connection), under))

    def go_on_from(self, name: str, under: str) -> None:
        """A database that is as it was remembered, and again after ``restore``."""
        connection = self._connected(name)
        tables = set(_tables(connection, under)) - {_NUMBERS}
        _run(connection, *_back(tables, under))
        if connection.info.server_version >= _COUNTS_AT_ONCE:
            connection.execute("SELECT pg_stat_force_next_flush()")

    def restore(self, name: str) -> None:
        """Only tables that were written to: a tenth of the time of a copied database."""
        connection = self._connected(name)
        _end_others(connection)
        _run(connection, *_back(_written(connection), "saved"))
        _forget_writes(connection)

    def create_roles(self) -> None:
        self._do(f"CREATE ROLE {_OWNER} LOGIN; CREATE ROLE {_APP} LOGIN")

    def answers(self) -> bool:
        try:
            self._do("SELECT 1")
        except psycopg.OperationalError:
            return False
        return True

    def _connected(self, name: str) -> Connection:
        kept = self._kept.get(name)
        if kept is None or kept.closed or kept.broken:
            self._kept[name] = kept = self._open(name)
        return kept

    def let_go(self, *names: str) -> None:
        """Nobody may be connected to a database while it is copied."""
        for name in names or list(self._kept):
            if kept := self._kept.pop(name, None):
                kept.close()

    def _do(self, statements: str, *, name: str = "postgres") -> None:
        with self._open(name) as connection:
            _run(connection, statements)

    def _open(self, name: str) -> Connection:
        return psycopg.connect(self.superuser_url(name), autocommit=True)


def _run(connection: Connection, *statements: str) -> None:
    connection.execute("; ".join(statements).encode())


def _end_others(connection: Connection) -> None:
    """Asked again and again: PostgreSQL's own waiting looks every 100 ms only."""
    connection.execute(f"SELECT pg_terminate_backend(pid) {_OTHERS}".encode())
    until = time.monotonic() + _END_WITHIN_S
    while connection.execute(f"SELECT 1 {_OTHERS}".encode()).fetchone():
        assert time.monotonic() < until, "PostgreSQL の接続が終わりません。"
        time.sleep(0.001)


def _tables(connection: Connection, schema: str = "public") -> list[str]:
    found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (schema,))
    return [name for (name,) in found]


def _copied(tables: Iterable[str], schema: str) -> Iterator[str]:
    yield f"CREATE SCHEMA {schema}"
    yield from (f"CREATE TABLE {schema}.{t} AS TABLE {t}" for t in tables)
    yield (
        f"CREATE TABLE {schema}.{_NUMBERS} AS SELECT sequencename AS name, last_value AS last"
        " FROM pg_sequences WHERE schemaname = 'public'"
    )


def _back(tables: Iterable[str], schema: str) -> Iterator[str]:
    """As a replica: rows are there in any order, whatever points to them."""
    yield "SET session_replication_role = replica"
    for t in tables:
        yield f"DELETE FROM {t}; INSERT INTO {t} OVERRIDING SYSTEM VALUE TABLE {schema}.{t}"
    yield (
        "SELECT setval(name::regclass, coalesce(last, 1), last IS NOT NULL)"
        f" FROM {schema}.{_NUMBERS}"
    )


def _written(connection: Connection) -> list[str]:
    """Since ``_forget_writes``, by those who have disconnected."""
    if connection.info.server_version < _COUNTS_AT_ONCE:
        return _tables(connection)
    found = connection.execute(
        "SELECT relname FROM pg_stat_user_tables WHERE schemaname = 'public'"
        " AND n_tup_ins + n_tup_upd + n_tup_del > 0"
    )
    return [name for (name,) in found]


def _forget_writes(connection: Connection) -> None:
    """Our own among them, which have to be counted first."""
    if connection.info.server_version >= _COUNTS_AT_ONCE:
        connection.execute("SELECT pg_stat_force_next_flush()")
        connection.execute("SELECT pg_stat_reset()")


@dataclass
class MortalPostgreSQL:
    """A server that is stopped at once and started again, with all that had been committed."""

    server: PostgreSQL
    start: Callable[[], subprocess.Popen[bytes]]
    process: subprocess.Popen[bytes]

    def dies_and_returns(self) -> None:
        """As ``pg_ctl stop -m immediate`` and ``pg_ctl start``."""
        _end(self.process)
        self.process = self.start()


@contextmanager
def running_postgresql() -> Iterator[PostgreSQL]:
    """Made in a folder of its own, gone at the end. Skips, or fails where it is required."""
    with mortal_postgresql(_FORGETFUL) as mortal:
        yield mortal.server


@contextmanager
def mortal_postgresql(*options: str) -> Iterator[MortalPostgreSQL]:
    binaries = _binaries() or _do_without("PostgreSQL のサーバー（initdb）が見つかりません。")
    # Not under pytest's folder: that is closed to the postgres user, and its path may be too long
    # for a socket (107 bytes).
    folder = Path(tempfile.mkdtemp(prefix="kakehashi-pg-"))
    as_owner = _as_owner(folder)
    try:
        _initialise(folder, binaries=binaries, as_owner=as_owner)
        server = PostgreSQL(folder)
        start = partial(_start, server, (*as_owner, str(binaries / "postgres")), options)
        mortal = MortalPostgreSQL(server, start, start())
        try:
            server.create_roles()
            yield mortal
        finally:
            server.let_go()
            _end(mortal.process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries() -> Path | None:
    """The folder with initdb and postgres: named by pg_config, Debian's, or on the PATH."""
    config, found = shutil.which("pg_config"), shutil.which("initdb")
    named = _output([config, "--bindir"]) if config else ""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda at: -int(at.parent.name))
    places = [*([Path(named)] if named else []), *debian, *([Path(found).parent] if found else [])]
    return next((place for place in places if (place / "initdb").exists()), None)


def _output(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _as_owner(folder: Path) -> tuple[str, ...]:
    """PostgreSQL refuses to run as root: there it runs as the user postgres."""
    if os.geteuid() != 0:
        return ()
    try:
        shutil.chown(folder, "postgres", "postgres")
    except LookupError:
        _do_without("root で実行していますが、ユーザー postgres がいません。")
    if shutil.which("setpriv") is None:
        _do_without("root で実行していますが、setpriv（util-linux）がありません。")
    # pdeathsig: should pytest be killed, the server stops too.
    return ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=QUIT")


def _do_without(reason: str) -> Path:
    if os.environ.get(REQUIRED) == "1":
        pytest.fail(f"{reason}{REQUIRED}=1 のため、PostgreSQL が必要です。")
    pytest.skip(f"{reason}PostgreSQL でのテストは省きます。")


def _initialise(folder: Path, *, binaries: Path, as_owner: tuple[str, ...]) -> None:
    command = [
        *(*as_owner, str(binaries / "initdb"), "--pgdata", str(folder / "data")),
        *("--username", _SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, f"initdb に失敗しました。\n{done.stdout}{done.stderr}"


def _start(
    server: PostgreSQL, program: tuple[str, ...], options: tuple[str, ...]
) -> subprocess.Popen[bytes]:
    folder = server.folder
    command = [
        *(*program, "-D", str(folder / "data"), "-k", str(folder)),
        *("-clisten_addresses=", *_SMALL, *options),
    ]
    log = folder / "log"
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, cwd=folder)
    try:
        _wait_until_ready(server, process=process, log=log)
    except BaseException:
        _end(process)
        raise
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    """At once: nothing in it is worth a clean end."""
    process.send_signal(signal.SIGQUIT)
    process.wait(timeout=_STARTS_WITHIN_S)


def _wait_until_ready(server: PostgreSQL, *, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _STARTS_WITHIN_S
    while not server.answers():
        ended = process.poll() is not None or time.monotonic() > until
        assert not ended, f"PostgreSQL が起動しません。\n{log.read_text(errors='replace')}"
        time.sleep(0.05)
