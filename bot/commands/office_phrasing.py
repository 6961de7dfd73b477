"""``kakehashi office phrasing``: whether texts of the digest go to a language model, and what that means."""

from collections.abc import Iterator
from datetime import date

import click

from bot.commands.options import called_as, demo_option, run_async, settings_of, settings_with
from bot.deployment import Deployment, open_deployment
from cards import wording
from domain.errors import DomainError
from domain.people import Person
from domain.permissions import Act, require
from domain.phrasing import MOST_CHARACTERS, MOST_SENTENCES, NoPhraser
from domain.phrasing_consent import Destination, PhrasingConsent
from storage.audit import record_audit
from storage.people import staff_with_duties
from storage.phrasing_consents import (
    end_phrasing_consent,
    keep_phrasing_consent,
    phrasing_consent,
)


class NotOfTheOffice(DomainError):
    def __init__(self, number: str) -> None:
        super().__init__(
            f"職員番号「{number[:40]}」の人は、事務局の職員として名簿にありません。"
            "--by には、事務局の職員の職員番号を書いてください。"
        )


def statement(destination: Destination) -> Iterator[str]:
    """What leaves the house, for whoever agrees."""
    yield "AIの言い換えを使うと、次のとおり、課題の文が外へ送られます。"
    yield f"送り先\t{destination.place}（モデル：{destination.model}）"
    yield (
        "送る文\t週のまとめの「部局横断の課題」に引用する、課題の本文と望む姿、「決定」「対応策」にした発言、"
        f"登録した対応策（1回に{MOST_SENTENCES}文、{MOST_CHARACTERS:,}文字まで）と、課題などの番号"
    )
    yield "送る時\t週のまとめを事務局に届けるときと、「今週のまとめ」や「kakehashi digest」で開いたとき"
    yield (
        "伏せるもの\t名簿の職員の氏名、メールアドレス、電話番号、職員番号、住所、5桁以上の番号（個人番号など）、"
        "パスワードや鍵、メンション。「〔氏名A〕」のような印に置き換えてから送り、もとの言葉は送らない"
    )
    yield (
        "伏せきれないもの\t名簿にない人の名前の一部、部署名、数字、日付、文の内容から分かること。"
        "住民や職員を特定できることを、課題に書かないようにしてください"
    )
    yield "送らないもの\t職員名簿、受講の記録、改善事例、KPI、添付ファイル、そのほかの発言"
    yield (
        "返ってきた文\t数字・日付・部署名・言葉・肯定と否定を元の文と照らし、合わない文は使わない。"
        "使った文には「AIの言い換え」と付き、元の文も見られる"
    )
    yield "送り先での扱い\t保存や学習への利用は、送り先との契約によります。契約と庁内の規程を確かめてください"


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
    for line in statement(destination):
        click.echo(line)
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
    if consent is None:
        return "使わない"
    settings = settings_with()
    where = f"{consent.destination.place}、モデル：{consent.destination.model}"
    since = wording.day(consent.at.date(), today=today)
    now = None if settings.llm_trouble else settings.llm_destination
    if now is None:
        return f"止まっています（{since}に同意した{where}が、設定にありません）"
    if not consent.covers(now):
        return (
            f"止まっています（送り先かモデルが、{since}に同意したもの（{where}）と違います。"
            "「kakehashi office phrasing on」で、もう一度同意してください）"
        )
    return f"使う（{where}、{since}に同意）"


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
        now, number_of_it = deployment.clock(), deployment.organization.id
        async with deployment.database.begin() as session:
            consent = PhrasingConsent(destination, who.id, now)
            await keep_phrasing_consent(session, consent, organization_id=number_of_it)
            record_audit(
                session,
                organization_id=number_of_it,
                at=now,
                actor_id=who.id,
                action="PHRASING_ON",
                detail=f"{destination.place} {destination.model}",
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
        now, number = deployment.clock(), deployment.organization.id
        async with deployment.database.begin() as session:
            has_ended = await end_phrasing_consent(session, organization_id=number)
            if has_ended:
                record_audit(
                    session, organization_id=number, at=now, actor_id=None, action="PHRASING_OFF"
                )
    return has_ended
