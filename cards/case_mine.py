"""「自分の事例」: drafts, what waits, what was sent back and why, what others see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cards import example_values, wording
from cards.case_report import REPORT, draft_list
from cards.case_withdraw import withdraw_button
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Heading,
    Paragraph,
    note,
    paragraph,
)
from cards.open_draft import OpenDraft
from domain.improvement_case import Case, CaseState

_ORDER = (
    CaseState.SENT_BACK,
    CaseState.LEADER_REVIEW,
    CaseState.OFFICE_REVIEW,
    CaseState.PUBLISHED,
    CaseState.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class OwnCase:
    """``reason``: of who sent it back or suggested something else, empty where nothing was said."""

    case: Case
    reason: str = ""


def mine_card(
    drafts: Sequence[OpenDraft],
    cases: Sequence[OwnCase],
    *,
    page: int,
    count: int,
    has_more: bool,
    today: date,
) -> Card:
    """``page`` from 0, of the cases: the newest first, by what is to be done with them. ``count``: of
    all pages; drafts stand on the first one.
    """
    elements = [*_drafts(drafts, today=today), *_cases(cases, today=today)]
    if not elements:
        elements = [paragraph("まだ改善事例を書いていません。小さな工夫でも報告できます。")]
    return Card(
        "自分の改善事例",
        (*elements, Buttons(tuple(_ways_on(page=page, has_more=has_more)))),
        summary=f"{f'{page + 1}ページ目です。' if page else f'下書き{len(drafts)}件、'}"
        f"報告した事例{count}件です。",
    )


def _drafts(drafts: Sequence[OpenDraft], *, today: date) -> Iterator[Element]:
    if drafts:
        yield Heading("下書き")
        yield from draft_list(drafts, today=today)
        yield note("下書きは、ほかの人には見えません。90日間そのままだと消えます。")


def _cases(cases: Sequence[OwnCase], *, today: date) -> Iterator[Element]:
    for state in _ORDER:
        found = [own for own in cases if own.case.state is state]
        if found:
            yield Heading(state.value)
        for own in found:
            yield _line(own.case, today=today)
            if own.reason:
                yield paragraph(f"理由：{own.reason}")
            yield Buttons(tuple(_buttons(own.case)))


def _line(case: Case, *, today: date) -> Paragraph:
    since = ""
    if case.waiting_since:
        since = f"　{wording.day(case.waiting_since.date(), today=today)}から確認待ち"
    elif case.state is CaseState.PUBLISHED and case.published_at:
        since = f"　{wording.day(case.published_at.date(), today=today)}に公開"
    if case.state is not CaseState.PUBLISHED and case.published_version is not None:
        since += "（前の内容を公開中）"
    return paragraph(Bold(case.called), since)


def _buttons(case: Case) -> Iterator[Button]:
    about, args = case.called, {"case": str(case.id)}
    if case.published_version is not None:
        yield Button("見る", "case.show", args, about=f"{about}を見る")
    is_next = case.state is CaseState.SENT_BACK
    style = ButtonStyle.PRIMARY if is_next else ButtonStyle.DEFAULT
    if case.state is not CaseState.WITHDRAWN:
        yield Button(
            "直す", "case.write", args, style=style, about=f"{about}を直す", opens_form=True
        )
    yield Button("これまでの経過", "case.history", args, about=f"{about}のこれまでの経過")
    if case.published_version is None and case.state is not CaseState.WITHDRAWN:
        yield withdraw_button(case)


def _ways_on(*, page: int, has_more: bool) -> Iterator[Button]:
    if page:
        yield Button("前へ", "case.mine", {"page": str(page - 1)})
    if has_more:
        yield Button("もっと見る", "case.mine", {"page": str(page + 1)})
    yield REPORT


EXAMPLES = {
    "自分の事例": mine_card(
        (OpenDraft("d1", "窓口の混雑の見える化", example_values.TODAY),),
        (
            OwnCase(example_values.WAITING_CASE),
            OwnCase(
                replace(
                    example_values.WAITING_CASE,
                    id=13,
                    number=13,
                    state=CaseState.SENT_BACK,
                    waiting_since=None,
                ),
                "効果の数字の根拠を書いてください。",
            ),
            OwnCase(
                replace(
                    example_values.WAITING_CASE,
                    id=14,
                    number=14,
                    state=CaseState.PUBLISHED,
                    waiting_since=None,
                    published_version=1,
                    published_at=example_values.NOW,
                )
            ),
            OwnCase(
                replace(
                    example_values.WAITING_CASE,
                    id=15,
                    number=15,
                    version=2,
                    published_version=1,
                    published_at=example_values.NOW,
                )
            ),
        ),
        page=0,
        count=14,
        has_more=True,
        today=example_values.TODAY,
    ),
    "まだない": mine_card((), (), page=0, count=0, has_more=False, today=example_values.TODAY),
}
