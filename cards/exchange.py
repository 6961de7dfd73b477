"""「今週の情報交換」: what a 統括リーダー is asked of each issue and measure, with what was answered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cards import wording
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    note,
    paragraph,
)
from cards.example_exchange import EXCHANGE, NAMES
from cards.example_values import NOW
from domain.exchange import Exchange, ExchangeItem, Progress
from domain.issue import Issue
from domain.stalled import days_untouched, has_stalled

AT_A_TIME = 4
"""Items of a page: each with three buttons, or two fields of the form."""
OPEN = Button("情報交換に答える", "exchange.open")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeShown:
    """``departments``: for which they answer. ``names`` of who has answered, by number; ``page`` from 0."""

    exchange: Exchange
    departments: Sequence[str]
    names: Mapping[int, str]
    page: int = 0

    @property
    def items(self) -> tuple[ExchangeItem, ...]:
        return self.exchange.of(self.departments)

    @property
    def here(self) -> tuple[ExchangeItem, ...]:
        begin = self.page * AT_A_TIME
        return self.items[begin : begin + AT_A_TIME]


def exchange_card(
    shown: ExchangeShown, *, now: datetime, done: str = "", is_again: bool = False
) -> Card:
    """``done``: what has just been answered. ``is_again``: they were asked before."""
    waiting = shown.exchange.waiting(shown.departments)
    whose = "・".join(sorted({each.department for each in shown.items}))
    if waiting:
        line = f"{whose}の課題・施策{len(waiting)}件について、進み具合を教えてください。"
    else:
        line = f"{whose}の課題・施策には、すべて答えてあります。"
    again = [note("まだ答えが届いていないため、もう一度お送りしています。")] if is_again else []
    return Card(
        "今週の情報交換",
        (
            *([paragraph(Bold(done))] if done else []),
            paragraph(line),
            *again,
            *(each for item in shown.here for each in _item(item, shown, now=now)),
            note(_until_when(shown.exchange, now=now)),
            Buttons(tuple(_ways_on(shown, has_waiting=bool(waiting)))),
        ),
        summary=done or f"情報交換：{line}",
    )


def headline(item: ExchangeItem) -> str:
    """「課題#12　申請書を二度打ちしている」."""
    about = item.about
    if isinstance(about, Issue):
        return f"{about.name}　{about.text.title}"
    return f"{about.label}　{about.text.name}"


def answer_words(item: ExchangeItem) -> str:
    """「困っている：業者の返事が来ない」; empty of what was not answered."""
    if item.answer is None:
        return ""
    line = f"：{item.answer.line}" if item.answer.line else ""
    return f"{item.answer.progress}{line}"


def _item(item: ExchangeItem, shown: ExchangeShown, *, now: datetime) -> Iterator[Element]:
    yield paragraph(Bold(headline(item)), f"\n{_standing(item, now=now)}")
    if item.answer:
        who = shown.names.get(item.answered_by or 0, "")
        by = f"（{wording.people_name(who)}）" if who else ""
        yield paragraph(f"答え　{answer_words(item)}{by}")
    if item.answer is None or shown.exchange.round.closed_at is None:
        yield Buttons(tuple(_answers(item)))


def _standing(item: ExchangeItem, *, now: datetime) -> str:
    """「市民部、受付、34日動きなし」."""
    about = item.about
    state = about.standing.state.value if isinstance(about, Issue) else about.text.where
    stalled = f"{days_untouched(about, now=now)}日動きなし" if has_stalled(about, now=now) else ""
    return "、".join(filter(None, (item.department, state, stalled)))


def _answers(item: ExchangeItem) -> Iterator[Button]:
    args = {"item": str(item.id), "version": str(item.version)}
    for progress in (Progress.FORWARD, Progress.TROUBLED):
        yield Button(
            progress.value,
            "exchange.ask_answer",
            args | {"progress": progress.value},
            about=f"{item.called}は{progress}",
            opens_form=True,
        )
    label = Progress.SAME.value
    yield Button(label, "exchange.no_change", args, about=f"{item.called}は{label}")


def _until_when(exchange: Exchange, *, now: datetime) -> str:
    if exchange.round.closed_at is not None:
        return "まとめはフォーラムに載せました。まだの答えは、いまからでも加えられます。"
    until = wording.exact_moment(exchange.round.closes_at, today=now.date())
    return (
        f"答えは課題のスレッドと、フォーラムのまとめ（{until}ごろ、そろえばその前）に載ります。"
        "まとめを載せるまでは変えられます。"
    )


def _ways_on(shown: ExchangeShown, *, has_waiting: bool) -> Iterator[Button]:
    page = {"page": str(shown.page)}
    count, last = len(shown.items), (shown.page + 1) * AT_A_TIME
    if has_waiting:
        yield Button(
            "まとめて答える", "exchange.ask_all", page, ButtonStyle.PRIMARY, opens_form=True
        )
        yield Button(
            "残りはすべて変わりなし", "exchange.rest", {"round": str(shown.exchange.round.id)}
        )
    if last < count:
        yield Button(f"ほか{count - last}件", "exchange.open", {"page": str(shown.page + 1)})
    if shown.page:
        yield Button("前へ", "exchange.open", {"page": str(shown.page - 1)})
    yield Button("みんなの答え", "exchange.show")


_SHOWN = ExchangeShown(exchange=EXCHANGE, departments=("市民部",), names=NAMES)
EXAMPLES = {
    "今週の情報交換": exchange_card(_SHOWN, now=NOW),
    "もう一度の情報交換": exchange_card(
        ExchangeShown(exchange=EXCHANGE, departments=("市民部", "福祉部"), names=NAMES, page=1),
        now=NOW,
        is_again=True,
        done="答えました。",
    ),
}
