"""「これからの研修とチェックイン」: to everyone in the forum's channel. Nothing about anybody alone."""

from collections.abc import Sequence
from datetime import date

from cards import example_values, wording
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    Element,
    Heading,
    Inline,
    note,
    paragraph,
    plain,
)
from domain.iso_week import WEEK
from domain.reminder import Meeting

SHOWN = 15
"""A message that is not one page is not sent."""


def forum_week_card(meetings: Sequence[Meeting], *, today: date, last: date) -> Card:
    """``meetings``: those that are still to come until ``last``, sooner first."""
    days = wording.days(today, last, today=today)
    return Card(
        "これからの研修とチェックイン",
        (
            Heading(f"{days}に開かれる研修"),
            _meetings(meetings, today=today),
            *_more(len(meetings) - SHOWN),
            Heading("チェックイン"),
            paragraph(
                Bold("困っていること・うまくいったことを、このスレッドに書いてください。"),
                "小さなことでも、ほかの部署の役に立ちます。",
            ),
            Buttons((Button("次に受ける研修", "training.next"),)),
        ),
        summary="これからの研修のお知らせです。困っていること・うまくいったことを書いてください。",
    )


def _meetings(meetings: Sequence[Meeting], *, today: date) -> Element:
    if not meetings:
        return paragraph("この間に開かれる研修はありません。")
    return Bullets(tuple(plain(*_line(each, today=today)) for each in meetings[:SHOWN]))


def _line(meeting: Meeting, *, today: date) -> tuple[str | Inline, ...]:
    session = meeting.session
    when = wording.moment(session.starts_at, today=today)
    place = f"　{session.place}" if session.place else ""
    name = Bold(wording.course_name(meeting.course))
    return f"{when}　", name, f"{place}（{wording.seats(session)}）"


def _more(rest: int) -> tuple[Element, ...]:
    return (note(f"ほか{rest}件あります。"),) if rest > 0 else ()


_MEETING = Meeting(example_values.BPR, example_values.BPR.sessions[0])

_TODAY = example_values.TODAY
_LAST = _TODAY + WEEK

EXAMPLES = {
    "これからの研修とチェックイン": forum_week_card((_MEETING, _MEETING), today=_TODAY, last=_LAST),
    "これからの研修（多い）": forum_week_card((_MEETING,) * 30, today=_TODAY, last=_LAST),
    "これからの研修なし": forum_week_card((), today=_TODAY, last=_LAST),
}
