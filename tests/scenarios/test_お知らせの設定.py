"""「お知らせの設定」: the next date is true, and what cannot be is answered with what is near it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import update
from sqlmodel import col

from domain.japan_time import JAPAN
from domain.office import Office
from storage.organization_office import office_of, save_office
from storage.tables import StaffRow
from tests.scenarios.world import Talker, World

NEXT = "次は11月24日(火) 9:00（23日(月)は祝日のため）です。"


async def _is(world: World, talker: Talker, attendance: str) -> None:
    async with world.bot.deployment.database.begin() as session:
        await session.execute(
            update(StaffRow)
            .where(col(StaffRow.email) == talker.email)
            .values(attendance=attendance)
        )


async def _office(world: World, change: Callable[[Office], Office]) -> None:
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        office = change(await office_of(session, organization_id=number))
        await save_office(session, office, organization_id=number, at=world.clock())


# -- whoever gets none is told so -------------------------------------------------------------


@pytest.mark.parametrize("attendance", ["育休", "休職"])
async def test_休んでいる人には届かないと言い次の日を言わない(
    world: World, attendance: str
) -> None:
    市川 = world.市川
    await _is(world, 市川, attendance)
    届かない = f"{attendance}中のため、お知らせは届きません。復職が名簿に入ると、また届きます。"
    for said in ("お知らせの設定", "次のお知らせはいつ？", "毎週火曜の8時半に", "また送って"):
        読んだ = await 市川.says(said)
        assert 届かない in 読んだ, said
        assert "次のお知らせ" not in 読んだ.replace("次のお知らせはいつ", ""), said
        assert "次は" not in 読んだ, said
    読んだ = await 市川.says("来週まで止めて")
    assert "11月29日(日)まで止めます。" in 読んだ
    assert "復職が名簿に入っても止めたままで、11月29日(日)までは" in 読んだ


async def test_配信が止まっていれば届かないと言い次の日を言わない(world: World) -> None:
    await _office(world, lambda office: replace(office, paused_at=world.clock()))
    for said in ("お知らせの設定", "毎週火曜の8時半に", "もう送らないで", "また送って"):
        読んだ = await world.市川.says(said)
        assert "配信を全体で止めているため、お知らせは届きません。" in 読んだ
        assert "次は" not in 読んだ


# -- the next date ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "said",
    ["お知らせの設定", "また送って", "次のお知らせはいつ？", "いつ届くの", "お知らせを元に戻して"],
)
async def test_次に届く日と動いたわけを言う(world: World, said: str) -> None:
    assert "11月24日(火) 9:00（23日(月)は祝日のため）" in await world.市川.says(said)


async def test_止めても遅れている必須がある人には次の回も届くと言う(world: World) -> None:
    読んだ = await world.市川.says("来週まで止めて")
    assert f"必須研修の期限のお知らせだけは届き、{NEXT}" in 読んだ
    assert "ほかのお知らせは11月30日(月) 9:00からです。" in 読んだ
    読んだ = await world.市川.says("もう送らないで")
    assert f"必須研修の期限のお知らせだけは届き、{NEXT}" in 読んだ
    assert "届くとき" not in 読んだ


async def test_期限がまだ先の人には期限の近づく回を言う(world: World) -> None:
    assert "次は11月30日(月) 9:00です。" in await world.相沢.says("来週まで止めて")
    読んだ = await world.相沢.says("もう送らないで")
    assert "必須研修の期限のお知らせだけは届き、次は12月14日(月) 9:00です。" in 読んだ


async def test_年末年始で抜ける回のわけを言う(world: World) -> None:
    world.clock.now = datetime(2026, 12, 25, 10, 0, tzinfo=JAPAN)
    読んだ = await world.市川.says("毎週火曜の9時に")
    assert "次は1月5日(火) 9:00（12月29日(火)は年末年始のため）です。" in 読んだ


async def test_全体と同じにすると全体の曜日と時刻を言う(world: World) -> None:
    市川 = world.市川
    await 市川.says("毎週火曜の8時半に")
    読んだ = await 市川.says("全体と同じにして")
    assert f"お知らせを全体と同じ毎週月曜日 9:00に送ります。{NEXT}" in 読んだ
    await 市川.says("毎週火曜の8時半に")
    await 市川.says("もう送らないで")
    読んだ = await 市川.says("元に戻して")
    assert f"お知らせを全体と同じ毎週月曜日 9:00にまた送ります。{NEXT}" in 読んだ


# -- what cannot be ---------------------------------------------------------------------------


def buttons(talker: Talker) -> list[str]:
    return [button.label for _, button in talker._buttons()]


async def test_送らない時間帯ならわけを言い近い時刻から選べる(world: World) -> None:
    市川 = world.市川
    assert "送らない時間帯（20:00-8:00）の中です" in await 市川.says("毎週火曜の朝7時に送って")
    assert buttons(市川)[:3] == ["火曜日 8:00", "火曜日 8:30", "火曜日 9:00"]
    assert "毎週火曜日 8:00に送ります" in await 市川.presses("火曜日 8:00")


async def test_時刻だけ言い直しても曜日は失われない(world: World) -> None:
    市川 = world.市川
    await 市川.says("毎週火曜の朝7時に送って")
    assert "毎週火曜日 8:30に送ります" in await 市川.says("8時半")


async def test_土曜ならわけを言い言った時刻のまま近い曜日から選べる(world: World) -> None:
    市川 = world.市川
    assert "閉庁日なので、送れません" in await 市川.says("毎週土曜の10時に")
    assert buttons(市川)[:2] == ["金曜日 10:00", "月曜日 10:00"]
    問い = 市川.reply
    assert "毎週月曜日 10:00に送ります" in await 市川.presses("月曜日 10:00")
    市川.reply = 問い
    await 市川.says("毎週土曜の10時に")
    assert "毎週木曜日 10:00に送ります" in await 市川.says("木曜にして")


async def test_送れない曜日と時刻でもどちらも言い近いものを選べる(world: World) -> None:
    読んだ = await world.市川.says("日曜の7時に送って")
    assert "閉庁日なので、送れません" in 読んだ
    assert "送らない時間帯（20:00-8:00）の中です" in 読んだ
    assert "月曜日 8:00" in 読んだ


async def test_ない日まで止めると言えば近い日から選べる(world: World) -> None:
    市川 = world.市川
    assert "「2月30日」という日はありません" in await 市川.says("2月30日まで止めて")
    assert buttons(市川)[:2] == ["2月28日(日)まで", "3月1日(月)まで"]
    市川 = world.三宅
    assert "11月に31日はありません" in await 市川.says("31日まで止めて")
    assert "11月30日(月)まで止めます" in await 市川.presses("11月30日(月)まで")


async def test_断られたあとにやめれば何も変わらない(world: World) -> None:
    市川 = world.市川
    await 市川.says("2月30日まで止めて")
    assert "やめました" in await 市川.presses("やめる")
    assert "届きます。知らせることがない週は届きません。" in await 市川.says("お知らせの設定")


# -- a long pause -----------------------------------------------------------------------------

_Says = Callable[[Talker], Awaitable[str]]


@pytest.mark.parametrize(
    "agrees",
    [
        lambda talker: talker.presses("2027年10月1日(金)まで止める"),
        lambda talker: talker.says("はい"),
    ],
)
async def test_長く止めるときは読み取った日を確かめてから止める(
    world: World, agrees: _Says
) -> None:
    市川 = world.市川
    読んだ = await 市川.says("10月1日まで止めて")
    assert "2027年10月1日(金)までの約10か月、お知らせを止めてよいですか。" in 読んだ
    assert "まで止めています" not in await world.person("ichikawa.haruka").says("お知らせの設定")
    assert "2027年10月1日(金)まで止めます" in await agrees(市川)


async def test_長く止めると言ったあとで近い日に言い直せる(world: World) -> None:
    市川 = world.市川
    await 市川.says("年度末まで送らないで")
    assert "12月20日(日)まで止めます" in await 市川.says("12月20日まで")


async def test_長く止める代わりに日付を選べる(world: World) -> None:
    市川 = world.市川
    await 市川.says("10月1日まで止めて")
    await 市川.presses("日付を選ぶ")
    assert "今日から1年以内の日" in await 市川.sends_in(until="2028-12-01")
    assert "12月1日(火)まで止めます" in await 市川.sends_in(until="2026-12-01")


async def test_三か月までなら聞き返さない(world: World) -> None:
    assert "2月20日(土)まで止めます" in await world.市川.says("3か月止めて")


async def test_次のお知らせを尋ねても途中の問いは失われない(world: World) -> None:
    市川 = world.市川
    await 市川.says("10月1日まで止めて")
    assert "「お知らせの設定の変更」が途中です" in await 市川.says("次のお知らせはいつ")
    await 市川.presses("続き：お知らせの設定の変更")
    assert "まで止めます" in await 市川.presses("2027年10月1日(金)まで止める")
