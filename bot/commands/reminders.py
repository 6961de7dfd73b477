"""``kakehashi reminders``: what the weekly messages would say, before anything is sent."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import click

from bot.channel_check import cannot_send_to, installed_slack
from bot.commands.advise import settings_with_staff
from bot.commands.options import demo_option, run_async, settings_of, settings_with
from bot.deployment import japan_now, open_deployment
from bot.failures import Failure
from bot.national_holidays import is_national_holiday
from bot.settings import Settings
from cards import wording
from cards.elements import Buttons, Card
from cards.reminder import reminder_card
from cards.renderers import plain_text
from cards.section_reminder import section_reminder_card
from domain.coming_turn import ComingTurn
from domain.delivery_report import REPORT_AFTER
from domain.errors import DomainError
from domain.japan_time import JAPAN
from domain.office import ONE_EACH, OfficeChannel
from domain.office_dates import date_of, time_of
from domain.office_values import Unreadable
from domain.people import Person
from domain.reminder import MADE_ALREADY, NOTHING_NEW, ON_LEAVE, SILENCED, NotTold
from domain.reminder_preview import ForManager, ForPerson, ReminderPreview, Spared
from domain.requirements import Rulebook
from handlers.forum_week import forum_week_at
from handlers.reminder_preview import reminder_preview

YEARS = range(2000, 2100)
"""In which the calendar of holidays is right."""

_WHY: Mapping[str, str] = {
    NOTHING_NEW: "今週は知らせることがない",
    ON_LEAVE: "休職・育休",
    SILENCED: "止めている",
    MADE_ALREADY: "その週のお知らせはもう作ってある",
}
_FOR_GOOD = "送らないでほしい"
_SAMPLE = "サンプルの市のデータです（自分の自治体のものではありません）。"


CannotSend = Mapping[OfficeChannel, str]
"""Why nothing can be sent there yet; empty where it can."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """``whose``: the organization, named for people."""

    whose: str
    found: ReminderPreview
    cannot_send: CannotSend


class UnreadableMoment(DomainError):
    def __init__(self, why: str) -> None:
        super().__init__(
            f"--as-of を読めません：{why}時刻も決めるときは「2026-11-24 9:00」のように書きます。"
        )


class NoRosterYet(Failure):
    """And the sample city speaks of other policies than the one that is set."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(
            f"職員名簿がまだありません（データ：{settings.place_of_data}）。"
            "「kakehashi import roster ファイル」で取り込むと、だれに何を送るかを確かめられます。"
        )


@click.group(help="毎週のお知らせを、送る前に確かめる")
def reminders() -> None:
    pass


@reminders.command("preview", help="次の回に、だれに何を、なぜ送るかを書き出す（何も送らない）")
@click.option("--as-of", "as_of", metavar="T", help="この日時からあとの最初の回（既定は今）")
@demo_option
def preview(as_of: str | None, of_demo: bool) -> None:
    planned_from = None if as_of is None else moment_of(as_of)
    now = japan_now()
    at = planned_from or now
    seen = run_async(_looked_up(at, planned_from, of_demo=of_demo))
    click.echo(f"自治体：{seen.whose}")
    said = _lines(seen.found, as_of=at, now=now)
    for line in (*said, *_channels(seen.found, seen.cannot_send)):
        click.echo(line)


async def _looked_up(as_of: datetime, planned_from: datetime | None, *, of_demo: bool) -> _Seen:
    own = settings_with()
    settings = await (settings_of(of_demo=True) if of_demo else _with_staff(own))
    async with open_deployment(settings) as deployment:
        rulebook = Rulebook(deployment.policy)
        async with deployment.database.read() as session:
            number = deployment.organization.id
            found = await reminder_preview(
                session,
                organization_id=number,
                rulebook=rulebook,
                is_national_holiday=is_national_holiday,
                as_of=as_of,
                planned_from=planned_from,
            )
            installed = await installed_slack(session, number)
    name = deployment.organization.with_key
    return _Seen(
        whose=name if settings is own else f"{name}。{_SAMPLE}",
        found=found,
        cannot_send={
            channel: cannot_send_to(found.office.place(channel), settings, installed)
            for channel in ONE_EACH
        },
    )


async def _with_staff(own: Settings) -> Settings:
    """Raises NoRosterYet."""
    from bot.demo import NoSampleForPolicy  # with spreadsheets: others take ``moment_of`` alone

    try:
        return await settings_with_staff(own)
    except NoSampleForPolicy:
        raise NoRosterYet(own) from None


def moment_of(words: str, *, now: datetime | None = None) -> datetime:
    """A day, or a day and a time of it, in Japan. Raises UnreadableMoment.

    A day alone is its beginning, or ``now`` where that is given and on that day.
    """
    day, _, at = words.strip().replace("T", " ").partition(" ")
    try:
        found = datetime.combine(date_of(day), time_of(at) if at.strip() else time(), tzinfo=JAPAN)
    except Unreadable as unreadable:
        raise UnreadableMoment(unreadable.sentence) from None
    if now is not None and not at.strip() and found.date() == now.date():
        return now
    if found.year not in YEARS:
        raise UnreadableMoment(f"{YEARS[0]}年から{YEARS[-1]}年までの日にしてください。")
    return found


def _lines(found: ReminderPreview, *, as_of: datetime, now: datetime) -> Iterator[str]:
    today = as_of.date()
    at = f"{wording.full_day(today)} {wording.clock_time(as_of)}"
    if found.turn.at < now:
        yield f"何も送っていません。過ぎた日時（{at}）からの最初の回を、今の名簿・受講記録・設定で振り返ります。"
    elif as_of < now:
        yield (
            f"何も送っていません。過ぎた日時（{at}）から今までに、まだの回はありません。"
            "今の名簿・受講記録・設定では、次の回に次のとおり送ります。"
        )
    else:
        yield "何も送っていません。今の名簿・受講記録・設定では、次の回に次のとおり送ります。"
    yield from _turn(found, "次の回" if found.turn.at >= now else "その回", today=today)
    yield f"\n■ 本人へ：{len(found.people)}人"
    for one in found.people:
        yield from _personal(one, office_turn=found.turn)
    yield from _spared("送らない人", found.spared, today=today)
    yield f"\n■ 所属長へ：{len(found.managers)}人"
    for manager in found.managers:
        yield from _section(manager, office_turn=found.turn)
    yield from _spared("送らない所属長", found.spared_managers, today=today)


def _turn(found: ReminderPreview, which: str, *, today: date) -> Iterator[str]:
    turn, schedule = found.turn, found.office.schedule("")
    yield f"{which}：{_when(turn)}（{schedule}）"
    if turn.closed:
        planned = wording.day(turn.planned.date(), today=today)
        yield f"　{planned}は{turn.closed}のため、次の開庁日に送ります。"
    for one in turn.overtaken:
        planned = wording.day(one.planned.date(), today=today)
        yield f"　{planned}の回は、閉庁日が続き次の回と同じ日か続く日になるため送りません。"
    if found.office.paused_at:
        yield "　いまは配信を止めています。「kakehashi office resume」のあとに送ります。"


def _personal(one: ForPerson, *, office_turn: ComingTurn) -> Iterator[str]:
    yield _addressee(one.person, one.turn, office_turn)
    yield from _said(reminder_card(one.reminder, today=one.turn.at.date()))


def _section(one: ForManager, *, office_turn: ComingTurn) -> Iterator[str]:
    yield _addressee(one.person, one.turn, office_turn)
    yield from _said(
        section_reminder_card(one.reminder, week=one.turn.week, today=one.turn.at.date())
    )


def _addressee(person: Person, turn: ComingTurn, office_turn: ComingTurn) -> str:
    own = f"　{_when(turn)}（本人が選んだ曜日と時刻）" if turn.at != office_turn.at else ""
    return f"\n● {person.name}（{person.employee_number}、{person.email}）{own}"


def _said(card: Card) -> Iterator[str]:
    """All but the buttons; of the title and the summary, which are the same every week, neither."""
    words = tuple(element for element in card.elements if not isinstance(element, Buttons))
    _, *lines = plain_text.render(replace(card, elements=words, summary="")).splitlines()
    return (f"　　{line}" for line in lines if line.strip())


def _spared(heading: str, spared: Sequence[Spared], *, today: date) -> Iterator[str]:
    counts = Counter(each.why for each in spared)
    if counts:
        yield f"\n{heading}："
    for why in sorted(counts, key=_order):
        yield f"　{_reason(why, today=today)}　{counts[why]}人"


def _reason(why: NotTold, *, today: date) -> str:
    if why.silence is None:
        return _WHY[why.reason]
    until = why.silence.until
    return f"{_WHY[why.reason]}（{wording.day(until, today=today)}まで）" if until else _FOR_GOOD


def _order(why: NotTold) -> tuple[int, date]:
    """Who is silent for good comes after those who are for a while."""
    until = why.silence.until or date.max if why.silence else date.min
    return tuple(_WHY).index(why.reason), until


def _channels(found: ReminderPreview, cannot_send: CannotSend) -> Iterator[str]:
    unset = "　チャンネルが決まっていないため送りません。"
    yield f"\n■ フォーラムへ：{_when(found.turn)}"
    yield from _not_connected(cannot_send[OfficeChannel.FORUM])
    forum = forum_week_at(found.turn.at, found.catalogue, next_at=found.following.at)
    yield from [unset] if found.office.forum is None else _said(forum)
    yield f"\n■ 事務局へ：{_when(found.turn, later=REPORT_AFTER)}"
    yield from _not_connected(cannot_send[OfficeChannel.SECRETARIAT])
    report = "　　配信状況（送った数、送れなかったわけ、待っている数）"
    yield unset if found.office.secretariat is None else report


def _not_connected(why: str) -> Iterator[str]:
    if why:
        yield f"　{why}"


def _when(turn: ComingTurn, *, later: timedelta = timedelta()) -> str:
    at = turn.at + later
    return f"{at.year}年{wording.day(at.date(), today=at.date())} {wording.clock_time(at)}"
