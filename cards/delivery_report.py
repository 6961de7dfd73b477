"""「配信状況」: to the secretariat, what became of the week's messages, and what to do about it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cards import example_values, wording
from cards.delivery_reasons import because, skipped_because
from cards.elements import Bullets, Buttons, Card, Element, Facts, Heading, note, plain
from cards.message_words import message_name
from cards.next_reminder import when
from cards.not_reached import not_reached_button
from domain.business_calendar import Closure
from domain.delivery_report import DeliveryReport, SkippedJob, Trouble
from domain.iso_week import monday_of
from domain.next_reminder import ClosedDay, Coming
from domain.outbox import PAUSED, PERSON_LEFT
from domain.reminder import ON_LEAVE

SHOWN = 10
"""Of each kind: a message that is not one page is not sent."""

_TROUBLES = {
    Trouble.PAUSED: (
        "配信を止めています。システム管理者が「kakehashi office resume」で再開できます。"
    ),
    Trouble.NO_FORUM: (
        "フォーラムのチャンネルが決まっていません。"
        "そのチャンネルで、かけはしに「ここをフォーラムのチャンネルにして」と送ってください。"
    ),
    Trouble.NO_SECRETARIAT: (
        "事務局のチャンネルが決まっていません。"
        "そのチャンネルで、かけはしに「ここを事務局のチャンネルにして」と送ってください。"
    ),
}


def delivery_report_card(report: DeliveryReport, *, today: date) -> Card:
    return Card(
        "配信状況",
        (
            note(f"{wording.moment(report.since, today=today)}からのお知らせについて"),
            Facts(tuple(_numbers(report, today=today))),
            *_standing_still(report),
            *_reasons("送れずに待っているもの", report.stuck),
            *_reasons("送れなかったもの", report.failed),
            *_reasons("届いたか不明のもの", report.unknown),
            *_unknown(report),
            *_reasons("あとで送るもの", report.held, then=_then(report, today=today)),
            *_reasons("送る必要がなくなったもの", report.moot),
            *_skipped(report.skipped, today=today),
            *_troubles(report.troubles),
            *_not_reached(report),
        ),
        summary=_summary(report, today=today),
    )


def _summary(report: DeliveryReport, *, today: date) -> str:
    if report.first and not (report.sent or report.still_to_send):
        care = _judgement(report) if _care(report) else ""
        return f"まだ送っていません。最初は{_first(report, today=today)}です。{care}"
    waiting = ""
    if report.stands_still:
        waiting = f"{report.waiting}件が待っていますが、いまは一通も出ていません。"
    elif report.waiting:
        waiting = f"{report.waiting}件をこれから送ります。"
    return f"{report.sent}件を送りました。{waiting}{_judgement(report)}"


def _first(report: DeliveryReport, *, today: date) -> str:
    if Trouble.PAUSED in report.troubles or report.first is None:
        return "配信を再開したあと"
    return when(report.first, today=today)


def _judgement(report: DeliveryReport) -> str:
    if care := _care(report):
        return f"確かめてほしいことが{care}件あります。"
    return "" if report.stands_still else "問題はありません。"


def _care(report: DeliveryReport) -> int:
    """A reason is one thing to care for, however many messages it keeps."""
    reasons = (report.stuck, report.failed, report.unknown)
    care = sum(len(_by_words(each)) for each in reasons)
    return care + sum(each.was_missed for each in report.skipped) + len(report.troubles)


def _numbers(report: DeliveryReport, *, today: date) -> Iterator[tuple[str, str]]:
    yield "送りました", f"{report.sent}件"
    if report.nothing_to_say:
        yield "知らせることがなかったもの", f"{report.nothing_to_say}件"
    if report.first:
        yield "最初の毎週のお知らせ", _first(report, today=today)
    yield "これから送ります", f"{report.waiting}件{_until(report, today=today)}"
    if report.stuck:
        yield "送れずに待っています", f"{sum(report.stuck.values())}件"
    if report.held:
        yield "あとで送ります", f"{sum(report.held.values())}件{_first_held(report, today=today)}"
    yield "送れませんでした", f"{sum(report.failed.values())}件"
    yield "届いたか不明", f"{sum(report.unknown.values())}件"
    if report.moot:
        yield "送る必要がなくなりました", f"{sum(report.moot.values())}件"


def _until(report: DeliveryReport, *, today: date) -> str:
    if report.finished_by:
        return f"（{wording.exact_moment(report.finished_by, today=today)}ごろまで）"
    return "（いまは一通も出ていません）" if report.stands_still else ""


def _first_held(report: DeliveryReport, *, today: date) -> str:
    known = min(report.held_until.values(), default=None)
    return f"（{wording.exact_moment(known, today=today)}から）" if known else ""


def _standing_still(report: DeliveryReport) -> Iterator[Element]:
    if report.stands_still:
        yield note(
            "これから送るものが減らないときは、システム管理者に「kakehashi doctor」で"
            "確かめてもらってください。"
        )


def _then(report: DeliveryReport, *, today: date) -> dict[str, str]:
    """When what is held back goes, by the words for why."""
    then = {
        because(ON_LEAVE): "復帰したあとに送ります。",
        because(PAUSED): "再開したあとに送ります。",
    }
    latest_first = sorted(report.held_until.items(), key=lambda each: each[1], reverse=True)
    for reason, until in latest_first:
        then[because(reason)] = f"{wording.exact_moment(until, today=today)}から送ります。"
    return then


def _reasons(
    heading: str, found: Mapping[str, int], *, then: Mapping[str, str] | None = None
) -> Iterator[Element]:
    """``then``: what is said after a reason's words."""
    if not found:
        return
    lines = sorted(_by_words(found).items(), key=lambda each: (-each[1], each[0]))
    left = sum(count for _, count in lines[SHOWN:])
    yield Heading(heading)
    yield _bullets(
        wording.cut(
            [f"{count}件：{why}{(then or {}).get(why, '')}" for why, count in lines],
            shown=SHOWN,
            left=left,
        )
    )


def _by_words(found: Mapping[str, int]) -> Counter[str]:
    """What is said in the same words is one reason."""
    counts = Counter[str]()
    for reason, count in found.items():
        counts[because(reason)] += count
    return counts


def _unknown(report: DeliveryReport) -> Iterator[Element]:
    if report.unknown:
        yield note(
            "届いたか不明のものは、二重に届かないよう送り直していません。"
            "システム管理者が「kakehashi outbox list」で確かめ、retry か drop を選べます。"
        )


def _skipped(skipped: Sequence[SkippedJob], *, today: date) -> Iterator[Element]:
    if skipped:
        yield Heading("見送ったお知らせ")
        lines = [
            f"{message_name(s.job)}（{wording.day(monday_of(s.week), today=today)}の週）："
            f"{skipped_because(s.reason)}"
            for s in skipped
        ]
        yield _bullets(wording.cut(lines, shown=SHOWN))


def _not_reached(report: DeliveryReport) -> Iterator[Element]:
    if report.failed or report.unknown or PERSON_LEFT in report.moot:
        yield Buttons((not_reached_button("届かなかった人", since=report.since),))


def _troubles(troubles: Sequence[Trouble]) -> Iterator[Element]:
    if troubles:
        yield Heading("設定を確かめてください")
        yield _bullets([_TROUBLES[trouble] for trouble in troubles])


def _bullets(lines: Sequence[str]) -> Bullets:
    return Bullets(tuple(map(plain, lines)))


_REPORT = DeliveryReport(
    since=example_values.NOW,
    sent=1_204,
    nothing_to_say=310,
    waiting=96,
    finished_by=example_values.NOW + timedelta(minutes=20),
    stuck={"app_refused:token_revoked": 230, "fault:3f2a": 1, "fault:77c0": 2},
    held={"on_leave": 3, "out_of_hours": 12},
    held_until={"out_of_hours": example_values.NOW + timedelta(days=4)},
    failed={"known_nowhere": 41, "no_chat": 9, "403 MessageWritesBlocked": 2, "some_new_error": 1},
    unknown={"no_answer": 4},
    moot={"overtaken": 6, "person_left": 1},
    skipped=(SkippedJob("reminder.forum", "2026-W47", "no_channel"),),
    troubles=tuple(Trouble),
)

_MANY = {f"unheard_of_{number:02}": number for number in range(1, 16)}

_FIRST = Coming(
    example_values.NOW + timedelta(days=4), ClosedDay(date(2026, 11, 23), Closure.NATIONAL_HOLIDAY)
)

EXAMPLES = {
    "配信状況": delivery_report_card(_REPORT, today=example_values.TODAY),
    "配信状況（問題なし）": delivery_report_card(
        DeliveryReport(example_values.NOW, sent=1_204), today=example_values.TODAY
    ),
    "配信状況（一通も出ていない）": delivery_report_card(
        DeliveryReport(example_values.NOW, waiting=15_800), today=example_values.TODAY
    ),
    "配信状況（最初の回の前）": delivery_report_card(
        DeliveryReport(example_values.NOW, first=_FIRST),
        today=example_values.TODAY,
    ),
    "配信状況（わけが多い）": delivery_report_card(
        replace(_REPORT, stuck=_MANY, failed=_MANY, unknown=_MANY, held=_MANY, moot=_MANY),
        today=example_values.TODAY,
    ),
}
