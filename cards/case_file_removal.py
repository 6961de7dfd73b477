"""「添付ファイルを外す」: the files of a case, each to be taken off by those who deal with it."""

from collections.abc import Sequence
from datetime import date, datetime

from cards import wording
from cards.case_review_notice import EXAMPLE_CASE
from cards.elements import Bold, Button, Buttons, ButtonStyle, Card, Element, note, paragraph
from domain.case_attachment import FileRemoval
from domain.improvement_case import Case
from domain.japan_time import JAPAN

REMOVED = "添付ファイルを外しました。"
REMOVED_BEFORE = "この添付ファイルは、もう外してあります。"


def remove_file_button(case_id: int) -> Button:
    """To the card where each may be taken off."""
    return Button("添付ファイルを外す", "case.ask_remove_file", {"case": str(case_id)})


def case_files_card(
    case: Case, files: Sequence[tuple[int, str]], *, nonce: str, done: str = ""
) -> Card:
    """``files``: number and name. ``done``: what has just been done."""
    name = case.called
    first = paragraph(Bold(done)) if done else paragraph(f"{name}の添付ファイルです。")
    return Card(
        "添付ファイルを外す",
        (first, *_files(case, files), Buttons((_back(case),))),
        summary=done or f"{name}の添付ファイルを外せます。",
        nonce=nonce,
    )


def _files(case: Case, files: Sequence[tuple[int, str]]) -> tuple[Element, ...]:
    if not files:
        return (paragraph(f"{case.name}の添付ファイルは、いまはありません。"),)
    buttons = tuple(
        Button(
            f"{name}を外す",
            "case.remove_file",
            {"case": str(case.id), "attachment": str(number)},
            style=ButtonStyle.DANGER,
            about=f"{case.name}から添付ファイル「{name}」を外す",
        )
        for number, name in files
    )
    return (
        note(
            "外すと、公開している事例からもすぐに消え、元に戻せません。"
            "経過には、だれがいつ外したかだけが残ります。"
        ),
        Buttons(buttons),
    )


def told_of_removal_card(case: Case, removal: FileRemoval, *, by: str, today: date) -> Card:
    """To who reported it. ``by``: 「市川さん」. The file's name may say as much as what stood in it."""
    line = f"{case.called}の{removal.called}を、{by}がひとつ外しました。"
    return Card(
        "添付ファイルが外されました",
        (
            paragraph(Bold(line)),
            note(
                f"{wording.exact_moment(removal.at, today=today)}。ファイルは元に戻せません。"
                "必要なら、「直す」から下書きにして、直したファイルを送ってください。"
            ),
            Buttons(
                (_back(case), Button("これまでの経過", "case.history", {"case": str(case.id)}))
            ),
        ),
        summary=line,
    )


def _back(case: Case) -> Button:
    return Button("いまの内容", "case.review", {"case": str(case.id)})


_REMOVAL = FileRemoval(
    id=1, version=1, staff_id=9, ending="pdf", at=datetime(2026, 5, 29, 11, 0, tzinfo=JAPAN)
)
_FILES = ((5, "転記の手順.xlsx"), (6, "画面.png"))

EXAMPLES = {
    "添付ファイルを外す": case_files_card(EXAMPLE_CASE, _FILES, nonce="n1"),
    "添付ファイルを外した": case_files_card(EXAMPLE_CASE, _FILES[1:], nonce="n1", done=REMOVED),
    "添付ファイルを外されたと知る": told_of_removal_card(
        EXAMPLE_CASE, _REMOVAL, by="木下　真帆さん", today=date(2026, 5, 29)
    ),
    "外す添付ファイルがない": case_files_card(EXAMPLE_CASE, (), nonce="n1", done=REMOVED_BEFORE),
}
