"""``kakehashi outbox list | retry | drop``: what has not arrived. Numbers and reasons, no names."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import click

from bot.commands.options import run_async, settings_with
from bot.deployment import Deployment, open_deployment
from domain.errors import DomainError
from domain.outbox import OutboxEntry, OutboxState
from storage.audit import record_audit
from storage.outbox_entries import (
    drop_message,
    outbox_counts,
    outbox_entries,
    send_again,
    undelivered,
)
from storage.session import Session

SHOWN = 100
NUMBER = click.IntRange(1, 2**31 - 1)
"""What a row's number can be."""

_STATES = {
    OutboxState.PENDING: "送信待ち",
    OutboxState.SENDING: "送信中",
    OutboxState.SENT: "送信済み",
    OutboxState.UNKNOWN: "届いたか不明",
    OutboxState.FAILED: "送れない",
    OutboxState.DEAD: "送らない",
}

Decide = Callable[..., Awaitable[bool]]
"""``send_again`` or ``drop_message``."""


class NotOfThisKind(DomainError):
    def __init__(self, numbers: Sequence[int], why: str) -> None:
        listed = "、".join(map(str, numbers))
        super().__init__(
            f"番号 {listed} の知らせは{why}。「kakehashi outbox list --all」で確かめてください。"
        )


@click.group(help="本人に届いていない知らせを見る・もう一度送る・送らないことにする")
def outbox() -> None:
    pass


@outbox.command("list", help="届いていない知らせの一覧（番号・状態・種類・理由・登録の日時）")
@click.option("--all", "shows_all", is_flag=True, help="送信待ち・送信済みなど、すべての状態を示す")
def list_messages(shows_all: bool) -> None:
    entries, counts = run_async(_looked_through(shows_all=shows_all))
    for entry in entries:
        click.echo("\t".join(_columns(entry)))
    if not entries:
        click.echo("届いていない知らせはありません。")
    if counts:
        click.echo("、".join(f"{_STATES[state]}{count}件" for state, count in counts.items()))


@outbox.command("retry", help="知らせをもう一度送る（「届いたか不明」は二度届くことがあります）")
@click.argument("numbers", metavar="番号…", type=NUMBER, nargs=-1, required=True)
def retry(numbers: tuple[int, ...]) -> None:
    missed = run_async(_decided(numbers, send_again, action="OUTBOX_RETRY"))
    if missed:
        raise NotOfThisKind(missed, "、もう一度送れる状態にありません")
    click.echo(f"{len(numbers)}件の知らせを、もう一度送ります。")


@outbox.command("drop", help="知らせを送らないことにする")
@click.argument("numbers", metavar="番号…", type=NUMBER, nargs=-1, required=True)
def drop(numbers: tuple[int, ...]) -> None:
    missed = run_async(_decided(numbers, drop_message, action="OUTBOX_DROP"))
    if missed:
        raise NotOfThisKind(missed, "、送信中か送信済みか、見つかりません")
    click.echo(f"{len(numbers)}件の知らせを、送らないことにしました。")


def _columns(entry: OutboxEntry) -> tuple[str, ...]:
    return (
        str(entry.id),
        _STATES[entry.state],
        entry.kind,
        entry.reason or "-",
        f"{entry.created_at:%Y-%m-%d %H:%M}",
    )


async def _looked_through(
    *, shows_all: bool
) -> tuple[tuple[OutboxEntry, ...], dict[OutboxState, int]]:
    look = outbox_entries if shows_all else undelivered
    async with (
        open_deployment(settings_with()) as deployment,
        deployment.database.read() as session,
    ):
        organization_id = deployment.organization.id
        entries = await look(session, organization_id=organization_id, limit=SHOWN)
        return entries, await outbox_counts(session, organization_id=organization_id)


async def _decided(numbers: Sequence[int], decide: Decide, *, action: str) -> list[int]:
    """Each by itself; the numbers of which it is not so."""
    async with open_deployment(settings_with()) as deployment:
        return [
            number
            for number in numbers
            if not await _decided_one(number, decide, deployment, action=action)
        ]


async def _decided_one(number: int, decide: Decide, deployment: Deployment, *, action: str) -> bool:
    now, organization_id = deployment.clock(), deployment.organization.id
    async with deployment.database.begin() as session:
        is_done = await decide(session, number, organization_id=organization_id, at=now)
        if is_done:
            _note(session, number, organization_id, at=now, action=action)
    return is_done


def _note(
    session: Session, number: int, organization_id: int, *, at: datetime, action: str
) -> None:
    record_audit(
        session,
        organization_id=organization_id,
        at=at,
        actor_id=None,
        action=action,
        detail=f"outbox {number}",
    )
