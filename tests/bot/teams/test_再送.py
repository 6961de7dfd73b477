"""Teams sends again: messages after 15 s, invokes under one id and under a new one."""

import asyncio

from tests.bot.teams.conftest import Listened
from tests.peers.teams.peer import TeamsPeer
from tests.peers.teams.people import at_personal_chat, member
from tests.peers.teams.person import Person

市川 = "ichikawa.haruka@kakehashi.example"


async def filled_in(peer: TeamsPeer) -> Person:
    """The report of a course has been sent in."""
    人 = at_personal_chat(peer, member(市川))
    await 人.says("次に何の研修を受ければいい？")
    await 人.presses("詳しく", about="情報セキュリティ研修（年次）")
    await 人.presses("受講済みにする", about="情報セキュリティ研修（年次）")
    await 人.fills_in(completed_on="2026-11-20")
    return 人


async def test_同じidのメッセージが四回同時に来ても一度だけ答える(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    人.place.messages.clear()
    again = await asyncio.gather(*(人.again(id="same") for _ in range(4)))
    assert {delivered.status for delivered in again} == {200}
    assert len(人.place.messages) == 1


async def test_同じidで来たボタンには同じ応答を返し続きは一度だけ送る(teams: TeamsPeer) -> None:
    人 = at_personal_chat(teams, member(市川))
    await 人.says("使い方")
    最初 = await 人.presses("受講状況")
    件数 = len(人.place.messages)
    二度目 = await 人.again()
    assert 二度目 == 最初
    assert len(人.place.messages) == 件数


async def test_同じフォームが新しいidで来ても一度だけ記録する(teams: TeamsPeer) -> None:
    人 = await filled_in(teams)
    await 人.again(id="new-1")
    await 人.again(id="new-2")
    assert 人.sees.count("受講を記録しました") == 1
    assert 人.sees.count("すでに受け付けています") == 2


async def test_同じidで同時に来た送信は一度だけ処理する(listened: Listened) -> None:
    人 = at_personal_chat(listened.peer, member(市川))
    await 人.invokes("task/submit", {"data": {"action": "help.show"}})
    before = len(listened.heard)
    answers = await asyncio.gather(*(人.again(id="same") for _ in range(4)))
    assert len(listened.heard) == before + 1
    assert all(answer == answers[0] for answer in answers)
