"""The Slack on loopback refuses what Slack refuses, asked with Slack's own client."""

from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.peers.slack.peer import TOKEN, SlackPeer
from tests.peers.slack.sockets import APP_TOKEN
from tests.peers.slack.state import BOT_USER, RESPONSE_LIVES, RESPONSES, TRIGGER_LIVES

FORUM, ELSEWHERE, CLOSED = "C0FORUM", "C0ELSEWHERE", "C0CLOSED"
ICHI = "U0ICHI"


class Clock:
    seconds = 1_795_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def peer() -> AsyncIterator[SlackPeer]:
    async with SlackPeer(now=Clock()) as listening:
        user = listening.joins(ICHI, "ichikawa@example.com")
        listening.opens_channel(FORUM, "dx推進", BOT_USER, user)
        listening.opens_channel(ELSEWHERE, "人事", user)
        listening.opens_channel(CLOSED, "終了", BOT_USER)
        listening.archived.add(CLOSED)
        listening.joins("U0GONE", "gone@example.com")
        listening.leaves("U0GONE")
        listening.joins("U0ROBOT", None, is_bot=True)
        yield listening


def client(peer: SlackPeer, token: str = TOKEN) -> AsyncWebClient:
    return AsyncWebClient(token=token, base_url=f"{peer.url}/api/", retry_handlers=[])


async def refusal(
    peer: SlackPeer, method: str, arguments: Mapping[str, Any], *, token: str = TOKEN
) -> str:
    with pytest.raises(SlackApiError) as refused:
        await client(peer, token).api_call(method, json=dict(arguments))
    return str(refused.value.response["error"])


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": False}


HEADER = {"type": "header", "text": plain("題")}
MODAL = {"type": "modal", "title": plain("報告"), "blocks": [HEADER]}
HOME = {"type": "home", "blocks": [HEADER]}
POST = "chat.postMessage"


@pytest.mark.parametrize(
    ("token", "error"),
    [
        ("", "not_authed"),
        ("xoxb-wrong", "invalid_auth"),
        (APP_TOKEN, "not_allowed_token_type"),
    ],
)
async def test_印が違えば断る(peer: SlackPeer, token: str, error: str) -> None:
    assert await refusal(peer, "auth.test", {}, token=token) == error


@pytest.mark.parametrize(
    ("method", "arguments", "error"),
    [
        (POST, {"channel": "C0NONE", "text": "あ"}, "channel_not_found"),
        (POST, {"channel": ELSEWHERE, "text": "あ"}, "not_in_channel"),
        (POST, {"channel": CLOSED, "text": "あ"}, "is_archived"),
        (POST, {"channel": FORUM}, "no_text"),
        (POST, {"text": "あ"}, "invalid_arguments"),
        (POST, {"channel": FORUM, "text": "あ" * 40_001}, "msg_too_long"),
        (POST, {"channel": FORUM, "text": "あ", "blocks": [HEADER] * 51}, "invalid_blocks"),
        (POST, {"channel": FORUM, "text": "あ", "blocks": [{"type": "header"}]}, "invalid_blocks"),
        (POST, {"channel": FORUM, "text": "あ", "blocks": "[["}, "invalid_blocks"),
        (POST, {"channel": FORUM, "text": "あ", "metadata": {"a": 1}}, "invalid_metadata_format"),
        (
            "chat.postEphemeral",
            {"channel": FORUM, "user": "U0GONE", "text": "あ"},
            "user_not_in_channel",
        ),
        ("chat.update", {"channel": FORUM, "ts": "1.1", "text": "あ"}, "message_not_found"),
        ("conversations.open", {"users": "U0NOBODY"}, "user_not_found"),
        ("conversations.open", {"users": "U0GONE"}, "user_disabled"),
        ("conversations.open", {"users": "U0ROBOT"}, "cannot_dm_bot"),
        ("views.open", {"trigger_id": "trigger", "view": MODAL}, "invalid_trigger_id"),
        ("views.update", {"view_id": "V9", "view": MODAL}, "not_found"),
        ("views.publish", {"user_id": ICHI, "view": MODAL}, "invalid_arguments"),
        ("chat.scheduleMessage", {"channel": FORUM}, "unknown_method"),
    ],
)
async def test_できないことはSlackの言葉で断る(
    peer: SlackPeer, method: str, arguments: dict[str, Any], error: str
) -> None:
    assert await refusal(peer, method, arguments) == error
    assert peer.messages == []


async def test_メールアドレスで探せるのはいる人だけで権限も要る(peer: SlackPeer) -> None:
    async def found(email: str) -> str:
        try:
            answer = await client(peer).users_lookupByEmail(email=email)
        except SlackApiError as refused:
            return str(refused.response["error"])
        return str(answer["user"]["id"])

    assert await found("Ichikawa@example.com") == ICHI
    assert await found("gone@example.com") == "users_not_found"
    peer.withheld.add("users:read.email")
    assert await found("ichikawa@example.com") == "missing_scope"
    told = await client(peer).users_info(user=ICHI)
    assert "email" not in told["user"]["profile"]


async def test_形の誤りは書き留める(peer: SlackPeer) -> None:
    await refusal(peer, POST, {"channel": FORUM, "text": "あ", "blocks": [HEADER] * 51})
    assert peer.slips == ["blocks: 51 of 50"]


async def test_書いたものは書き換えて消せる(peer: SlackPeer) -> None:
    slack = client(peer)
    posted = await slack.chat_postMessage(channel=ICHI, text="一", blocks=[HEADER])
    await slack.chat_update(channel=posted["channel"], ts=posted["ts"], text="二")
    (message,) = peer.screen(ICHI)
    assert message.content == {"text": "二"}
    await slack.chat_delete(channel=posted["channel"], ts=posted["ts"])
    assert peer.screen(ICHI) == []


async def test_目印は後から探せる(peer: SlackPeer) -> None:
    """As the look-up after an answer that was lost."""
    slack = client(peer)
    key = {"event_type": "kakehashi", "event_payload": {"key": "k1"}}
    await slack.chat_postMessage(channel=FORUM, text="一", metadata=key)
    await slack.chat_postMessage(channel=FORUM, text="二")
    await slack.chat_postEphemeral(channel=FORUM, user=ICHI, text="三")
    found = await slack.conversations_history(channel=FORUM, include_all_metadata=True)
    assert [(m["text"], m.get("metadata")) for m in found["messages"]] == [
        ("二", None),
        ("一", key),
    ]
    hidden = await slack.conversations_history(channel=FORUM, limit=1)
    assert hidden["has_more"]


async def test_トリガーは三秒に一度だけ使える(peer: SlackPeer) -> None:
    slack, trigger = client(peer), peer.new_trigger(ICHI)
    await slack.views_open(trigger_id=trigger, view=MODAL)
    again = {"trigger_id": trigger, "view": MODAL}
    assert await refusal(peer, "views.open", again) == "exchanged_trigger_id"
    late = peer.new_trigger(ICHI)
    peer.now = lambda: Clock.seconds + TRIGGER_LIVES + 1
    assert await refusal(peer, "views.open", again | {"trigger_id": late}) == "expired_trigger_id"


async def test_入力画面は三枚まで重なる(peer: SlackPeer) -> None:
    slack = client(peer)
    await slack.views_open(trigger_id=peer.new_trigger(ICHI), view=MODAL)
    for _ in range(2):
        await slack.views_push(trigger_id=peer.new_trigger(ICHI), view=MODAL)
    more = {"trigger_id": peer.new_trigger(ICHI), "view": MODAL}
    assert await refusal(peer, "views.push", more) == "push_limit_reached"
    assert len(peer.modals[ICHI]) == 3


async def test_ほかで変わった画面は書き換えない(peer: SlackPeer) -> None:
    slack = client(peer)
    old = (await slack.views_publish(user_id=ICHI, view=HOME))["view"]["hash"]
    await slack.views_publish(user_id=ICHI, view=HOME, hash=old)
    stale = {"user_id": ICHI, "view": HOME, "hash": old}
    assert await refusal(peer, "views.publish", stale) == "hash_conflict"


async def test_ファイルを預けて受け取れる(peer: SlackPeer) -> None:
    slack, content = client(peer), "氏名,研修\n".encode()
    kept = await slack.files_upload_v2(filename="受講.csv", content=content, channel=FORUM)
    (message,) = peer.screen(ICHI)
    assert [file["name"] for file in message.content["files"]] == ["受講.csv"]
    about = await slack.files_info(file=kept["file"]["id"])
    address = about["file"]["url_private_download"]
    assert await downloaded(address, token=TOKEN) == content
    assert (await downloaded(address, token="xoxb-wrong")).startswith(b"<!DOCTYPE html>")
    assert peer.slips == []


async def downloaded(address: str, *, token: str) -> bytes:
    headers = {"Authorization": f"Bearer {token}"}
    async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as answer:
        return await answer.read()


async def test_response_urlは五回まで使える(peer: SlackPeer) -> None:
    url = peer.new_response_url(ICHI, FORUM)
    said = [await responded(url, {"text": f"{n}回目"}) for n in range(RESPONSES + 1)]
    assert said == [(200, "")] * RESPONSES + [(404, "used_url")]
    assert [message.only_for for message in peer.messages] == [ICHI] * RESPONSES


async def test_response_urlは三十分使える(peer: SlackPeer) -> None:
    url = peer.new_response_url(ICHI, FORUM)
    peer.now = lambda: Clock.seconds + RESPONSE_LIVES + 1
    assert await responded(url, {"text": "遅い"}) == (404, "expired_url")


async def test_response_urlで元のメッセージを替えて消せる(peer: SlackPeer) -> None:
    shown = peer.post(FORUM, {"text": "一"}, only_for=ICHI)
    url = peer.new_response_url(ICHI, FORUM, shown.ts)
    await responded(url, {"text": "二", "replace_original": True})
    assert [message.content["text"] for message in peer.screen(ICHI)] == ["二"]
    await responded(url, {"delete_original": True})
    assert peer.screen(ICHI) == []


async def responded(url: str, message: Mapping[str, Any]) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=dict(message)) as answer,
    ):
        return answer.status, str((await answer.json()).get("error", ""))


async def test_アシスタントの画面には四つまで勧められる(peer: SlackPeer) -> None:
    direct, prompt = peer.opens_direct(ICHI), {"title": "題", "message": "文"}
    peer.threads["1.1"] = direct
    where = {"channel_id": direct, "thread_ts": "1.1"}
    method = "assistant.threads.setSuggestedPrompts"
    assert await refusal(peer, method, where | {"prompts": [prompt] * 5}) == "invalid_arguments"
    strange = where | {"thread_ts": "9.9", "prompts": [prompt]}
    assert await refusal(peer, method, strange) == "invalid_thread_ts"
    slack = client(peer)
    await slack.assistant_threads_setStatus(
        channel_id=direct, thread_ts="1.1", status="考えています…"
    )
    await slack.assistant_threads_setTitle(channel_id=direct, thread_ts="1.1", title="次の研修")
    assert (peer.statuses, peer.titles) == ({"1.1": "考えています…"}, {"1.1": "次の研修"})
