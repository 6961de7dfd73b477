"""What the bot creates for names and records is read by its own account only."""

import stat
from pathlib import Path

import pytest

from storage.migration import upgrade
from storage.session import make_private_folder, open_database


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_作ったフォルダーとデータベースは本人だけが読める(tmp_path: Path) -> None:
    file = tmp_path / "市" / "データ" / "kakehashi.db"
    url = f"sqlite:///{file}"
    await upgrade(url)

    database = open_database(url).across()
    try:
        assert await database.is_reachable()
        made = {path.name: permissions(path) for path in file.parent.iterdir()}
    finally:
        await database.close()

    assert made == dict.fromkeys(("kakehashi.db", "kakehashi.db-wal", "kakehashi.db-shm"), 0o600)
    assert [permissions(path) for path in (file.parent, file.parent.parent)] == [0o700, 0o700]


async def test_はじめからあるものの権限は変えない(tmp_path: Path) -> None:
    folder, file = tmp_path / "データ", tmp_path / "データ" / "kakehashi.db"
    folder.mkdir()
    file.touch()
    folder.chmod(0o750)
    file.chmod(0o640)

    await upgrade(f"sqlite:///{file}")

    assert (permissions(folder), permissions(file)) == (0o750, 0o640)


async def test_データベースの場所がフォルダーならつながらない(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}").across()
    try:
        assert not await database.is_reachable()
    finally:
        await database.close()


def test_フォルダーにできない場所は断る(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(OSError, match="file"):
        make_private_folder(tmp_path / "file" / "データ")
