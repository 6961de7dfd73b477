"""What many tests would make anew is made by the first of them, and is a copy for the others."""

import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from dataclasses import fields
from datetime import date
from functools import partial
from pathlib import Path

from sqlalchemy.engine import make_url

from bot import demo, deployment
from bot.deployment import Deployment
from samples import city
from samples.city import SampleFiles
from storage.migration import NEWEST, upgrade
from storage.session import open_database

_MIGRATED: list[bytes] = []
"""An SQLite file with every table and no row."""
_CURRENT: set[tuple[str, str]] = set()
"""PostgreSQL's databases that have been brought up to date: no test takes back a step
and leaves it to the bot to take it again."""
_DEMOS: dict[tuple[date, str], bytes] = {}
"""SQLite files of a demo, by its day and what stands in its policy."""
_FILES: dict[tuple[date, str], dict[str, tuple[str, bytes]]] = {}
"""The sample office's, by what they depend on: each part's name and content."""


def make_once() -> None:
    """Whatever the product does with them afterwards it does itself."""
    deployment.upgrade = _upgraded  # type: ignore[attr-defined]
    demo.write_sample_files = partial(_written, city.write_sample_files)  # type: ignore[attr-defined]
    demo.fill_demo = partial(_filled, demo.fill_demo)


async def _upgraded(url: str, *, owner_url: str = "") -> None:
    name = make_url(url).database
    if not url.startswith("sqlite") or not name:
        if (url, owner_url) not in _CURRENT:
            await upgrade(url, owner_url=owner_url)
            _CURRENT.add((url, owner_url))
        return
    is_new = _is_new(Path(name))
    if is_new and _MIGRATED:
        open_database(url)  # makes it, for nobody else's eyes
        _copied_to(Path(name))
    if not _is_current(Path(name)):
        await upgrade(url, owner_url=owner_url)
    if is_new and not _MIGRATED:
        _kept(Path(name))


def _is_current(file: Path) -> bool:
    """To find that there is nothing to do takes the product a tenth of a test's beginning."""
    if _is_new(file):
        return False
    with closing(sqlite3.connect(file)) as connection:
        try:
            return connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
                (NEWEST,)
            ]
        except sqlite3.DatabaseError:
            return False


def _is_new(file: Path) -> bool:
    return not file.exists() or not file.stat().st_size


def _copied_to(file: Path) -> None:
    file.write_bytes(_MIGRATED[0])


def _kept(file: Path) -> None:
    _MIGRATED.append(file.read_bytes())


def _written(
    write: Callable[..., SampleFiles], folder: Path, *, today: date, policy_id: str
) -> SampleFiles:
    known = _FILES.get((today, policy_id))
    if known is None:
        files = write(folder, today=today, policy_id=policy_id)
        _FILES[today, policy_id] = {
            each.name: (getattr(files, each.name).name, getattr(files, each.name).read_bytes())
            for each in fields(files)
        }
        return files
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in known.values():
        (folder / name).write_bytes(content)
    return SampleFiles(**{part: folder / name for part, (name, _) in known.items()})


async def _filled(
    fill: Callable[..., Awaitable[None]], deployment: Deployment, folder: Path, *, today: date
) -> None:
    """A second of work, of which most tests look at something else."""
    key, kept = (today, repr(deployment.policy)), folder / "kept.db"
    file = folder / "demo.db"
    if key not in _DEMOS:
        await fill(deployment, folder, today=today)
        with closing(sqlite3.connect(file)) as made:
            made.execute("VACUUM INTO ?", (str(kept),))
        _DEMOS[key] = kept.read_bytes()
        return
    kept.write_bytes(_DEMOS[key])
    with closing(sqlite3.connect(kept)) as known, closing(sqlite3.connect(file)) as made:
        known.backup(made)
