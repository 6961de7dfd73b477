"""One case under review: all that it says, what to look out for, and the three answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import assert_never

from cards import example_values, wording
from cards.case_body import case_body
from cards.case_file_removal import remove_file_button
from cards.case_history import SIGNS, difference_paragraphs, history_button, said
from cards.case_review_notice import EXAMPLE_CASE, QUEUE
from cards.delivery_reasons import because
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Facts,
    Heading,
    note,
    paragraph,
    plain,
)
from domain.case_diff import differences
from domain.case_history import CaseHistory
from domain.case_review import Part
from domain.improvement_case import (
    Case,
    CaseState,
    Decision,
    PublishedCase,
)
from domain.personal_data import PersonalDataWarning, warnings_in


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderReview:
    """``waits_for``: who decides it now, empty where it does not wait."""

    history: CaseHistory
    course: str = ""
    attachments: Sequence[tuple[int, str]] = ()
    """Number and name."""
    warnings: Sequence[PersonalDataWarning] = ()
    similar: Sequence[PublishedCase] = ()
    part: Part = Part.READS
    """Of who looks."""
    waits_for: str = ""

    @property
    def case(self) -> Case:
        return self.history.case


def case_review_card(seen: UnderReview, *, today: date, nonce: str) -> Card:
    case = seen.case
    return Card(
        "改善事例の内容",
        (
            paragraph(Bold(case.called)),
            Facts(tuple(_standing(seen, today=today))),
            *_warnings(seen.warnings, may_decide=seen.part.decides),
            *_contents(seen),
            *_changed(seen),
            *_decisions(seen, today=today),
            *_similar(seen.similar),
            *_answers(seen),
        ),
        summary=f"{case.called}の内容です。",
        nonce=nonce,
    )


def _standing(seen: UnderReview, *, today: date) -> Iterator[tuple[str, str]]:
    case, history = seen.case, seen.history
    yield "状態", f"{case.state}（第{case.version}版）"
    known = case.author_id in history.names
    yield "報告した人", history.name_of(case.author_id) if known else "不明"
    yield "所属", case.place
    yield "報告した日", wording.day(case.created_at.date(), today=today)
    if case.waiting_since:
        yield "確認待ちになった日", wording.day(case.waiting_since.date(), today=today)
    if seen.waits_for:
        yield "確認する人", seen.waits_for


def _warnings(warnings: Sequence[PersonalDataWarning], *, may_decide: bool) -> Iterator[Element]:
    if not warnings:
        return
    yield Heading("個人情報や秘密がないか、確かめてください")
    found = dict.fromkeys((each.kind.value, each.words) for each in warnings)
    yield Bullets(tuple(plain(f"{kind}らしいもの：「{words}」") for kind, words in found))
    if may_decide:
        yield note("公開してよいかは、確認する方が決めます。迷うときは差し戻してください。")


def _contents(seen: UnderReview) -> Iterator[Element]:
    yield from case_body(seen.case.text, course=seen.course)
    if not seen.attachments:
        return
    yield Heading("添付ファイル")
    yield Buttons(
        tuple(
            Button(
                name,
                "case.review_file",
                {"case": str(seen.case.id), "attachment": str(number)},
                about=f"添付ファイル「{name}」を受け取る",
            )
            for number, name in seen.attachments
        )
    )
    yield Buttons((remove_file_button(seen.case.id),))


def _changed(seen: UnderReview) -> Iterator[Element]:
    before = seen.history.text_before(seen.case.version)
    if before is None:
        return
    changed = differences(before, seen.case.text)
    yield Heading("前の版から変わったところ")
    if not changed:
        yield paragraph("変わったところはありません。")
        return
    yield from difference_paragraphs(changed)
    yield note(SIGNS)


def _decisions(seen: UnderReview, *, today: date) -> Iterator[Element]:
    if seen.history.decisions:
        yield Heading("これまでの確認")
        yield from said(seen.history.decisions[-1], seen.history, today=today)


def _similar(similar: Sequence[PublishedCase]) -> Iterator[Element]:
    if not similar:
        return
    yield Heading("似ている公開済みの事例")
    for each in similar:
        yield paragraph(f"{each.called}　{each.place}")
    yield Buttons(
        tuple(
            Button(
                f"{each.name}を見る",
                "case.show",
                {"case": str(each.id)},
                about=f"{each.called}を見る",
            )
            for each in similar
        )
    )


def _answers(seen: UnderReview) -> Iterator[Element]:
    onward = (history_button(seen.case.id), QUEUE)
    match seen.part:
        case Part.READS:
            yield Buttons(onward)
        case Part.WAITS:
            yield note("ご自分の事例は、ほかの方が確認します。")
            yield Buttons(onward)
        case Part.DECIDES_OWN:
            yield note(
                "ご自分の事例です。ほかに確認できる人がいないため、承認すると記録に残ります。"
            )
            yield Buttons((*_decisions_to_make(seen.case), *onward))
        case Part.DECIDES:
            yield Buttons((*_decisions_to_make(seen.case), *onward))
        case _:
            assert_never(seen.part)


def _decisions_to_make(case: Case) -> Iterator[Button]:
    args, about = decision_args(case), case.called
    yield Button(
        "承認する", "case.approve", args, style=ButtonStyle.PRIMARY, about=f"{about}を承認する"
    )
    yield Button(
        "差し戻す",
        "case.ask_send_back",
        args,
        style=ButtonStyle.DANGER,
        about=f"{about}を差し戻す",
        opens_form=True,
    )
    yield Button(
        "修正を提案する",
        "case.ask_suggest",
        args,
        about=f"{about}の修正を提案する",
        opens_form=True,
    )


def decision_args(case: Case) -> Mapping[str, str]:
    """What was read: a decision on something else is refused."""
    return {"case": str(case.id), "version": str(case.version), "step": case.state.name}


def posted_at(until: datetime, *, today: date) -> str:
    """Of what the channels are not shown at once."""
    when = wording.coming_moment(until, today=today)
    return f"いまは送らない時間帯か閉庁日のため、チャンネルには{when}に載ります。"


def posted_after(reason: str) -> str:
    """Nobody knows until when. ``reason`` is a short code."""
    return f"チャンネルにはまだ載りません。{because(reason)}"


def decided_card(case: Case, decision: Decision, *, posted: str = "") -> Card:
    """To who has decided; ``case`` as it stands now. ``posted``: when the channels are shown it, where
    that is not now: ``posted_at`` and ``posted_after``.
    """
    name = case.called
    line, onward = _decided(case, decision)
    return Card(
        "確認の結果を記録しました",
        (
            paragraph(Bold(f"{name}{line}")),
            paragraph(onward),
            *([note(posted)] if posted else []),
            Buttons((QUEUE, history_button(case.id))),
        ),
        summary=f"{name}{line}",
    )


def case_file_card(name: str) -> Card:
    """Beside the file."""
    line = f"添付ファイル「{name}」です。"
    return Card("添付ファイル", (paragraph(line),), summary=line)


def _decided(case: Case, decision: Decision) -> tuple[str, str]:
    match decision:
        case Decision.SENT_BACK:
            return "を差し戻しました。", "理由は、報告した人に伝わります。"
        case Decision.SUGGESTED:
            return "の修正を提案しました。", "提案した内容は、報告した人に伝わります。"
        case Decision.APPROVED if case.state is CaseState.OFFICE_REVIEW:
            return "を承認しました。", "このあと事務局が確認します。"
        case Decision.APPROVED:
            return "を承認し、公開しました。", "公開範囲の方が見られるようになりました。"


_PUBLISHED = PublishedCase(
    id=3,
    number=3,
    author_id=4,
    department="税務部",
    section="税務課",
    text=replace(EXAMPLE_CASE.text, title="申告書の入力をRPAで自動化"),
    published_at=example_values.NOW,
)
_TEXT = replace(
    EXAMPLE_CASE.text, after="RPAで読み取る。困ったら山田太郎様（090-1234-5678）に聞く。"
)
_CASE = replace(EXAMPLE_CASE, text=_TEXT)
_SEEN = UnderReview(
    history=CaseHistory(_CASE, (), (), {1: "市川　遥"}),
    attachments=((5, "転記の手順.xlsx"),),
    warnings=warnings_in(_TEXT.after),
    similar=(_PUBLISHED,),
    part=Part.DECIDES,
    waits_for="市民部のDX推進リーダー",
)

EXAMPLES = {
    "事例の確認": case_review_card(_SEEN, today=example_values.TODAY, nonce="case-nonce"),
    "事例の内容（確認する人でない）": case_review_card(
        replace(_SEEN, part=Part.WAITS, warnings=(), similar=(), attachments=()),
        today=example_values.TODAY,
        nonce="case-nonce",
    ),
    "添付ファイル": case_file_card("転記の手順.xlsx"),
    "事例を承認した": decided_card(
        replace(_CASE, state=CaseState.OFFICE_REVIEW), Decision.APPROVED
    ),
    "事例を承認して公開した": decided_card(
        replace(_CASE, state=CaseState.PUBLISHED), Decision.APPROVED
    ),
    "事例を閉庁日に承認して公開した": decided_card(
        replace(_CASE, state=CaseState.PUBLISHED),
        Decision.APPROVED,
        posted=posted_at(example_values.NOW + timedelta(hours=22), today=example_values.NOW.date()),
    ),
    "事例を差し戻した": decided_card(replace(_CASE, state=CaseState.SENT_BACK), Decision.SENT_BACK),
}
