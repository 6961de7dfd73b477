"""「配信状況」: to the secretariat, what became of the week's messages, and what to do about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from cards import example_values, wording
from cards.delivery_reasons import held_because, not_sent_because, skipped_because
from cards.elements import Bullets, Card, Element, Facts, Heading, note, plain
from domain.delivery_report import DeliveryReport, SkippedJob

SHOWN = 10
"""Of each kind: a message that is not one page is not sent."""

JOBS = {
    "reminder.person": "本人へのお知らせ",
    "reminder.manager": "所属長へのお知らせ",
    "reminder.forum": "フォーラムへのお知らせ",
    "reminder.report": "配信状況の報告",
}


def delivery_report_card(
    report: DeliveryReport, *, troubles: Sequence[str] = (), today: date
) -> Card:
    """``troubles``: sentences about what in the settings keeps messages from being sent."""
    return Card(
        "配信状況",
        (
            note(f"{wording.moment(report.since, today=today)}からのお知らせについて"),
            Facts(tuple(_numbers(report, today=today))),
            *_reasons("送れなかったもの", report.failed, why=not_sent_because),
            *_reasons("あとで送るもの", report.held, why=held_because),
            *_unknown(report),
            *_skipped(report.skipped),
            *_troubles(troubles),
        ),
        summary=_summary(report, troubles=len(troubles)),
    )


def _summary(report: DeliveryReport, *, troubles: int) -> str:
    care = sum(report.failed.values()) + report.unknown + len(report.skipped) + troubles
    ending = f"確かめてほしいことが{care}件あります。" if care else "問題はありません。"
    return f"{report.sent}件を送りました。{ending}"


def _numbers(report: DeliveryReport, *, today: date) -> Iterator[tuple[str, str]]:
    yield "送りました", f"{report.sent}件"
    if report.nothing_to_say:
        yield "知らせることがなかった人", f"{report.nothing_to_say}人"
    if report.waiting and report.finished_by:
        by = wording.moment(report.finished_by, today=today)
        yield "これから送ります", f"{report.waiting}件（{by}ごろまで）"
    if report.held:
        yield "あとで送ります", f"{sum(report.held.values())}件"
    yield "送れませんでした", f"{sum(report.failed.values())}件"
    yield "届いたか不明", f"{report.unknown}件"


def _reasons(
    heading: str, found: Mapping[str, int], *, why: Callable[[str], str]
) -> Iterator[Element]:
    if not found:
        return
    lines = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    yield Heading(heading)
    yield _listed([f"{why(reason)}：{count}件" for reason, count in lines])


def _unknown(report: DeliveryReport) -> Iterator[Element]:
    if report.unknown:
        yield note(
            "届いたか不明のものは、二重に届かないよう送り直していません。"
            "システム管理者が「kakehashi outbox list」で確かめ、retry か drop を選べます。"
        )


def _skipped(skipped: Sequence[SkippedJob]) -> Iterator[Element]:
    if skipped:
        yield Heading("見送ったお知らせ")
        yield _listed([f"{_job(s.job)}（{s.week}）：{skipped_because(s.reason)}" for s in skipped])


def _job(name: str) -> str:
    """Those at times that people have chosen have it behind an @."""
    kind = name.partition("@")[0]
    return JOBS.get(kind, kind)


def _troubles(troubles: Sequence[str]) -> Iterator[Element]:
    if troubles:
        yield Heading("設定を確かめてください")
        yield _listed(troubles)


def _listed(lines: Sequence[str]) -> Bullets:
    return Bullets(tuple(map(plain, wording.cut(lines, shown=SHOWN))))


_REPORT = DeliveryReport(
    since=example_values.NOW,
    sent=1_204,
    nothing_to_say=310,
    waiting=96,
    finished_by=example_values.NOW + timedelta(minutes=20),
    held={"on_leave": 3, "out_of_hours": 12},
    failed={"known_nowhere": 41, "403 MessageWritesBlocked": 2, "some_new_error": 1},
    unknown=4,
    skipped=(SkippedJob("reminder.forum", "2026-W47", "no_channel"),),
)

EXAMPLES = {
    "配信状況": delivery_report_card(
        _REPORT,
        troubles=("フォーラムのチャンネルが設定されていません。",),
        today=example_values.TODAY,
    ),
    "配信状況（問題なし）": delivery_report_card(
        DeliveryReport(example_values.NOW, sent=1_204), today=example_values.TODAY
    ),
}
