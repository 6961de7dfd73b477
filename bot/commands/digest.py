"""``kakehashi digest``: a week's digest as the secretariat gets it."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click

from bot.commands.export import check_target, write_whole
from bot.commands.options import demo_option, policy_option, run_async, settings_of
from bot.commands.reminders import moment_of
from bot.deployment import japan_now, open_deployment
from bot.phrasing import open_phraser
from cards.digest import digest_card, digest_part_card
from cards.digest_charts import weeks_chart
from cards.digest_details import digest_details
from cards.renderers import plain_text
from domain.digest import Part, Period
from domain.errors import DomainError
from domain.office_dates import date_of
from domain.office_values import Unreadable
from domain.recommendation import Adviser
from domain.requirements import Rulebook
from handlers.digest_made import digest_with_tables
from handlers.digest_phrased import with_phrasing
from handlers.digest_pictures import digest_file
from handlers.digest_reading import MadeDigest
from handlers.kpi_reading import count_now
from handlers.phrasings import Phrasings
from storage.catalogue import read_catalogue

LEFT_OUT = (
    "過ぎた日時のまとめです。修了の報告・お知らせが届かなかった人・情報交換に答えのない部局は、その時の数がわからないため載せていません。"
    "名簿にない人からの申し出も、そのあとに申し出があったときは載せていません。"
)
"""Of a week of which what waits is told (``Period.is_recent``): ``office_part_then``."""


class UnreadableWeek(DomainError):
    def __init__(self, why: str) -> None:
        super().__init__(f"--week を読めません：{why}その週の日を「2026-11-16」のように書きます。")


@click.command("digest", help="今週のまとめを、事務局に届くとおりに書き出す（何も送らない）")
@click.option("--week", "day", metavar="D", help="その日の週（例：2026-11-16。既定は今週）")
@click.option(
    "--as-of",
    "as_of",
    metavar="T",
    help="この日時に見たものとして（既定は今。日だけなら0時、今日の日だけなら今）。"
    "過ぎた日時では、その時の数がわからない事務局の仕事を載せない",
)
@click.option(
    "--excel",
    "file",
    metavar="FILE.xlsx",
    type=click.Path(path_type=Path),
    help="Excelにも書き出す",
)
@click.option("--overwrite", is_flag=True, help="同じ名前のファイルを置き換える")
@demo_option
@policy_option
def digest(
    day: str | None,
    as_of: str | None,
    file: Path | None,
    overwrite: bool,
    of_demo: bool,
    policy_name: str | None,
) -> None:
    clock = japan_now()
    now = clock if as_of is None else moment_of(as_of, now=clock)
    week = now.date() if day is None else _day(day)
    if file is not None:
        check_target(file, overwrite=overwrite, endings=(".xlsx",))
    is_past = now < clock
    made = run_async(_made(week, now, is_past=is_past, of_demo=of_demo, policy_name=policy_name))
    found, today = made.digest, now.date()
    if is_past and found.period.is_recent(now):
        click.echo(LEFT_OUT, err=True)
    chart = weeks_chart(made.tables.weeks)
    click.echo(plain_text.render(digest_card(found, today=today, chart=chart)))
    for part in found.parts:
        if part.part is not Part.KEY_POINTS:
            details = digest_details(part.part, made.tables, today=today)
            card = digest_part_card(found, part, today=today, details=details)
            click.echo(plain_text.render(card))
    if file is not None:
        write_whole(file, digest_file(made).content)
        click.echo(f"{file} に書き出しました。")


def _day(words: str) -> date:
    try:
        return date_of(words)
    except Unreadable as unreadable:
        raise UnreadableWeek(unreadable.sentence) from None


async def _made(
    week: date, now: datetime, *, is_past: bool, of_demo: bool, policy_name: str | None
) -> MadeDigest:
    settings = await settings_of(of_demo=of_demo, policy_name=policy_name)
    async with open_deployment(settings) as deployment:
        organization, database = deployment.organization, deployment.database
        async with database.read() as session:
            catalogue = await read_catalogue(session, organization_id=organization.id)
        adviser = Adviser(rulebook=Rulebook(deployment.policy), catalogue=catalogue, now=now)
        made = await digest_with_tables(
            Period.of_week(week, as_of=now),
            database=database,
            organization=organization,
            adviser=adviser,
            counted=partial(count_now, organization, adviser.rulebook, database, as_of=now.date()),
            now=now,
            is_past=is_past,
        )
        async with open_phraser(settings) as phraser:
            told = await with_phrasing(
                made.digest,
                Phrasings(phraser),
                database=database,
                organization=organization,
                waits=True,
            )
        return replace(made, digest=told)
