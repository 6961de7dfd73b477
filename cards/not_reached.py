"""「届かなかった人」: to the secretariat, whom messages have not reached, and why."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from typing import assert_never

from cards import example_values, wording
from cards.delivery_reasons import because
from cards.elements import Bullets, Button, Buttons, Card, Element, note, paragraph, plain
from cards.message_words import message_name
from cards.office_channel import channel_name
from domain.not_reached import NotReached
from domain.office import OfficeChannel
from domain.people import Person

SHOWN = 20
"""Of the messages. A card is one page; the next one is a press away."""


def not_reached_button(label: str, *, since: datetime, before: int | None = None) -> Button:
    """``before``: those behind that number of the outbox."""
    page: Mapping[str, str] = {} if before is None else {"before": str(before)}
    return Button(label, "delivery.not_reached", {"since": since.isoformat(), **page})


def not_reached_card(
    found: Sequence[NotReached], *, since: datetime, today: date, next_before: int | None = None
) -> Card:
    """``next_before``: there are others behind that number of the outbox."""
    line = _summary(len(found), has_more=next_before is not None)
    return Card(
        "届かなかった人",
        (
            note(f"{wording.moment(since, today=today)}からのお知らせについて"),
            *([] if found else [paragraph(line)]),
            *_by_reason(found),
            *_following(since, next_before),
        ),
        summary=line,
    )


def _summary(count: int, *, has_more: bool) -> str:
    if not count:
        return "届かなかったお知らせはありません。"
    more = "続きがあります。" if has_more else ""
    return f"届かなかった、または届いたか不明のお知らせ{count}件です。{more}"


def _by_reason(found: Sequence[NotReached]) -> Iterator[Element]:
    def why(one: NotReached) -> str:
        return because(one.reason)

    for reason, those in groupby(sorted(found, key=why), key=why):
        yield paragraph(reason)
        yield Bullets(tuple(plain(_line(one)) for one in those))


def _line(one: NotReached) -> str:
    return f"{_whom(one.to)}：{message_name(one.kind)}"


def _whom(to: Person | OfficeChannel) -> str:
    match to:
        case Person():
            section = f"（{to.sections[0]}）" if to.sections else ""
            return f"{to.employee_number} {to.name}{section}"
        case OfficeChannel():
            return f"{channel_name(to)}のチャンネル"
        case _:
            assert_never(to)


def _following(since: datetime, before: int | None) -> Iterator[Element]:
    if before is not None:
        yield Buttons((not_reached_button("続きを見る", since=since, before=before),))


_FOUND = (
    NotReached("reminder.person", example_values.PERSON, "known_nowhere"),
    NotReached("reminder.manager", example_values.NAMESAKE, "no_chat"),
    NotReached("completion.decided", example_values.NAMESAKE, "no_answer"),
    NotReached("reminder.forum", OfficeChannel.FORUM, "is_archived"),
    NotReached("reminder.person", example_values.PERSON, "person_left"),
)

EXAMPLES = {
    "届かなかった人": not_reached_card(
        _FOUND, since=example_values.NOW, today=example_values.TODAY
    ),
    "届かなかった人（続きがある）": not_reached_card(
        _FOUND * (SHOWN // len(_FOUND)),
        since=example_values.NOW,
        today=example_values.TODAY,
        next_before=1_204,
    ),
    "届かなかった人（いない）": not_reached_card(
        (), since=example_values.NOW, today=example_values.TODAY
    ),
}
