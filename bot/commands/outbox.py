"""``kakehashi outbox list | retry | drop``: what has not arrived, at whom."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import click

from bot.commands.options import Whole, demo_option, run_async, settings_of, settings_with
from bot.deployment import japan_now, open_deployment
from cards import wording
from cards.delivery_reasons import because
from cards.message_words import message_name
from cards.office_channel import channel_name
from domain.errors import DomainError
from domain.outbox import OutboxEntry, OutboxState
from domain.people import Person
from domain.sent_again import IF_ASKED_FOR
from storage.audit import record_audit
from storage.outbox_decisions import drop_message, left_out, send_again
from storage.outbox_entries import (
    Which,
    outbox_counts,
    outbox_entries,
    undelivered,
)
from storage.people import people_ever
from storage.session import Session

SHOWN = 100
NAMED = 10
"""Numbers named in a sentence."""
NUMBER = Whole(1, 2**31 - 1)
"""What a row's number can be."""

_STATES = {
    OutboxState.PENDING: "送信待ち",
    OutboxState.SENDING: "送信中",
    OutboxState.SENT: "送信済み",
    OutboxState.UNKNOWN: "届いたか不明",
    OutboxState.FAILED: "送れない",
    OutboxState.DEAD: "送らない",
}

_STATE = click.Choice([state.value for state in OutboxState])

Decide = Callable[..., Awaitable[list[int]]]
"""``send_again`` or ``drop_message``."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """``whose``: the organization, named for people. ``people``: for whom the entries are, by id."""

    whose: str
    entries: tuple[OutboxEntry, ...]
    people: Mapping[int, Person]
    counts: Mapping[OutboxState, int]


class NotOfThisKind(DomainError):
    """``there``: of those that have not arrived, the newest first."""

    def __init__(self, numbers: Sequence[int], why: str, *, there: Sequence[int]) -> None:
        listed = "、".join(map(str, numbers))
        undelivered = "、".join(map(str, there))
        are = (
            f"届いていない知らせの番号は {undelivered} です"
            if there
            else "届いていない知らせはありません"
        )
        super().__init__(
            f"番号 {listed} の知らせは{why}。{are}（すべては「kakehashi outbox list --all」）。"
        )


class NothingChosen(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "番号か、--state（と --reason）で、どの知らせかを指定してください（例：--state failed）。"
        )


@click.group(help="本人に届いていない知らせを見る・もう一度送る・送らないことにする")
def outbox() -> None:
    pass


def _which(command: Callable[..., None]) -> Callable[..., None]:
    """Those of a state and a reason; both are in the list."""
    by_state = click.option(
        "--state",
        type=_STATE,
        help="この状態のもの（" + "、".join(f"{s.value}＝{w}" for s, w in _STATES.items()) + "）",
    )
    return by_state(
        click.option("--reason", metavar="理由", help="一覧の理由の（ ）の中がこの言葉のもの")(
            command
        )
    )


@outbox.command("list", help="届いていない知らせの一覧（番号・状態・種類・宛先・理由・登録の日時）")
@click.option("--all", "shows_all", is_flag=True, help="送信待ち・送信済みなど、すべての状態を示す")
@click.option(
    "--before", metavar="番号", type=NUMBER, help="この番号より前のもの（続きを見るとき）"
)
@click.option(
    "--limit",
    metavar="件数",
    type=Whole(1, 10_000),
    default=SHOWN,
    show_default=True,
    help="一度に示す数",
)
@demo_option
@_which
def list_messages(
    *,
    shows_all: bool,
    before: int | None,
    limit: int,
    state: str | None,
    reason: str | None,
    of_demo: bool,
) -> None:
    which = Which(OutboxState(state) if state else None, reason, before)
    shows_all = shows_all or state is not None
    seen = run_async(_looked_through(which, shows_all=shows_all, limit=limit, of_demo=of_demo))
    click.echo(f"自治体\t{seen.whose}")
    today = japan_now().date()
    for entry in seen.entries:
        click.echo("\t".join(_columns(entry, seen.people, today=today)))
    if not seen.entries:
        click.echo("届いていない知らせはありません。")
    if len(seen.entries) == limit:
        click.echo(f"続きは --before {seen.entries[-1].id} で見られます。")
    if seen.counts:
        click.echo("、".join(f"{_STATES[state]}{n}件" for state, n in seen.counts.items()))


@outbox.command("retry", help="知らせをもう一度送る（「届いたか不明」は二度届くことがあります）")
@click.argument("numbers", metavar="番号…", type=NUMBER, nargs=-1)
@_which
def retry(numbers: tuple[int, ...], state: str | None, reason: str | None) -> None:
    which = _chosen(numbers, state, reason)
    done = run_async(_decided(which, send_again, action="OUTBOX_RETRY"))
    found = run_async(_left_out(which))
    left = [f"{count}件：{_reason(why)}" for why, count in found.items()]
    if missed := sorted({*numbers} - {*done}):
        why = f"（{'、'.join(left)}）" if left else ""
        raise NotOfThisKind(
            missed, f"、ないか、もう一度送れる状態にありません{why}", there=run_async(_numbers())
        )
    click.echo(f"{len(done)}件の知らせを、もう一度送ります。")
    for line in left:
        click.echo(f"次のものは送りません　{line}")
    if IF_ASKED_FOR & found.keys():
        click.echo("それでも送るものは、番号か、--reason に（ ）の中の言葉を付けて選んでください。")


@outbox.command("drop", help="知らせを送らないことにする")
@click.argument("numbers", metavar="番号…", type=NUMBER, nargs=-1)
@_which
def drop(numbers: tuple[int, ...], state: str | None, reason: str | None) -> None:
    which = _chosen(numbers, state, reason)
    done = run_async(_decided(which, drop_message, action="OUTBOX_DROP"))
    if missed := sorted({*numbers} - {*done}):
        raise NotOfThisKind(
            missed, "、送信中か送信済みか、見つかりません", there=run_async(_numbers())
        )
    click.echo(f"{len(done)}件の知らせを、送らないことにしました。")


def _chosen(numbers: Collection[int], state: str | None, reason: str | None) -> Which:
    """By number, or by state and reason. Raises NothingChosen."""
    if not (numbers or state):
        raise NothingChosen
    return Which(OutboxState(state) if state else None, reason, numbers=numbers or None)


def _columns(entry: OutboxEntry, people: Mapping[int, Person], *, today: date) -> tuple[str, ...]:
    return (
        str(entry.id),
        _STATES[entry.state],
        message_name(entry.kind),
        _whom(entry, people),
        _reason(entry.reason),
        wording.exact_moment(entry.created_at, today=today),
    )


def _reason(code: str) -> str:
    """The words, and after them the code that ``--reason`` and the log know it by."""
    if not code:
        return "-"
    words = because(code)
    return words if words == f"（{code}）" else f"{words}（{code}）"


def _whom(entry: OutboxEntry, people: Mapping[int, Person]) -> str:
    """By number and name, of those who have left too."""
    if entry.channel:
        return f"{channel_name(entry.channel)}のチャンネル"
    person = people[entry.staff_id or 0]
    return f"{person.employee_number} {person.name}"


async def _looked_through(which: Which, *, shows_all: bool, limit: int, of_demo: bool) -> _Seen:
    async with (
        open_deployment(await settings_of(of_demo=of_demo)) as deployment,
        deployment.database.read() as session,
    ):
        whose = {"organization_id": deployment.organization.id}
        if shows_all:
            entries = await outbox_entries(session, **whose, limit=limit, which=which)
        else:
            entries = await undelivered(
                session, **whose, limit=limit, now=deployment.clock(), which=which
            )
        ids = {entry.staff_id for entry in entries if entry.staff_id is not None}
        people = await people_ever(session, **whose, ids=ids)
        counts = await outbox_counts(session, **whose)
        named = {person.id: person for person in people}
    return _Seen(deployment.organization.with_key, entries, named, counts)


async def _numbers() -> list[int]:
    async with (
        open_deployment(settings_with()) as deployment,
        deployment.database.read() as session,
    ):
        number, now = deployment.organization.id, deployment.clock()
        found = await undelivered(session, organization_id=number, limit=NAMED, now=now)
    return [entry.id for entry in found]


async def _decided(which: Which, decide: Decide, *, action: str) -> list[int]:
    async with open_deployment(settings_with()) as deployment:
        now, organization_id = deployment.clock(), deployment.organization.id
        async with deployment.database.begin() as session:
            done = await decide(session, which, organization_id=organization_id, at=now)
            for number in done:
                _note(session, number, organization_id, at=now, action=action)
    return done


async def _left_out(which: Which) -> Mapping[str, int]:
    async with (
        open_deployment(settings_with()) as deployment,
        deployment.database.read() as session,
    ):
        return await left_out(session, which, organization_id=deployment.organization.id)


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
