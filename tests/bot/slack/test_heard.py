"""What Slack sends, as what a person did."""

import json
from typing import Any

import pytest

from bot.slack import heard
from bot.slack.heard import Heard
from bot.slack.place import NOWHERE, Place, unpacked
from cards.elements import Button, Buttons, Card, DateField, Form
from cards.renderers import slack
from cards.renderers.slack_form import render_form
from handlers.reply import Pressed, Said, Submitted

URL = "https://hooks.slack.com/actions/T1/1/x"
ARGS = {"course": "SEC-01"}


def event(**fields: Any) -> dict[str, Any]:
    usual = {"type": "message", "channel": "D1", "channel_type": "im", "user": "U1", "ts": "1.1"}
    return {"type": "event_callback", "event_id": "Ev1", "event": usual | fields}


def our_button(*, opens_form: bool = False) -> dict[str, Any]:
    """A press as Slack sends it back, of a button as we draw it."""
    button = Button("受講済みにする", "completion.open", ARGS, opens_form=opens_form)
    (message,) = slack.render(Card("研修", (Buttons((button,)),), nonce="n1"))
    (drawn,) = next(b["elements"] for b in message["blocks"] if b["type"] == "actions")
    return {**drawn, "block_id": "b1", "action_ts": "5.5"}


def press(container: dict[str, Any], *, opens_form: bool = False, **fields: Any) -> Heard:
    return heard.button(
        {
            "type": "block_actions",
            "user": {"id": "U1"},
            "trigger_id": "T.1",
            "container": container,
            "actions": [our_button(opens_form=opens_form)],
            **fields,
        }
    )


def test_ダイレクトメッセージはその場で答える() -> None:
    said = heard.message(event(text="受講状況"), bot_user="UBOT")
    assert said.body == Said("受講状況")
    assert said.place == Place(channel="D1", is_direct=True)
    assert (said.user, said.event_id) == ("U1", "Ev1")


def test_アシスタントの会話はそのスレッドで答える() -> None:
    said = heard.message(event(text="a", thread_ts="0.9"), bot_user="UBOT")
    assert said.place == Place(channel="D1", is_direct=True, thread="0.9")


def test_チャンネルでの呼びかけは名前を除いて読む() -> None:
    mention = event(type="app_mention", channel="C1", channel_type="channel", text="<@UBOT> 計画")
    said = heard.message(mention, bot_user="UBOT")
    assert said.body == Said("計画")
    assert said.place == Place(channel="C1")


def test_コマンドは言葉がなければ次の研修を聞く() -> None:
    sent = {
        "command": "/kenshu",
        "user_id": "U1",
        "channel_id": "C1",
        "trigger_id": "T.1",
        "response_url": URL,
    }
    alone = heard.command({**sent, "text": ""}, bot_user="UBOT")
    asked = heard.command({**sent, "text": "受講状況 &amp; 計画"}, bot_user="UBOT")
    assert alone.body == Pressed("training.next")
    assert asked.body == Said("受講状況 & 計画")
    assert alone.place == Place(channel="C1", response_url=URL)


def test_ショートカットの答えはダイレクトメッセージに出る() -> None:
    sent = {"user": {"id": "U1"}, "callback_id": "training.status", "trigger_id": "T.1"}
    assert heard.shortcut(sent) == Heard(
        "U1", Pressed("training.status"), NOWHERE, "T.1", trigger="T.1"
    )


def test_メッセージのショートカットはその文を聞く() -> None:
    sent = {
        "user": {"id": "U1"},
        "callback_id": "message.ask",
        "trigger_id": "T.1",
        "response_url": URL,
        "channel": {"id": "C1", "name": "dx"},
        "message": {"text": "BPR研修って何？", "ts": "2.2", "thread_ts": "2.0", "user": "U2"},
    }
    asked = heard.message_shortcut(sent, bot_user="UBOT")
    assert (asked.user, asked.body) == ("U1", Said("BPR研修って何？"))
    assert asked.place == Place(channel="C1", thread="2.0", response_url=URL)


def test_メッセージのボタンは札と引数を運ぶ() -> None:
    pressed = press(
        {"type": "message", "channel_id": "D1", "message_ts": "3.3"},
        channel={"id": "D1", "name": "directmessage"},
        response_url=URL,
    )
    assert pressed.body == Pressed("completion.open", ARGS)
    assert (pressed.nonce, pressed.opens_form) == ("n1", False)
    assert pressed.place == Place(channel="D1", is_direct=True, message="3.3", response_url=URL)


def test_その人だけに見えるメッセージのボタンはそうとわかる() -> None:
    container = {"type": "message", "channel_id": "C1", "message_ts": "3.3", "is_ephemeral": True}
    pressed = press(container, channel={"id": "C1", "name": "dx"}, response_url=URL)
    assert pressed.place.is_ephemeral
    assert not pressed.place.is_direct


def test_ホームタブのボタンの答えはダイレクトメッセージに出る() -> None:
    pressed = press({"type": "view", "view_id": "V1"}, view={"id": "V1", "type": "home"})
    assert (pressed.place, pressed.view) == (NOWHERE, "")


@pytest.mark.parametrize(("submit", "view"), [(None, "V1"), ({"type": "plain_text"}, "")])
def test_読むだけの窓のボタンの答えはその窓に出る(submit: object, view: str) -> None:
    modal = {"id": "V1", "type": "modal", "submit": submit}
    pressed = press({"type": "view", "view_id": "V1"}, view=modal)
    assert (pressed.place, pressed.view) == (NOWHERE, view)


def test_入力画面を開くボタンは押された時にわかる() -> None:
    container = {"type": "message", "channel_id": "D1", "message_ts": "3.3"}
    assert press(container, opens_form=True).opens_form


def test_ほかのアプリのボタンは古いボタンとして扱う() -> None:
    strange = {**our_button(), "value": "not ours"}
    payload = {"user": {"id": "U1"}, "trigger_id": "T.1", "container": {}, "actions": [strange]}
    assert heard.button(payload).body == Pressed("", {})


def test_送信された入力画面は開いた場所を覚えている() -> None:
    place = Place(channel="D1", is_direct=True, message="3.3", response_url=URL)
    form = Form(
        "報告",
        "completion.report",
        (DateField("completed_on", "受講した日"),),
        args=ARGS,
        nonce="n2",
    )
    view = render_form(form, origin=place.packed())
    values = {"completed_on": {"value": {"type": "datepicker", "selected_date": "2026-11-20"}}}
    sent = heard.submission(
        {
            "type": "view_submission",
            "user": {"id": "U1"},
            "trigger_id": "T.2",
            "view": {**view, "id": "V1", "state": {"values": values}},
        }
    )
    assert sent.body == Submitted("completion.report", {"completed_on": "2026-11-20"}, ARGS)
    assert (sent.place, sent.nonce, sent.view) == (place, "n2", "V1")


def test_選ばなかった項目は空になる() -> None:
    values = {
        "day": {"value": {"type": "datepicker", "selected_date": None}},
        "who": {"value": {"type": "static_select", "selected_option": {"value": "7"}}},
        "words": {"value": {"type": "plain_text_input", "value": None}},
    }
    metadata = json.dumps({"action": "a", "args": {}, "nonce": ""})
    view = {"id": "V1", "private_metadata": metadata, "state": {"values": values}}
    sent = heard.submission({"user": {"id": "U1"}, "trigger_id": "T.2", "view": view})
    assert isinstance(sent.body, Submitted)
    assert sent.body.values == {"day": "", "who": "7", "words": ""}


def test_知らない場所はどこでもない場所になる() -> None:
    assert unpacked({"channel": "C1", "floor": 3}) == NOWHERE
