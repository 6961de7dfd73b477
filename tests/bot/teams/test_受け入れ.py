"""What is let in: signed by the Bot Framework, for us, from a tenant of ours; all else gets no word."""

import json
import logging
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from handlers.reply import Said
from tests.bot.teams.conftest import Listened
from tests.peers.teams.peer import APP_ID, TeamsPeer
from tests.peers.teams.people import ANOTHER_TENANT, at_personal_chat, member
from tests.peers.teams.person import Person
from tests.peers.teams.signing import Key, claims, unsigned, with_public_key_as_secret

秘密 = "だれにも見せない文"


def someone(peer: TeamsPeer) -> Person:
    return at_personal_chat(peer, member("ichikawa.haruka@kakehashi.example"))


def good(peer: TeamsPeer, **other: Any) -> dict[str, Any]:
    return claims(audience=APP_ID, service_url=peer.service_url, **other)


TOKENS: Mapping[str, Callable[[TeamsPeer], str]] = {
    "空": lambda _: "",
    "トークンでない": lambda _: "abc",
    "署名なし": lambda peer: unsigned(good(peer), kid=peer.key.kid),
    "署名を消した": lambda peer: peer.key.signed(good(peer)).rpartition(".")[0] + ".",
    "HS256と公開鍵": lambda peer: with_public_key_as_secret(good(peer), peer.key),
    "知らない鍵": lambda peer: Key("key-9").signed(good(peer)),
    "鍵の名をかたる": lambda peer: Key(peer.key.kid).signed(good(peer)),
    "鍵の名がない": lambda peer: Key("").signed(good(peer)),
    "期限切れ": lambda peer: peer.key.signed(good(peer, exp=1_700_000_000)),
    "まだ有効でない": lambda peer: peer.key.signed(
        good(peer, nbf=4_000_000_000, exp=4_000_000_900)
    ),
    "期限がない": lambda peer: peer.key.signed(good(peer, exp=None)),
    "開始がない": lambda peer: peer.key.signed(good(peer, nbf=None)),
    "よそのボット宛て": lambda peer: peer.key.signed(good(peer, aud="another-app")),
    "宛先がない": lambda peer: peer.key.signed(good(peer, aud=None)),
    "発行者が違う": lambda peer: peer.key.signed(good(peer, iss="https://sts.windows.net/")),
    "serviceurlがない": lambda peer: peer.key.signed(good(peer, serviceurl=None)),
    "serviceUrlが本文と違う": lambda peer: peer.key.signed(
        good(peer, serviceurl="https://smba.trafficmanager.net/jp/")
    ),
}


@pytest.mark.parametrize("kind", TOKENS)
async def test_正しくないトークンは本文なしの401(
    listened: Listened, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    人 = someone(listened.peer)
    await 人.says("最初の一通")
    answered = await listened.peer.deliver(
        人.last | {"id": "other", "text": 秘密}, token=TOKENS[kind](listened.peer)
    )
    assert (answered.status, answered.body) == (401, None)
    assert len(listened.heard) == 1
    assert "teams refused kind=" in caplog.text
    assert 秘密 not in caplog.text


async def test_トークンがなければ401(listened: Listened) -> None:
    answered = await listened.peer.deliver_raw(b"{}", {})
    assert (answered.status, answered.body) == (401, None)


BODIES: Mapping[str, tuple[dict[str, Any], int]] = {
    "よそのテナント": ({"channelData": {"tenant": {"id": ANOTHER_TENANT}}}, 401),
    "別のチャネル": ({"channelId": "webchat"}, 401),
    "裏書きのないチャネル": ({"channelId": "directline"}, 401),
    "channelIdがない": ({"channelId": None}, 400),
    "serviceUrlがない": ({"serviceUrl": None}, 400),
    "会話がない": ({"conversation": None}, 400),
    "送信者が文字列": ({"from": "29:someone"}, 400),
    "idが数": ({"id": 7}, 400),
    "文が数": ({"text": 7}, 400),
}


@pytest.mark.parametrize("kind", BODIES)
async def test_本文がトークンと合わなければ答えない(listened: Listened, kind: str) -> None:
    人 = someone(listened.peer)
    other, status = BODIES[kind]
    answered = await 人.sends({"type": "message", "text": 秘密} | other)
    assert (answered.status, answered.body) == (status, None)
    assert listened.heard == []


async def test_テナントがどこにもなければ401(listened: Listened) -> None:
    人 = someone(listened.peer)
    answered = await 人.says("こんにちは", channelData={}, conversation={"id": 人.place.id})
    assert answered.status == 401


async def test_会話のほうにあるテナントでもよい(listened: Listened) -> None:
    answered = await someone(listened.peer).says("こんにちは", channelData=None)
    assert answered.status == 200
    assert len(listened.heard) == 1


MALFORMED = {
    "JSONでない": b"{",
    "リスト": b"[]",
    "文字列": b'"message"',
    "UTF-8でない": b'{"text": "\xff\xfe"}',
    "空": b"",
    "深すぎる": b'{"text": ' * 50_000,
    "数でない数": b'{"text": NaN}',
    "大きすぎる": json.dumps({"text": "あ" * 400_000}, ensure_ascii=False).encode(),
}


@pytest.mark.parametrize("kind", MALFORMED)
async def test_読めない本文は400(
    listened: Listened, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    token = listened.peer.key.signed(good(listened.peer))
    answered = await listened.peer.deliver_raw(
        MALFORMED[kind], {"Authorization": f"Bearer {token}"}
    )
    assert (answered.status, answered.body) == (400, None)
    assert not [record for record in caplog.records if record.exc_info]


async def test_絵文字の途中で切れた文も受け取る(listened: Listened) -> None:
    answered = await someone(listened.peer).says("申請書の転記\ud83dを自動にした")
    assert answered.status == 200
    assert [each.body for each in listened.heard] == [Said("申請書の転記を自動にした")]


async def test_大きすぎる本文もトークンがなければ401(listened: Listened) -> None:
    assert (await listened.peer.deliver_raw(MALFORMED["大きすぎる"], {})).status == 401


async def test_一覧にないserviceUrlにはトークンも返事も送らない(listened: Listened) -> None:
    peer = listened.peer
    elsewhere = "https://smba.trafficmanager.net.example.com/jp/"
    人 = someone(peer)
    answered = await peer.deliver(
        人._addressed() | {"type": "message", "text": "こんにちは", "serviceUrl": elsewhere},
        token=peer.key.signed(good(peer, serviceurl=elsewhere)),
    )
    assert answered.status == 401
    assert peer.requests == []


async def test_serviceUrlの終わりの斜線だけの違いは同じ宛先とみなす(listened: Listened) -> None:
    peer = listened.peer
    answered = await peer.deliver(
        someone(peer)._addressed() | {"type": "message", "text": "こんにちは"},
        token=peer.key.signed(good(peer, serviceurl=peer.service_url.rstrip("/"))),
    )
    assert answered.status == 200
    assert len(listened.heard) == 1


async def test_裏書きがTeamsでない鍵は401(listened: Listened) -> None:
    peer = listened.peer
    peer.keys = [peer.key, Key("key-web", endorsements=("webchat",))]
    token = peer.keys[1].signed(good(peer))
    人 = someone(peer)
    answered = await peer.deliver(人._addressed() | {"type": "message", "text": "a"}, token=token)
    assert answered.status == 401


async def test_ボットや自分からのものには答えない(listened: Listened) -> None:
    人 = someone(listened.peer)
    await 人.says("こんにちは", **{"from": {"id": "28:another-bot", "name": "よそのボット"}})
    await 人.says("こんにちは", **{"from": {"id": "29:x", "role": "bot"}})
    await 人.says("こんにちは", **{"from": {"id": f"28:{APP_ID}"}})
    assert listened.heard == []
    assert listened.peer.requests == []


async def test_ログにあるのは種別だけで文も氏名もない(
    listened: Listened, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    listened.fails = ValueError(秘密)
    人 = someone(listened.peer)
    await 人.says(秘密)
    assert "うまく処理できませんでした" in 人.newest
    ours = [r.getMessage() for r in caplog.records if r.name.startswith("kakehashi")]
    assert any("kind=ValueError" in line for line in ours)
    assert not any(秘密 in line or "ichikawa" in line for line in ours)


async def test_鍵が手に入らなければ後で送り直してもらう(
    listened: Listened, caplog: pytest.LogCaptureFixture
) -> None:
    """Not 401: it may well be Teams' own."""
    listened.peer.keys = []
    answered = await someone(listened.peer).says(秘密)
    assert (answered.status, answered.body) == (503, None)
    assert "teams keys unreachable" in caplog.messages
    assert listened.heard == []


async def test_一日のうちは鍵もトークンも一度だけ取り寄せる(listened: Listened) -> None:
    """The stock adapter asks for both with each activity."""
    人 = someone(listened.peer)
    for _ in range(5):
        await 人.says("使い方")
    assert len(人.place.messages) == 5
    assert listened.peer.key_requests == 1
    assert listened.tokens_fetched == 1
