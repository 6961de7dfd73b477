"""Steps up, steps down, no drift; on SQLite and on PostgreSQL."""

import asyncio
import sys
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, TextClause, text

from storage.migration import DatabaseIsNewer, check, downgrade, schema_change, upgrade
from storage.session import open_database

_ORGANIZATION = text(
    "INSERT INTO organization (id, key, name, policy_id, catalogue_version)"
    " VALUES (1, 'minato', 'みなと市', 'shimonoseki', 0)"
)
_DEPARTMENT = text("INSERT INTO department (id, organization_id, name) VALUES (1, 1, '総務部')")


async def _change(url: str, *statements: TextClause) -> None:
    database = open_database(url).across()
    async with database.writer.begin() as connection:
        for statement in statements:
            await connection.execute(statement)
    await database.close()


async def _names(url: str, statement: str) -> list[object]:
    database = open_database(url).across()
    async with database.reader.connect() as connection:
        names = list(await connection.scalars(text(statement)))
    await database.close()
    return names


async def test_空のデータベースから最新の版まで上がり宣言と食い違いがない(
    empty_database_url: str,
) -> None:
    assert "空です" in (await check(empty_database_url))[0]
    await upgrade(empty_database_url)
    assert await check(empty_database_url) == ()


async def test_二度目の更新では行がそのまま残る(owner_database_url: str) -> None:
    await _change(owner_database_url, _ORGANIZATION, _DEPARTMENT)
    await upgrade(owner_database_url)
    assert await _names(owner_database_url, "SELECT name FROM department") == ["総務部"]
    assert await check(owner_database_url) == ()


async def test_空まで戻してまた上げると元どおりの表になる(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    await _change(empty_database_url, _ORGANIZATION)
    await downgrade(empty_database_url)
    assert "空です" in (await check(empty_database_url))[0]
    await upgrade(empty_database_url)
    assert await _names(empty_database_url, "SELECT name FROM organization") == []
    assert await check(empty_database_url) == ()


async def test_一段戻してまた上げても行は残り新しい版は0から始まる(owner_database_url: str) -> None:
    counted = text("UPDATE organization SET roster_version = 3, records_version = 5")
    await _change(owner_database_url, _ORGANIZATION, _DEPARTMENT, counted)
    await downgrade(owner_database_url, to="0003")
    assert await _names(owner_database_url, "SELECT name FROM organization") == ["みなと市"]
    await upgrade(owner_database_url)
    assert await _names(owner_database_url, "SELECT name FROM department") == ["総務部"]
    versions = "SELECT roster_version + records_version FROM organization"
    assert await _names(owner_database_url, versions) == [0]
    assert await check(owner_database_url) == ()


_DIFFERENCES = {
    "CREATE TABLE extra (id INTEGER)": "extra が余分にあります",
    "DROP INDEX ix_audit_entry_organization_id_at": "ix_audit_entry_organization_id_at が",
    "ALTER TABLE course DROP COLUMN url": "course.url がありません",
    "ALTER TABLE section ADD COLUMN floor INTEGER": "section.floor が余分にあります",
}
"""Each in a table of its own."""


async def test_宣言と違うところはcheckが名前で知らせる(migrated_database_url: str) -> None:
    await _change(migrated_database_url, *map(text, _DIFFERENCES))
    found = await check(migrated_database_url)
    assert len(found) == len(_DIFFERENCES)
    for what in _DIFFERENCES.values():
        assert what in "".join(found)


async def test_CHECK制約が消えたこともcheckが知らせる(migrated_postgresql_url: str) -> None:
    drop = "ALTER TABLE course_session DROP CONSTRAINT ck_course_session_taken_not_negative"
    await _change(migrated_postgresql_url, text(drop))
    assert await check(migrated_postgresql_url) == (
        "course_session.ck_course_session_taken_not_negative がありません（CHECK）。",
    )


_BREACHES = {
    "course": "DROP POLICY tenant_wall ON course",
    "department": "ALTER TABLE department NO FORCE ROW LEVEL SECURITY",
    "section": "ALTER TABLE section DISABLE ROW LEVEL SECURITY",
    "staff": "CREATE POLICY door ON staff USING (true)",
}


async def test_仕切りのない表もcheckが知らせる(migrated_postgresql_url: str) -> None:
    await _change(migrated_postgresql_url, *map(text, _BREACHES.values()))
    assert sorted(await check(migrated_postgresql_url)) == [
        f"{table} に自治体の間の仕切り（tenant_wall）がありません。" for table in _BREACHES
    ]


async def test_SQLiteではCHECK制約の条件の違いもcheckが知らせる(migrated_sqlite_url: str) -> None:
    await _change(
        migrated_sqlite_url,
        text("DROP TABLE course_session"),
        text(
            "CREATE TABLE course_session (id INTEGER PRIMARY KEY, taken INTEGER,"
            " CONSTRAINT ck_course_session_taken_not_negative CHECK (taken > 0))"
        ),
    )
    found = await check(migrated_sqlite_url)
    assert any("taken_not_negative がありません（CHECK taken >= 0）" in line for line in found)
    assert any("taken_not_negative が余分にあります（CHECK taken > 0）" in line for line in found)


async def test_新しい版のデータベースを古いプログラムは触らない(migrated_database_url: str) -> None:
    newer = text("UPDATE alembic_version SET version_num = '9999'")
    await _change(migrated_database_url, newer)
    with pytest.raises(DatabaseIsNewer):
        await upgrade(migrated_database_url)
    assert "新しい版" in (await check(migrated_database_url))[0]


async def _drop_the_audit_log_and_fail(url: str) -> None:
    async with schema_change(url) as connection:
        await connection.execute(text("DROP TABLE audit_entry"))
        raise ZeroDivisionError


async def test_途中で失敗した変更は何も残さない(owner_database_url: str) -> None:
    with pytest.raises(ZeroDivisionError):
        await _drop_the_audit_log_and_fail(owner_database_url)
    assert await check(owner_database_url) == ()


async def test_SQLiteで表を作り替えても子の行は消えない(sqlite_url: str) -> None:
    course = text(
        "INSERT INTO course SELECT 1, 1, 'C1', '研修', '', '', '', NULL, '必須', '[]', '',"
        " '{}', '[]', '{}', NULL, 0, 0, '', 0, 0, NULL"
    )
    session = text(
        "INSERT INTO course_session (organization_id, course_id, starts_at, place, taken)"
        " VALUES (1, 1, '2026-04-01', '第1会議室', 0)"
    )
    await _change(sqlite_url, _ORGANIZATION, course, session)
    async with schema_change(sqlite_url) as connection:
        await connection.run_sync(_copy_the_courses)
    assert await _names(sqlite_url, "SELECT place FROM course_session") == ["第1会議室"]
    assert await check(sqlite_url) == ()


def _copy_the_courses(connection: Connection) -> None:
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("course", recreate="always"):
        pass


async def _delete_the_organization(url: str) -> None:
    async with schema_change(url) as connection:
        await connection.execute(text("DELETE FROM organization"))


async def test_宙に浮いた行を残す変更はSQLiteで取り消される(sqlite_url: str) -> None:
    await _change(sqlite_url, _ORGANIZATION, _DEPARTMENT)
    with pytest.raises(RuntimeError, match="point to nothing"):
        await _delete_the_organization(sqlite_url)
    assert await _names(sqlite_url, "SELECT name FROM organization") == ["みなと市"]


async def _upgrade_in_a_program_of_its_own(url: str) -> tuple[int | None, bytes]:
    program = f"import asyncio, storage.migration as m; asyncio.run(m.upgrade({url!r}))"
    project = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", program, cwd=project, stderr=asyncio.subprocess.PIPE
    )
    _, said = await process.communicate()
    return process.returncode, said


async def test_二つのプログラムが同時に始めても表は一度だけ作られる(
    empty_database_url: str,
) -> None:
    starts = [_upgrade_in_a_program_of_its_own(empty_database_url) for _ in range(2)]
    assert await asyncio.gather(*starts) == [(0, b""), (0, b"")]
    assert await check(empty_database_url) == ()


def _messages() -> list[TextClause]:
    """One to a person and one to a channel."""
    columns = "organization_id, kind, args, dedupe_key, key, state, attempts, not_before, reason"
    values = "1, 'kind', '{{}}', {0}, {0}, 'pending', 0, '2026-11-20', ''"
    return [
        text(
            f"INSERT INTO outbox ({columns}, created_at, {addressee})"
            f" VALUES ({values.format(key)}, '2026-11-20', {whom})"
        )
        for key, addressee, whom in (("'a'", "staff_id", "1"), ("'b'", "channel", "'forum'"))
    ]


async def test_お知らせとチャンネルの前の版に戻しても研修と記録と人への知らせは残る(
    owner_database_url: str,
) -> None:
    staff = text(
        "INSERT INTO staff (id, organization_id, employee_number, email, name, grade, employment,"
        " attendance, talent_types, duties, handles_ict_equipment)"
        " VALUES (1, 1, '1', 'a@minato.example', '港', '主事', '常勤', '在職', '[]', '[]', true)"
    )
    course = text(
        "INSERT INTO course (id, organization_id, code, name, summary, method, provider, obligation,"
        " skills, target, audience, prerequisites, validity, needs_confirmation, on_demand, url,"
        " sample, withdrawn, listed_at) VALUES (1, 1, 'C1', '研修', '', '', '', '必須', '[]', '',"
        " '{}', '[]', '{}', false, false, '', false, false, '2026-04-01 00:00:00+00:00')"
    )
    await _change(owner_database_url, _ORGANIZATION, staff, course, *_messages())
    await downgrade(owner_database_url, to="0005")
    assert await _names(owner_database_url, "SELECT dedupe_key FROM outbox") == ["a"]
    assert await _names(owner_database_url, "SELECT code FROM course") == ["C1"]
    await upgrade(owner_database_url)
    to_people = "SELECT staff_id FROM outbox WHERE channel IS NULL"
    assert await _names(owner_database_url, to_people) == [1]
    assert await _names(owner_database_url, "SELECT listed_at FROM course") == [None]
    assert await check(owner_database_url) == ()


async def test_版の列がないまま0034まで上がったデータベースにも列が足される(
    owner_database_url: str,
) -> None:
    await downgrade(owner_database_url, to="0034")
    await _change(owner_database_url, text("ALTER TABLE issue_message DROP COLUMN version"))
    await upgrade(owner_database_url)
    assert await check(owner_database_url) == ()
