"""「事例の確認待ち」: what waits for who asks, the longest waiting first; and who is asked, a setting."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cards import example_values, wording
from cards.case_history import history_button
from cards.case_review_notice import EXAMPLE_CASE, review_button
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Element,
    Form,
    Heading,
    Option,
    note,
    paragraph,
    plain,
)
from domain.case_review import Waiting
from domain.improvement_case import Case, ReviewRoute

AT_A_TIME = 5
LEFT_LYING_SHOWN = 10
LEFT_BEHIND_SHOWN = 5


def case_queue_card(
    shown: Sequence[Waiting],
    *,
    total: int,
    page: int,
    route: ReviewRoute | None,
    today: date,
    left_lying: Sequence[Waiting] = (),
    left_behind: Sequence[Case] = (),
) -> Card:
    """``page`` from 1; ``route`` for who may change it, else None. ``left_lying``: for the secretariat,
    what others have long left undecided. ``left_behind``: sent back to somebody who has left since.
    """
    sentence = (
        f"あなたの確認を待っている事例が{total}件あります。"
        if total
        else "あなたの確認を待っている事例はありません。"
    )
    elements: list[Element] = [paragraph(sentence)]
    for waiting in shown:
        elements += _line(waiting, today=today)
    if more := _pages(total, page):
        elements.append(Buttons(more))
    elements += _left_lying(left_lying)
    elements += _left_behind(left_behind)
    if route:
        elements.append(note(f"確認の順番：{route_words(route)}"))
        elements.append(Buttons((CHANGE_ROUTE,)))
    return Card("事例の確認待ち", tuple(elements), summary=sentence)


def _line(waiting: Waiting, *, today: date) -> Iterator[Element]:
    case = waiting.case
    since = case.waiting_since or case.created_at
    yield paragraph(
        Bold(case.called),
        f"　{case.place}",
        f"　{wording.day(since.date(), today=today)}から{waited_words(waiting)}",
    )
    yield Buttons((review_button(case),))


def _left_lying(left_lying: Sequence[Waiting]) -> Iterator[Element]:
    if not left_lying:
        return
    yield Heading("DX推進リーダーの確認を長く待っている事例")
    lines = [
        f"{each.case.called}　{each.case.department}{waited_words(each)}" for each in left_lying
    ]
    yield Bullets(tuple(plain(line) for line in wording.cut(lines, shown=LEFT_LYING_SHOWN)))
    yield note("部局のDX推進リーダーに声をかけてください。")


def _left_behind(cases: Sequence[Case]) -> Iterator[Element]:
    if not cases:
        return
    yield Heading("報告した人が退職した、差し戻しの事例")
    for case in cases[:LEFT_BEHIND_SHOWN]:
        name = case.called
        yield paragraph(Bold(name), f"　{case.department}")
        yield Buttons((replace(history_button(case.id), about=f"{name}のこれまでの経過"),))
    more = len(cases) - LEFT_BEHIND_SHOWN
    rest = "ほかにもあります。" if more > 0 else ""
    yield note(f"「これまでの経過」から、代わりに直すか、取り下げてください。{rest}")


def waited_words(waiting: Waiting) -> str:
    days = f"{waiting.open_days}開庁日" if waiting.open_days else "今日"
    return f"（{days}・長く待っています）" if waiting.is_long else f"（{days}）"


def _pages(total: int, page: int) -> tuple[Button, ...]:
    left = total - page * AT_A_TIME
    back = Button("前の事例", "case.queue", {"page": str(page - 1)})
    onward = Button(f"次の{min(left, AT_A_TIME)}件", "case.queue", {"page": str(page + 1)})
    return (*([back] if page > 1 else []), *([onward] if left > 0 else []))


CHANGE_ROUTE = Button("確認の順番を変える", "case.ask_route", opens_form=True)

_ROUTES = {
    ReviewRoute.BOTH: "部局のDX推進リーダー、そのあと事務局",
    ReviewRoute.LEADER: "部局のDX推進リーダーだけ",
    ReviewRoute.OFFICE: "事務局だけ",
}


def route_words(route: ReviewRoute) -> str:
    return _ROUTES[route]


def route_form(route: ReviewRoute, *, nonce: str) -> Form:
    return Form(
        title="改善事例の確認の順番",
        action="case.set_route",
        intro=(
            paragraph("事例を公開する前に、だれが確認するかを選んでください。"),
            note("DX推進リーダーのいない部局の事例は、いつも事務局が確認します。"),
        ),
        fields=(
            ChoiceField(
                "route",
                "確認する人",
                tuple(Option(each.value, route_words(each)) for each in _ROUTES),
                value=route.value,
            ),
        ),
        submit="決める",
        nonce=nonce,
    )


def route_set_card(route: ReviewRoute, *, is_new: bool) -> Card:
    words = route_words(route)
    line = f"改善事例の確認を「{words}」に{'しました' if is_new else 'しています'}。"
    return Card(
        "改善事例の確認の順番",
        (
            paragraph(line),
            note("いま確認を待っている事例にも当てはまります。"),
            Buttons((Button("事例の確認待ち", "case.queue"),)),
        ),
        summary=line,
    )


_TODAY = example_values.TODAY

EXAMPLES = {
    "事例の確認待ち": case_queue_card(
        [Waiting(EXAMPLE_CASE, 6), Waiting(EXAMPLE_CASE, 0)],
        total=8,
        page=1,
        route=ReviewRoute.BOTH,
        today=_TODAY,
        left_lying=[Waiting(EXAMPLE_CASE, 7)],
        left_behind=[EXAMPLE_CASE],
    ),
    "事例の確認待ちなし": case_queue_card([], total=0, page=1, route=None, today=_TODAY),
    "確認の順番": route_form(ReviewRoute.BOTH, nonce="case-nonce"),
    "確認の順番を決めた": route_set_card(ReviewRoute.LEADER, is_new=True),
}
