"""What became of a week's turn, in one line: 「送った58件、知らせることがなかった236件」."""

from datetime import date
from typing import assert_never

from cards import wording
from cards.delivery_reasons import skipped_because
from cards.message_words import message_name
from domain.delivery_report import DeliveryReport
from domain.iso_week import monday_of
from domain.weekly_turn import Turn, TurnState


def turn_words(
    turn: Turn, came_to: DeliveryReport | None, *, today: date
) -> tuple[str, str, str, str]:
    """The week, what it is, whether it was held, and what it came to or why it was not."""
    week = f"{wording.day(monday_of(turn.week), today=today)}の週"
    match turn.state:
        case TurnState.SKIPPED:
            return week, message_name(turn.job), "見送り", skipped_because(turn.reason)
        case TurnState.DONE:
            return week, message_name(turn.job), "実施", _came_to(turn, came_to)
        case _:
            assert_never(turn.state)


def _came_to(turn: Turn, report: DeliveryReport | None) -> str:
    if report is None:
        return (
            f"{turn.rows}件（どうなったかの記録は残っていません）"
            if turn.rows
            else "送る相手がいませんでした"
        )
    numbers = (
        ("知らせることがなかった", report.nothing_to_say),
        ("届かなかった", sum(report.failed.values())),
        ("届いたか不明", sum(report.unknown.values())),
        ("送る必要がなくなった", sum(report.moot.values())),
        ("まだ", report.still_to_send),
    )
    others = (f"{what}{number}件" for what, number in numbers if number)
    return "、".join([f"送った{report.sent}件", *others])
