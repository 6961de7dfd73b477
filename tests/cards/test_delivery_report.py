"""「配信状況」: what it says of every reason that there is, and that it never calls silence good."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from bot.slack import telling, web_api
from bot.slack.workspaces import Absent
from bot.teams import refusals
from cards import example_values
from cards.delivery_reasons import WORDS, because, skipped_because
from cards.delivery_report import EXAMPLES, delivery_report_card
from cards.elements import Card
from cards.message_words import WORDS as KIND_WORDS
from cards.message_words import message_name
from cards.renderers import plain_text
from domain import posting
from domain.delivery_report import STUCK, DeliveryReport, SkippedJob, Trouble
from domain.outbox import NO_CHANNEL, PERSON_LEFT
from domain.reminder import NOTHING_NEW, SILENCED
from domain.sent_again import DROPPED, DROPPED_REFUSED, IF_ASKED_FOR, NEVER
from domain.weekly_schedule import Skip
from handlers import case_publish, issue_publish
from handlers.outgoing import KINDS
from scheduler.platforms import APP_REFUSED

PROJECT = Path(__file__).parents[2]
PACKAGES = ("bot", "scheduler", "handlers", "storage")
REASON_OF = {
    "Dropped": 0,
    "Refused": 0,
    "NotNow": 0,
    "CannotTell": 0,
    "InDoubt": 0,
    "app_refused": 0,
    "Postponed": 1,
    "SlackBusy": 1,
    "ConnectorBusy": 1,
    "ConnectorRefused": 1,
}
"""Where the reason stands among the arguments of all that ends an attempt."""
ENDINGS = {
    "bot.slack.web_api",
    "bot.teams.refusals",
    "handlers.occasion",
    "handlers.outgoing",
    "scheduler.platforms",
}
"""Where those are from: others have the same names."""
REASON_OF_METHOD = {"give_up": 2, "_leave_in_doubt": 1}
NOTHING_TO_SAY = {NOTHING_NEW, SILENCED}
"""Handed on from the domain, where no ending is written."""
SLACKS_OWN = {
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "ratelimited",
    "user_disabled",
    "user_not_found",
}
"""https://docs.slack.dev/reference/methods/chat.postMessage and users.info, conversations.open"""
TEAMS_OWN = {"429"}


def _in_the_source() -> Iterator[str]:
    """Every code that is written where an attempt ends."""
    calls = re.compile(rf"\b({'|'.join([*REASON_OF, *REASON_OF_METHOD])})\(")
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            if calls.search(source):
                name = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
                yield from _in_module(import_module(name), ast.parse(source))


def _in_module(module: ModuleType, tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            place = _place(call.func, module)
            if place is not None and len(call.args) > place:
                yield from _codes(call.args[place], module)


def _place(function: ast.expr, module: ModuleType) -> int | None:
    match function:
        case ast.Name(name):
            is_ending = getattr(vars(module).get(name), "__module__", "") in ENDINGS
            return REASON_OF.get(name) if is_ending else None
        case ast.Attribute(attr=name):
            return REASON_OF_METHOD.get(name)
        case _:
            return None


def _codes(written: ast.expr, module: ModuleType) -> Iterator[str]:
    """A word, the name of one, or what stands before the colon; a platform's word is none of ours."""
    match written:
        case ast.Constant(str(word)) | ast.JoinedStr([ast.Constant(str(word)), *_]):
            yield word.partition(":")[0]
        case ast.BoolOp(values=parts):
            for part in parts:
                yield from _codes(part, module)
        case ast.Name(name) if name in vars(module):
            yield str(vars(module)[name])


def _dropped() -> Iterator[str]:
    """What is said to be not to be sent any more, by a word or by the name of one."""
    for package in PACKAGES:
        for path in sorted((PROJECT / package).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            if "Dropped(" in source:
                name = ".".join(path.relative_to(PROJECT).with_suffix("").parts)
                yield from _dropped_in(import_module(name), ast.parse(source))


def _dropped_in(module: ModuleType, tree: ast.AST) -> Iterator[str]:
    for call in ast.walk(tree):
        match call:
            case ast.Call(func=ast.Name("Dropped"), args=[reason, *_]):
                yield from _codes(reason, module)


OF_EDITS = {
    case_publish.WITHDRAWN,
    case_publish.NOT_SHOWN_HERE,
    issue_publish.WITHDRAWN,
    posting.EDIT_NOT_NEEDED,
    posting.NOTHING_STANDS_THERE,
    posting.OVERTAKEN_EDIT,
}
"""Handed on from where it is decided what becomes of a message that is changed in place."""
OURS = {
    *(code for code in _in_the_source() if code),
    *NOTHING_TO_SAY,
    *OF_EDITS,
    posting.POSTED_ANEW,
    posting.POSTED_IN_DOUBT,
}
OF_PLATFORMS = {
    *telling.OF_THE_APP,
    *web_api.TROUBLE,
    *(code for codes in refusals._GONE.values() for code in codes),
    *SLACKS_OWN,
    *TEAMS_OWN,
}
OF_SETS = {*map(str, Absent), APP_REFUSED, DROPPED, DROPPED_REFUSED}


def test_わけを書いたところを読み落としていない() -> None:
    assert {"known_nowhere", "fault", "no_token", "paused", "too_many_attempts"} <= OURS
    assert STUCK <= OURS | OF_SETS


@pytest.mark.parametrize("code", sorted(OURS | OF_SETS | OF_PLATFORMS))
def test_送れないわけはどれも日本語で言える(code: str) -> None:
    assert not because(code).startswith("（"), f"cards/delivery_reasons.py に {code} の言葉がない。"


def test_もう起こらないわけの言葉はない() -> None:
    assert WORDS.keys() - OURS - OF_SETS - OF_PLATFORMS == set()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_知らせの種類はどれも日本語で言える(kind: str) -> None:
    assert message_name(kind) != kind, f"cards/message_words.py に {kind} の言葉がない。"


def test_もうない種類の言葉はない() -> None:
    assert KIND_WORDS.keys() == KINDS.keys()


@pytest.mark.parametrize("reason", [*Skip, "paused", NO_CHANNEL])
def test_見送ったわけはどれも日本語で言える(reason: str) -> None:
    assert not skipped_because(reason).startswith("（")


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("403 MessageWritesBlocked", "ブロック"),
        ("0 host not listed", "住所"),
        ("app_refused:token_revoked", "つなぎ直して"),
        ("app_refused:no_token:invalid_client", "IDとシークレット"),
        ("app_refused:401 ", "アプリの設定"),
        ("fault:3f2a", "ログ"),
        ("0 ClientConnectorError", "答えがありません"),
        ("http_503", "答えがありません"),
        ("brand_new", "（brand_new）"),
        ("", "（その他）"),
    ],
)
def test_前に何が付いていても最後の言葉のわけを言う(reason: str, says: str) -> None:
    assert says in because(reason)


def card(**found: object) -> Card:
    report = DeliveryReport(example_values.NOW, **found)  # type: ignore[arg-type]  # one at a time
    return delivery_report_card(report, today=example_values.TODAY)


def test_待っている数はいつも言い一通も出ていなければ問題なしと言わない() -> None:
    still = card(waiting=15_800)
    assert "15800件が待っていますが、いまは一通も出ていません" in still.summary
    assert "問題はありません" not in plain_text.render(still) + still.summary
    going = card(waiting=96, finished_by=example_values.NOW + timedelta(minutes=20))
    assert going.summary == "0件を送りました。96件をこれから送ります。問題はありません。"
    assert "これから送ります: 0件" in plain_text.render(card(sent=3))


@pytest.mark.parametrize(
    "found",
    [{"stuck": {"database": 5}}, {"failed": {"too_long": 5}}, {"unknown": {"no_answer": 5}}],
)
def test_直すまで出ないものも送れなかったものも確かめることに入る(
    found: dict[str, dict[str, int]],
) -> None:
    assert card(**found).summary.endswith("確かめてほしいことが1件あります。")
    assert "5件：" in plain_text.render(card(**found))


HOW_TO_MEND = {
    Trouble.PAUSED: "「kakehashi office resume」で再開できます",
    Trouble.NO_FORUM: "「ここをフォーラムのチャンネルにして」と送ってください",
    Trouble.NO_SECRETARIAT: "「ここを事務局のチャンネルにして」と送ってください",
}


@pytest.mark.parametrize("trouble", Trouble)
def test_設定の足りないところはどれも直し方を言う(trouble: Trouble) -> None:
    assert HOW_TO_MEND[trouble] in plain_text.render(card(troubles=(trouble,)))


def test_決めたとおりに見送ったものは_確かめることに数えない() -> None:
    left_out = [
        SkippedJob("reminder.personal", "2026-W53", reason)
        for reason in ("overtaken", "changed", "paused", "no_channel")
    ]
    assert card(skipped=tuple(left_out)).summary.endswith("問題はありません。")
    missed = SkippedJob("reminder.personal", "2026-W53", "too_old")
    assert "確かめてほしいことが1件あります。" in card(skipped=(*left_out, missed)).summary


def test_同じわけは一行にまとめる() -> None:
    read = plain_text.render(EXAMPLES["配信状況"])
    assert "3件：かけはしの中で誤りが起きました" in read
    assert "50件：名簿のメールアドレスのアカウントがSlackになく" in read


def test_載せきれないわけの分は通数で言う() -> None:
    """Fifteen reasons, of 1 to 15 messages: the five smallest are 15 messages together."""
    read = plain_text.render(EXAMPLES["配信状況（わけが多い）"])
    assert read.count("ほか15件") == 5


def test_送らないとしたわけはどれも送り直せるかが決まっている() -> None:
    """A new one has to be put where it belongs: domain/sent_again.py."""
    dropped = {*_dropped()}
    assert {"overtaken", "record_gone", "case_gone"} <= dropped
    others = {*NOTHING_TO_SAY, *OF_EDITS, DROPPED, DROPPED_REFUSED, NO_CHANNEL, PERSON_LEFT}
    assert dropped | others == NEVER | IF_ASKED_FOR
