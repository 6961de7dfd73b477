"""What the bot does, who it is, and what to do when it has not understood."""

from collections.abc import Sequence

from cards.case_report import MINE, REPORT
from cards.case_review_notice import QUEUE
from cards.corrections import CORRECTIONS
from cards.dialogue import KEPT_FOR_THE_OFFICE
from cards.elements import (
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    note,
    paragraph,
)
from cards.issue_draft import BOARD, RAISE
from cards.phrasing_consent import SHOW as PHRASING
from cards.policy import CONSULT, CONTENTS
from cards.reminder_settings import SETTINGS
from domain.elsewhere import Elsewhere

_NEXT = Button("次に何の研修を受ければいい？", "training.next", style=ButtonStyle.PRIMARY)
_STATUS = Button("受講状況", "training.status")
_PLAN = Button("今年度の計画", "training.plan")
_PROFILE = Button("登録情報", "profile.show")
_CASES = Button("改善事例を探す", "case.find")
_CASES_FILE = Button("改善事例をExcelで", "case.export")
_DESK = Button("事務局の確認待ち", "desk.show")
_DELIVERIES = Button("配信状況", "delivery.show")
_RECORDS = Button("受講記録をExcelで", "records.export")
_KPIS = Button("指標の一覧", "kpi.show")
_TARGETS = Button("目標と見込み", "kpi.targets")
_DIGEST = Button("今週のまとめ", "digest.show")


_ANSWERS = "次に受ける研修、受講状況、今年度の計画、育成方針と用語、相談できる人をお答えします。"


def help_card(*, waiting_at_desk: int | None = None, reviews_cases: bool = False) -> Card:
    """``waiting_at_desk``: for the office, what waits there; None for everyone else."""
    desk: tuple[Element, ...] = ()
    if waiting_at_desk is not None:
        desk = (
            paragraph(_waiting(waiting_at_desk)),
            Buttons((_DESK, _DIGEST, _RECORDS, _DELIVERIES, CORRECTIONS, PHRASING)),
            note("職員名簿・研修一覧・受講記録のファイルは、ここに送ると取り込めます。"),
        )
    return Card(
        "かけはしの使い方",
        (
            paragraph("育成方針とあなたの受講記録から、次に受ける研修をお答えします。"),
            paragraph("方針の用語や役割、相談できる人もお答えします。"),
            paragraph("ふだんの言葉で送るか、ボタンを押してください。"),
            Buttons((_NEXT, _STATUS, _PLAN, _PROFILE, SETTINGS, CONTENTS, CONSULT, _CASES)),
            note("例：「BPR研修の内容を教えて」「情報セキュリティ研修を受講しました」"),
            note(
                "例：「RPAって何？」「管理職に必要なスキルは？」「マクロで困っています。聞ける人は？」"
            ),
            paragraph("仕事を楽にした工夫は、改善事例として報告できます。"),
            Buttons((REPORT, MINE, _CASES_FILE, *([QUEUE] if reviews_cases else []))),
            note("例：「転記の自動化の事例ある？」「税務課の、月10時間以上の事例は？」"),
            paragraph(
                "困っていることは、課題として登録できます。同じことで困っている部署を探します。"
            ),
            Buttons((RAISE, BOARD)),
            note("例：「課題：…」「#12」「止まっているもの」「同じ課題の部署ある？」"),
            paragraph("受講率や推進員の配置、目標に届きそうかもお答えします。"),
            Buttons((_KPIS, _TARGETS)),
            *desk,
        ),
        summary=_ANSWERS + (_waiting(waiting_at_desk) if waiting_at_desk else ""),
    )


def _waiting(count: int) -> str:
    return f"確認待ちが{count}件あります。" if count else "確認待ちはありません。"


def small_talk_card() -> Card:
    return Card(
        "かけはしです",
        (
            paragraph("研修のことは、いつでも聞いてください。"),
            Buttons((_NEXT, _STATUS)),
        ),
        summary="研修のことは、いつでも聞いてください。",
    )


def out_of_scope_card(elsewhere: Elsewhere | None = None) -> Card:
    """A kind no, what the bot does, and where else to ask; ``elsewhere`` where the words tell it."""
    where = elsewhere.sentence if elsewhere else _SOMEWHERE
    return Card(
        "そのご用件にはお答えできません",
        (
            paragraph(where),
            paragraph(
                "かけはしは、デジタル人材育成の研修、育成方針の内容、改善事例、課題、相談できる人をお答えするボットです。"
            ),
            Buttons((_NEXT, _STATUS, CONTENTS, CONSULT)),
            note("研修・改善事例・課題のことでしたら、言い方を変えてもう一度送ってください。"),
        ),
        summary=f"{where}研修・改善事例・課題のことならお答えできます。",
    )


_SOMEWHERE = "ほかの業務や手続きのことは、担当の課か事務局に聞いてください。"


def not_offered_card(caption: str) -> Card:
    """Understood, but not among the things that this bot does."""
    return Card(
        "そのご用件は受け付けていません",
        (
            paragraph(
                f"「{caption}」は、かけはしでは受け付けていません。事務局に相談してください。"
            ),
            Buttons((_NEXT, _STATUS, _PLAN)),
        ),
        summary=f"「{caption}」は受け付けていません。",
    )


def nothing_said_card() -> Card:
    return Card(
        "ご用件を文字で送ってください",
        (
            paragraph("絵文字や記号だけでは読み取れません。次の中から選ぶこともできます。"),
            Buttons((_NEXT, _STATUS, _PLAN)),
        ),
        summary="ご用件を文字で送ってください。",
    )


def which_one_card(choices: Sequence[Button]) -> Card:
    """Not sure: the likeliest readings as buttons."""
    return Card(
        "どのご用件ですか",
        (
            paragraph("はっきり読み取れませんでした。近いものを選んでください。"),
            Buttons((*choices, Button("どれでもない", "help.show"))),
            KEPT_FOR_THE_OFFICE,
        ),
        summary="近いご用件を選んでください。",
    )


EXAMPLES = {
    "使い方": help_card(),
    "使い方（事務局）": help_card(waiting_at_desk=2, reviews_cases=True),
    "使い方（確認待ちなし）": help_card(waiting_at_desk=0),
    "あいさつ": small_talk_card(),
    "対象外": out_of_scope_card(),
    "対象外（行き先のわかるもの）": out_of_scope_card(Elsewhere.SYSTEMS),
    "受け付けていない用件": not_offered_card("お知らせを配信したい"),
    "文字がない": nothing_said_card(),
    "聞き返し": which_one_card((_NEXT, _STATUS, _PROFILE)),
}
