"""A small city for the console's tests: its people, and a fake that answers as handlers would."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

from aiohttp import web

from bot.console.app import console_app, mount_console
from bot.console.conversation import Conversations
from bot.console.people import ConsolePerson
from cards.elements import (
    Bold,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    ChoiceField,
    DateField,
    Divider,
    Facts,
    Form,
    Heading,
    Option,
    Progress,
    Quote,
    Table,
    TextField,
    note,
    paragraph,
)
from handlers.reply import (
    Attached,
    Incoming,
    MadeFile,
    Nothing,
    OpenForm,
    Overheard,
    Pressed,
    Reacted,
    RejectFields,
    Reply,
    Said,
    Show,
    Submitted,
    Typed,
    Update,
    show,
)

JST = timezone(timedelta(hours=9))
YAMADA = "yamada@sample-city.example"
SATO = "sato@sample-city.example"

PEOPLE = (
    ConsolePerson(YAMADA, "山田 花子", "福祉部", "福祉課", "DX推進員・福祉課", featured=True),
    ConsolePerson(
        "mori@sample-city.example",
        "森 健太",
        "市民部",
        "市民課",
        "会計年度任用職員・市民課",
        featured=True,
    ),
    ConsolePerson(SATO, "佐藤 一郎", "福祉部", "福祉課", "課長"),
    ConsolePerson("abe@sample-city.example", "阿部 さくら", "福祉部", "こども課", "主事"),
    ConsolePerson("ueda@sample-city.example", "上田 誠", "建設部", "道路課", "DX統括リーダー"),
    ConsolePerson("kato@sample-city.example", "加藤 <b>実</b>", "建設部", "道路課", "主任"),
    *(
        ConsolePerson(f"p{n}@sample-city.example", f"職員 {n}", "総務部", "情報政策課", "主事")
        for n in range(1, 25)
    ),
)

_SOURCE = "下関市デジタル人材育成方針 4-2 デジタル人材の育成"
_SECURITY = {"course": "SEC-01"}

NEXT_TRAINING = Card(
    "次に受ける研修",
    (
        paragraph("山田さんに必要な研修のうち、先に受けるものは ", Bold("2件"), " です。"),
        Heading("1. 情報セキュリティ研修"),
        Facts(
            (
                ("区分", "必須"),
                ("期限", "2026年9月30日（水）"),
                ("方法", "eラーニング"),
                ("時間", "1時間30分"),
                ("スキル", "情報セキュリティ"),
                ("次の開催", "いつでも始められます"),
            )
        ),
        Quote("ICT機器を扱う全職員に対し、毎年度、情報セキュリティ研修を実施する。", _SOURCE),
        Buttons(
            (
                Button("詳しく", "course_detail", _SECURITY, about="情報セキュリティ研修"),
                Button(
                    "受講済みにする",
                    "complete_course",
                    _SECURITY,
                    ButtonStyle.PRIMARY,
                    about="情報セキュリティ研修",
                ),
            )
        ),
        Divider(),
        Heading("2. データ利活用の基礎（例）"),
        Facts(
            (
                ("区分", "選択"),
                ("方法", "集合研修"),
                ("次の開催", "10月5日（月）残り12席"),
                ("時間", "3時間"),
            )
        ),
        Quote("DX推進員は、データに基づき業務の課題を見つけ、改善を進める。", _SOURCE),
        Buttons((Button("詳しく", "course_detail", {"course": "DATA-01"}, about="データ利活用"),)),
        Divider(),
        Progress("必要なスキル", done=4, total=7, unit="個"),
        note("（例）は、方針に定めのない見本です。"),
        Buttons((Button("全部見る", "next_training", {"limit": "all"}),)),
    ),
    summary="山田さんが先に受ける研修は2件です。",
    nonce="n1",
)

STATUS = Card(
    "受講状況",
    (
        Progress("必須の研修", done=3, total=8),
        Progress("習得したスキル", done=4, total=7, unit="個"),
        Table(
            ("研修", "区分", "期限", "状況"),
            (
                ("情報セキュリティ研修", "必須", "9月30日", "未受講"),
                ("個人情報保護研修", "必須", "6月30日", "期限を過ぎています"),
                ("DX入門", "選択", "なし", "修了（5月12日）"),
            ),
            caption="今年度の研修",
        ),
    ),
)

DONE = Card(
    "情報セキュリティ研修を受講済みにしました",
    (paragraph("記録に残しました。次の期限は来年度の9月30日です。"),),
)


def completion_form(values: dict[str, str], errors: dict[str, str]) -> Form:
    return Form(
        "修了の報告",
        "report_completion",
        (
            DateField("finished", "修了日", hint="修了証の日付です。"),
            ChoiceField(
                "method",
                "受講方法",
                (Option("e", "eラーニング"), Option("g", "集合研修")),
                value=values.get("method", ""),
            ),
            TextField(
                "note",
                "気づいたこと",
                values.get("note", ""),
                required=False,
                multiline=True,
                watched=True,
            ),
        ),
        submit="報告する",
        intro=(
            paragraph("情報セキュリティ研修の修了を報告します。"),
            *([paragraph("似た気づきがあります。")] if "転記" in values.get("note", "") else []),
        ),
        args=_SECURITY,
        errors=errors,
        nonce="n1",
    )


async def people() -> Sequence[ConsolePerson]:
    return PEOPLE


def _set() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass
class City:
    """``heard`` is what arrived; while ``pause`` is cleared, no answer comes."""

    heard: list[Incoming] = field(default_factory=list)
    pause: asyncio.Event = field(default_factory=_set)
    conversations: Conversations = field(
        default_factory=lambda: Conversations(
            lambda: datetime(2026, 7, 1, 1, 5, tzinfo=UTC).astimezone(JST)
        )
    )

    def web_app(self) -> web.Application:
        app = web.Application()
        console = console_app(
            people=people,
            respond=self.respond,
            conversations=self.conversations,
            organization="sample",
            city="見本市",
            notice="サンプル市のデータです。Slack・Teamsなしで試せます。",
        )
        mount_console(app, console)
        return app

    async def respond(self, incoming: Incoming) -> Reply:
        self.heard.append(incoming)
        await self.pause.wait()
        match incoming.body:
            case Said(text=text):
                return _said(text)
            case Typed(values=values):
                return OpenForm(completion_form(dict(values), {}))
            case Attached(files, text):
                contents = [await file.read() for file in files]
                given = MadeFile(files[0].name, b"".join(contents))
                return Show((Card("受け取りました", (paragraph(text),)),), files=(given,))
            case Pressed(action=action, args=args):
                return _pressed(action, args)
            case Submitted(values=values):
                return _submitted(dict(values))
            case Overheard() | Reacted():
                raise AssertionError("コンソールには、ほかの人と書き込むスレッドがありません。")


def _said(text: str) -> Reply:
    if "報告" in text:
        return OpenForm(completion_form({}, {}))
    if "研修" in text:
        return show(NEXT_TRAINING)
    return show(STATUS if "状況" in text else Card("受け取りました", (paragraph(text),)))


def _pressed(action: str, args: Mapping[str, str]) -> Reply:
    match action:
        case "complete_course":
            return OpenForm(completion_form({}, {}))
        case "course_detail":
            return show(Card("情報セキュリティ研修", (paragraph("内容の説明です。"),)))
        case "cancel":
            return Update(Card("取り消しました", ()), then=(Card("空きが出ました", ()),))
        case "again":
            return Nothing()
        case _:
            raise RuntimeError(f"壊れた: {dict(args)}")


def _submitted(values: dict[str, str]) -> Reply:
    if not values.get("finished"):
        errors = {"": "報告を受け付けられませんでした。", "finished": "修了日を入れてください。"}
        return RejectFields(completion_form(values, errors))
    return Update(DONE)
