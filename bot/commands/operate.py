"""``kakehashi doctor``."""

import os
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

import click

from bot.channel_check import NotReady, channels_checked
from bot.clock_check import differs
from bot.commands.database import differences
from bot.commands.options import run_async, settings_with
from bot.commands.workspace import CannotRead, unreadable_in
from bot.deployment import (
    japan_now,
    own_organization,
    reachable_database,
)
from bot.failures import Failure
from bot.policies import policy_named
from bot.settings import Settings, SettingsError, check_for_serving, unknown_names
from domain.catalogue import Catalogue
from domain.errors import DomainError
from domain.iso_week import WEEK, week_of
from domain.people import Person
from domain.policy import Policy
from domain.requirements import Rulebook
from language.model import trained_understander
from language.vector_file import cache_file
from language.vectors import word_vectors
from language.words import has_dictionary
from storage.catalogue import read_catalogue
from storage.database_roles import standing
from storage.dialect import database_now
from storage.ledger import settled_beyond
from storage.people import staff_in_service
from storage.workspaces import all_workspaces

NAMED = 5
"""Strange words named by the doctor; the others are counted."""


class NeedsCare(Failure):
    """The doctor found something to mend."""


Check = Callable[[Settings], Coroutine[Any, Any, str]]


@dataclass
class _Schema:
    """What is not as this version expects it. Several checks begin with that; to find it is most of
    the doctor's work.
    """

    settings: Settings
    _found: tuple[str, ...] | None = None

    async def differences(self) -> tuple[str, ...]:
        if self._found is None:
            self._found = await differences(self.settings)
        return self._found


@click.command(help="設定・方針・データベースを調べ、直すことを示す")
def doctor() -> None:
    settings = settings_with()
    schema = _Schema(settings)
    click.echo(f"自治体：{run_async(_whose(schema, settings))}")
    troubles = sum(
        [
            not _is_well("設定", _settings, settings),
            not _is_well("育成方針", _policy, settings),
            # What is in a database that cannot be used is no question of its own.
            not (
                _is_well("データベース", partial(_database, schema), settings)
                and all(
                    [
                        _is_well("職員と研修", _contents, settings),
                        _is_well("時計", _clock, settings),
                        _is_well("送り先のチャンネル", channels_checked, settings),
                    ]
                )
            ),
            not _is_well("言葉の読み取り", _language, settings),
            not _is_well("検索の辞書", _dictionary, settings),
            not _is_well("Slackのトークン", partial(_tokens, schema), settings),
        ]
    )
    if troubles:
        raise NeedsCare(f"{troubles}件の問題があります。×の行を順に直してください。")


def _is_well(name: str, check: Check, settings: Settings) -> bool:
    """Says so, either way. What is only not ready yet is no problem to count."""
    try:
        click.echo(f"○ {name}：{run_async(check(settings))}")
    except NotReady as left:
        click.echo(f"△ {name}：{left.sentence}")
    except DomainError as trouble:
        click.echo(f"× {name}：{trouble.sentence}")
        return False
    return True


async def _whose(schema: _Schema, settings: Settings) -> str:
    """Raises nothing of what the checks are there to tell."""
    key = settings.organization_key
    none_yet = f"{key}（まだありません）"
    if settings.missing_database_file:
        return none_yet
    try:
        if await schema.differences():
            return key
        async with reachable_database(settings.effective_database_url) as database:
            organization = await own_organization(database, settings)
    except DomainError:
        return key
    return organization.with_key if organization else none_yet


async def _settings(settings: Settings) -> str:
    troubles = [*map(_unknown, unknown_names(os.environ).items())]
    try:
        check_for_serving(settings)
    except SettingsError as missing:
        troubles.append(missing.sentence)
    if troubles:
        raise NeedsCare("".join(troubles))
    return f"{settings.organization}として起動できます。"


def _unknown(named: tuple[str, str]) -> str:
    name, near = named
    hint = f"{near} の綴りを確かめてください。" if near else "使わないなら消してください。"
    return f"環境変数 {name} という設定はありません。{hint}"


async def _policy(settings: Settings) -> str:
    policy = policy_named(settings.policy)
    return f"{policy.name}（スキル{len(policy.skills)}件）"


async def _database(schema: _Schema, settings: Settings) -> str:
    if found := await schema.differences():
        raise NeedsCare(found[0])
    return f"接続できます（{settings.place_of_data}）。構造もこの版です。{await _wall(settings)}"


async def _wall(settings: Settings) -> str:
    """Whether the database itself keeps organizations apart. Raises NeedsCare where it cannot."""
    async with (
        reachable_database(settings.effective_database_url) as database,
        database.across().read() as session,
    ):
        role = await standing(session)
    if role is None:
        return ""
    if role.passes_wall:
        raise NeedsCare(
            "データベースに特権（SUPERUSER・BYPASSRLS）で接続しているため、自治体の間の仕切りが効きません。"
            "docs/動かし続ける.md の「PostgreSQLの役割」のとおりに、役割を分けてください。"
        )
    return (
        "表を持つ役割で接続しています。"
        if role.owns_tables
        else "自治体の間の仕切りも効いています。"
    )


async def _contents(settings: Settings) -> str:
    async with (
        reachable_database(settings.effective_database_url) as database,
        database.across().read() as session,
    ):
        organization = await own_organization(database, settings)
        if organization is None:
            raise NeedsCare(
                "まだ何も取り込まれていません。名簿・研修一覧・受講記録を取り込んでください。"
            )
        staff = await staff_in_service(session, organization_id=organization.id)
        catalogue = await read_catalogue(session, organization_id=organization.id)
    if not staff or not catalogue.courses:
        raise NeedsCare(
            f"職員{len(staff)}人、研修{len(catalogue.courses)}件です。「kakehashi import」で取り込んでください。"
        )
    _check_words(policy_named(settings.policy), staff, catalogue)
    return f"{organization.name}、職員{len(staff)}人、研修{len(catalogue.courses)}件。"


def _check_words(policy: Policy, staff: Iterable[Person], catalogue: Catalogue) -> None:
    """Roster and catalogue speak of skills, grades and types; the policy may have changed since."""
    skills = {skill.name for skill in policy.skills}
    given = {skill for course in catalogue.courses for skill in course.skills}
    types = {talent_type.name for talent_type in policy.talent_types}
    aimed = {each for course in catalogue.courses for each in course.audience.talent_types}
    rulebook = Rulebook(policy)
    unknown = [
        *(f"習得スキル「{skill}」" for skill in sorted(given - skills)),
        *(f"対象の人材区分「{name}」" for name in sorted(aimed - types)),
        *sorted({word for person in staff for word in rulebook.unknown_words(person)}),
    ]
    if unknown:
        rest = f"など{len(unknown)}件" if len(unknown) > NAMED else ""
        raise NeedsCare(
            f"{'、'.join(unknown[:NAMED])}{rest}は、{policy.name}にありません。"
            "方針ファイルか、名簿・研修一覧を直して取り込み直してください。"
        )


async def _language(_settings: Settings) -> str:
    understood = trained_understander().understand("次に何の研修を受ければいい？")
    return f"読み取れます（{understood.intent.caption}）。"


async def _dictionary(_settings: Settings) -> str:
    """Without them searching goes on, coarser. Raises NeedsCare."""
    missing = [
        name
        for name, is_there in (
            ("日本語の辞書（sudachipy、sudachidict_core）", has_dictionary()),
            ("言葉のベクトル（ja-ginza）", word_vectors() is not None),
        )
        if not is_there
    ]
    if missing:
        raise NeedsCare(
            f"{'と'.join(missing)}がありません。検索が粗くなります。"
            "「pip install --no-deps --require-hashes -r requirements.lock」で入れ直してください。"
        )
    file = cache_file()
    if not file.exists():
        return (
            "読めます。ベクトルを置くフォルダーに書けないため、起動のたびに読み直します"
            f"（{file.parent}。書けるフォルダーを XDG_CACHE_HOME で指定すると速くなります）。"
        )
    return f"読めます（{file}）。"


async def _clock(settings: Settings) -> str:
    """The database's, and what a process whose clock was ahead has left behind."""
    now = japan_now()
    async with (
        reachable_database(settings.effective_database_url) as database,
        database.across().read() as session,
    ):
        theirs = await database_now(session)
        ahead = await settled_beyond(session, week_of((now + WEEK).date()))
    if differs(now, theirs):
        raise NeedsCare(
            "このサーバーとデータベースの時計が合っていません。合うまで、週のお知らせは送られません。時刻の同期を確かめてください。"
        )
    if ahead:
        named = "、".join(f"{name}（{week}まで）" for name, week in [*ahead.items()][:NAMED])
        rest = f"など{len(ahead)}の自治体" if len(ahead) > NAMED else ""
        raise NeedsCare(
            f"{named}{rest}は、先の週のお知らせまで済んだことになっていて、それまで送られません。"
            "docs/動かし続ける.md の「時計」のとおりに戻してください。"
        )
    return "合っています。"


async def _tokens(schema: _Schema, settings: Settings) -> str:
    """Nothing is said twice: a database that cannot be used is named above."""
    if settings.missing_database_file or await schema.differences():
        return "まだありません。"
    async with (
        reachable_database(settings.effective_database_url) as database,
        database.across().read() as session,
    ):
        workspaces = await all_workspaces(session)
    if unreadable := unreadable_in(workspaces, settings.token_seal):
        raise CannotRead(unreadable)
    sealed = sum(1 for each in workspaces if each.sealed)
    return f"{sealed}件を開けます。"
