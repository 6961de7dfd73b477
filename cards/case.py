"""One improvement case as others see it: all that it says, how far it has spread, what teaches it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from cards import example_values, wording
from cards.case_file_removal import remove_file_button
from cards.case_spread import establish_button, spread_buttons
from cards.case_withdraw import withdraw_button
from cards.elements import (
    Bold,
    Button,
    Buttons,
    Card,
    Element,
    Facts,
    Heading,
    Table,
    note,
    paragraph,
)
from domain.case_diff import fields_of
from domain.case_effect import UNKNOWN, monthly_words
from domain.improvement_case import Adoption, Case, CaseText, Effect, PublishedCase, Visibility
from domain.japan_time import JAPAN
from domain.training import Course

ADOPTIONS_SHOWN, TRAININGS_SHOWN = 10, 3
_EFFECTS = ("減った時間", "減った費用", "短くなった待ち時間", "そのほかの効果")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseShown:
    """``attachments``: number and name. ``origin``: きっかけの研修; ``trainings``: others that teach it.

    Of who looks: ``may_thank``, ``may_establish``; ``may_follow``, they see how it came about.
    """

    case: PublishedCase
    adoptions: Sequence[Adoption] = ()
    attachments: Sequence[tuple[int, str]] = ()
    origin: Course | None = None
    trainings: Sequence[Course] = field(default=())
    may_thank: bool = True
    may_establish: bool = False
    may_follow: bool = False
    newest: Case | None = None
    """As it is now, of who may withdraw it."""


def case_card(shown: CaseShown, *, today: date, nonce: str) -> Card:
    """For one person, who may see it."""
    return Card(
        shown.case.name,
        (
            *case_elements(shown, today=today),
            *_trainings(shown),
            *_attachments(shown),
            Buttons((*spread_buttons(shown.case, may_thank=shown.may_thank), *_for_its_own(shown))),
        ),
        summary=case_summary(shown.case),
        nonce=nonce,
    )


def case_summary(case: PublishedCase) -> str:
    return f"{case.called}（{case.place}）"


def case_elements(shown: CaseShown, *, today: date) -> tuple[Element, ...]:
    """What it says, without buttons; all fields, 未記入 where nothing is said."""
    text = shown.case.text
    said = dict(fields_of(text, course=_origin(shown)))
    return (
        paragraph(Bold(text.title)),
        Facts(tuple(_standing(shown.case, today=today))),
        *_told("課題", text.before),
        *_told("工夫", text.after),
        Heading("効果"),
        Facts(tuple((label, said[label] or UNKNOWN) for label in _EFFECTS)),
        Facts(
            tuple(
                (label, said[label] or UNKNOWN)
                for label in ("道具", "きっかけの研修", "再利用の条件・注意")
            )
        ),
        *_adoptions(shown.adoptions),
    )


def spread_words(case: PublishedCase) -> str:
    """「横展開（ほか2か所）」「実施」."""
    return f"{case.spread}（ほか{case.adopted_by}か所）" if case.adopted_by else case.spread.value


def _for_its_own(shown: CaseShown) -> Iterator[Button]:
    """For its author, who reviews it, and the secretariat: mended and withdrawn from there."""
    if shown.case.text.visibility is Visibility.OFFICE:
        yield Button(
            "課題の対応策にする",
            "countermeasure.ask_issue",
            {"case": str(shown.case.id)},
            about=f"{shown.case.name}を課題の対応策にする",
            opens_form=True,
        )
    if shown.may_establish:
        yield establish_button(shown.case)
    if shown.may_follow:
        yield Button("これまでの経過", "case.history", {"case": str(shown.case.id)})
        if shown.attachments:
            yield remove_file_button(shown.case.id)
    if shown.newest:
        yield withdraw_button(shown.newest)


def case_button(case: PublishedCase) -> Button:
    """The title is the author's own words, which no button carries."""
    return Button(f"{case.name}を見る", "case.show", {"case": str(case.id)})


def published_on(case: PublishedCase, *, today: date) -> str:
    return wording.day(case.published_at.astimezone(JAPAN).date(), today=today)


def _standing(case: PublishedCase, *, today: date) -> Iterator[tuple[str, str]]:
    yield "部署", case.place
    yield "広がり", spread_words(case)
    yield "参考になった", f"{case.thanks}人" if case.thanks else "まだありません"
    yield "公開した日", published_on(case, today=today)
    yield "公開範囲", case.text.visibility.value


def _told(label: str, words: str) -> Iterator[Element]:
    yield Heading(label)
    yield paragraph(words or UNKNOWN)


def _origin(shown: CaseShown) -> str:
    return wording.course_name(shown.origin) if shown.origin else ""


def _adoptions(adoptions: Sequence[Adoption]) -> Iterator[Element]:
    if not adoptions:
        return
    rows = tuple(
        (
            each.place,
            f"{each.since.year}年{each.since.month}月から",
            monthly_words(each.hours),
            each.remark or "なし",
        )
        for each in adoptions[:ADOPTIONS_SHOWN]
    )
    yield Heading("うちでもやった部署")
    yield Table(("部署", "いつから", "減った時間", "ひとこと"), rows)
    if left := len(adoptions) - len(rows):
        yield note(f"ほかに{left}か所あります。")


def _trainings(shown: CaseShown) -> Iterator[Element]:
    """The training that led to it, and others that teach what it was done with."""
    courses = (*filter(None, [shown.origin]), *shown.trainings)[:TRAININGS_SHOWN]
    if courses:
        yield Heading("この工夫を学べる研修")
        yield Buttons(
            tuple(
                Button(c.name, "course.show", {"course": c.code}, about=f"{c.name}の詳細")
                for c in courses
            )
        )


def _attachments(shown: CaseShown) -> Iterator[Element]:
    if not shown.attachments:
        return
    yield Heading("添付ファイル")
    yield Table(
        ("番号", "ファイル名"),
        tuple((str(at), name) for at, (_, name) in enumerate(shown.attachments, start=1)),
    )
    yield Buttons(
        tuple(
            Button(
                f"添付{at}を受け取る",
                "case.attachment",
                {"case": str(shown.case.id), "attachment": str(number)},
            )
            for at, (number, _) in enumerate(shown.attachments, start=1)
        )
    )


def attachment_card(case: PublishedCase, *, file_name: str) -> Card:
    return Card(
        "添付ファイル",
        (
            paragraph(f"{case.name}の添付ファイル「{file_name}」をお渡しします。"),
            Buttons((case_button(case),)),
        ),
        summary=f"{case.name}の添付ファイルです。",
    )


EXAMPLE = PublishedCase(
    id=12,
    number=12,
    author_id=1,
    department="財務部",
    section="税務課",
    text=CaseText(
        title="申告書の転記をRPAで",
        before="紙の申告書から税のシステムへ、毎月600件を手で写していた。",
        after="AI-OCRで読み取り、RPAで入力するようにした。写した後の見比べは、差のあるものだけにした。",
        effect=Effect(hours=24.5, other="写し間違いがほぼなくなった"),
        tools=("RPA", "AI-OCR"),
        course_code="BPR-02",
        reuse="帳票の様式がそろっていること。",
        visibility=Visibility.OFFICE,
    ),
    published_at=datetime(2026, 6, 12, 9, 0, tzinfo=JAPAN),
    is_established=True,
    thanks=7,
    adopted_by=2,
)
EXAMPLE_SHORT = replace(
    EXAMPLE,
    id=15,
    number=15,
    department="市民部",
    section="市民課",
    text=CaseText(
        title="日程調整を共有カレンダーに",
        before="課内の日程を電話で合わせていた。",
        after="空きを共有カレンダーで見せた。",
        visibility=Visibility.DEPARTMENT,
    ),
    is_established=False,
    thanks=0,
    adopted_by=0,
)
_ADOPTIONS = (
    Adoption(
        case_id=12,
        staff_id=2,
        department="福祉部",
        section="高齢福祉課",
        since=date(2026, 8, 1),
        hours=6,
        remark="要介護認定の申請書で使っています",
        at=example_values.NOW,
    ),
    Adoption(
        case_id=12,
        staff_id=3,
        department="市民部",
        section="国保年金課",
        since=date(2026, 10, 1),
        at=example_values.NOW,
    ),
)
EXAMPLES = {
    "改善事例": case_card(
        CaseShown(
            case=EXAMPLE,
            adoptions=_ADOPTIONS,
            attachments=((3, "手順書.docx"), (4, "画面の写し.png")),
            origin=example_values.BPR,
            trainings=(example_values.DX_BASICS,),
            may_thank=False,
            may_establish=True,
            may_follow=True,
            newest=example_values.WAITING_CASE,
        ),
        today=example_values.TODAY,
        nonce="n1",
    ),
    "短い改善事例": case_card(
        CaseShown(case=EXAMPLE_SHORT), today=example_values.TODAY, nonce="n2"
    ),
    "改善事例の添付": attachment_card(EXAMPLE, file_name="手順書.docx"),
}
