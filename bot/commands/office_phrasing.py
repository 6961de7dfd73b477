"""``kakehashi office phrasing``: whether texts of the digest go to a language model, and what that means."""

from datetime import date
from typing import assert_never

import click

from bot.commands.options import called_as, demo_option, run_async, settings_of, settings_with
from bot.deployment import Deployment, open_deployment
from cards import wording
from cards.phrasing_consent import statement
from domain.errors import DomainError
from domain.people import Person
from domain.permissions import Act, require
from domain.phrasing import NoPhraser
from domain.phrasing_consent import Destination, PhrasingConsent, PhrasingUse, use_of
from handlers.phrasing_consent import put_down_consent, take_back_consent
from storage.people import staff_with_duties
from storage.phrasing_consents import phrasing_consent


class NotOfTheOffice(DomainError):
    def __init__(self, number: str) -> None:
        super().__init__(
            f"職員番号「{number[:40]}」の人は、事務局の職員として名簿にありません。"
            "--by には、事務局の職員の職員番号を書いてください。"
        )


@click.group(help="週のまとめの文をAIに言い換えさせるかを決める（はじめは使わない）")
def phrasing() -> None:
    pass


@phrasing.command("show", help="使っているか、どこへ送るかを見る")
@demo_option
def show(of_demo: bool) -> None:
    click.echo(run_async(_standing(of_demo=of_demo)))


@phrasing.command("on", help="何が外へ送られるかを読み、--agree を付けて同意すると、使い始める")
@click.option("--by", "by", metavar="職員番号", required=True, help="同意する事務局の職員")
@click.option("--agree", is_flag=True, help="書かれている内容に同意する")
@demo_option
def switch_on(by: str, agree: bool, of_demo: bool) -> None:
    destination = _destination()
    who = run_async(_agreed(destination, by, agrees=False, of_demo=of_demo))
    click.echo("AIの言い換えを使うと、次のとおり、課題の文が外へ送られます。")
    for name, told in statement(destination):
        click.echo(f"{name}\t{told}")
    if agree:
        run_async(_agreed(destination, by, agrees=True, of_demo=of_demo))
        click.echo(f"{who.name}さんの同意を記録しました。AIの言い換えを使います。")
    else:
        demo = " --demo" if of_demo else ""
        click.echo(
            "まだ使っていません。同意するときは、次のように送ってください：\n"
            f"{called_as()} office phrasing on --by {who.employee_number} --agree{demo}"
        )


@phrasing.command("off", help="使うのをやめる（これから作るまとめから、何も送らない）")
@demo_option
def switch_off(of_demo: bool) -> None:
    has_ended = run_async(_ended(of_demo=of_demo))
    click.echo("AIの言い換えをやめました。" if has_ended else "AIの言い換えは使っていません。")


def phrasing_words(consent: PhrasingConsent | None, *, today: date) -> str:
    """For the list of settings."""
    settings = settings_with()
    use = use_of(consent, None if settings.llm_trouble else settings.llm_destination)
    where = consent.destination.called if consent else ""
    since = wording.day(consent.at.date(), today=today) if consent else ""
    match use:
        case PhrasingUse.NEVER_AGREED:
            return "使わない"
        case PhrasingUse.IN_USE:
            return f"使う（{where}、{since}に同意）"
        case PhrasingUse.OTHER_DESTINATION:
            return (
                f"止まっています（送り先かモデルが、{since}に同意したもの（{where}）と違います。"
                "「kakehashi office phrasing on」で、もう一度同意してください）"
            )
        case PhrasingUse.NO_DESTINATION:
            return f"止まっています（{since}に同意した{where}が、設定にありません）"
        case _:
            assert_never(use)


def _destination() -> Destination:
    """Raises NoPhraser, and what to mend in the settings."""
    settings = settings_with()
    if settings.llm_trouble:
        raise DomainError(settings.llm_trouble)
    if settings.llm_destination is None:
        raise NoPhraser
    return settings.llm_destination


async def _standing(*, of_demo: bool) -> str:
    async with open_deployment(await settings_of(of_demo=of_demo)) as deployment:
        whose = {"organization_id": deployment.organization.id}
        async with deployment.database.read() as session:
            consent = await phrasing_consent(session, **whose)
        return phrasing_words(consent, today=deployment.clock().date())


async def _agreed(destination: Destination, number: str, *, agrees: bool, of_demo: bool) -> Person:
    """Whoever it is; put down only where they agree. Raises NotOfTheOffice, NotAllowed."""
    async with open_deployment(await settings_of(of_demo=of_demo)) as deployment:
        who = await _of_the_office(deployment, number)
        if not agrees:
            return who
        async with deployment.database.begin() as session:
            await put_down_consent(
                session,
                destination,
                by=who,
                organization_id=deployment.organization.id,
                at=deployment.clock(),
            )
        return who


async def _of_the_office(deployment: Deployment, number: str) -> Person:
    async with deployment.database.read() as session:
        people = await staff_with_duties(session, organization_id=deployment.organization.id)
    wanted = number.strip().casefold()
    who = next((each for each in people if each.employee_number.casefold() == wanted), None)
    if who is None:
        raise NotOfTheOffice(number)
    require(Act.AGREE_TO_PHRASING, actor=who, subject=who)
    return who


async def _ended(*, of_demo: bool) -> bool:
    async with open_deployment(await settings_of(of_demo=of_demo)) as deployment:
        number = deployment.organization.id
        async with deployment.database.begin() as session:
            return await take_back_consent(
                session, by=None, organization_id=number, at=deployment.clock()
            )
