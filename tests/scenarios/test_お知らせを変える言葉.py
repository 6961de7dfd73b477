"""The weekly message is changed at once by closed wordings only; everything else is shown or asked back."""

from dataclasses import replace
from datetime import date, time
from typing import assert_never

import pytest
from sqlalchemy import delete, select
from sqlmodel import col

from domain.reminder_preference import AS_THE_OFFICE_HAS_IT, OwnTime, ReminderPreference
from domain.weekly_schedule import Weekday
from handlers.reply import Pressed
from language.reminder_words import (
    AsTheOffice,
    ImpossibleTime,
    ReminderWish,
    Resume,
    SendAt,
    SnoozeUntil,
    Stop,
)
from storage.reminder_preferences import keep_reminder_preference, reminder_preference
from storage.session import Session
from storage.tables import DialogueRow, StaffRow
from tests.language.reminder_sentences import ASKED, DONE_AT_ONCE, NEVER_DONE, SETTINGS
from tests.scenarios.world import Talker, World

WEDNESDAY = OwnTime(Weekday.WEDNESDAY, time(10))
BEFORE = ReminderPreference(WEDNESDAY, snoozed_until=date(2026, 11, 25))
HALF_PAST_EIGHT = OwnTime(Weekday.TUESDAY, time(8, 30))


async def _whose(world: World, talker: Talker, session: Session) -> dict[str, int]:
    number = await session.scalar(
        select(col(StaffRow.id)).where(col(StaffRow.email) == talker.email)
    )
    return {"organization_id": world.bot.deployment.organization.id, "staff_id": number or 0}


async def kept(world: World, talker: Talker) -> ReminderPreference:
    async with world.bot.deployment.database.read() as session:
        return await reminder_preference(session, **await _whose(world, talker, session))


async def anew(world: World, talker: Talker, *, has: ReminderPreference = BEFORE) -> None:
    """As if nothing had ever been said."""
    async with world.bot.deployment.database.begin() as session:
        whose = await _whose(world, talker, session)
        await keep_reminder_preference(session, has, **whose, at=world.clock())
        await session.execute(delete(DialogueRow))
    world.bot.deps.last_answers._answers.clear()


def after(wish: ReminderWish) -> ReminderPreference:
    match wish:
        case SnoozeUntil(last):
            return replace(BEFORE, snoozed_until=last)
        case Stop():
            return replace(BEFORE, opted_out=True)
        case Resume():
            return replace(BEFORE, snoozed_until=None)
        case SendAt(weekday, at):
            own = OwnTime(weekday or WEDNESDAY.weekday, at or WEDNESDAY.at)
            return replace(BEFORE, own_time=own)
        case AsTheOffice(is_all):
            return AS_THE_OFFICE_HAS_IT if is_all else replace(BEFORE, own_time=None)
        case ImpossibleTime():
            raise AssertionError(wish)
        case other:
            assert_never(other)


async def chosen(talker: Talker, said: str) -> str:
    """Said, and 「お知らせの設定を変えたい」 pressed, whatever the model thinks of it."""
    args = {"intent": "reminder_settings", "text": said}
    return await talker.sends(Pressed("intent.choose", args))


def buttons(talker: Talker) -> list[str]:
    return [button.label for _, button in talker._buttons()]


async def test_言い切った頼みはその通りに変わる(world: World) -> None:
    市川 = world.市川
    for said, meant in DONE_AT_ONCE:
        await anew(world, 市川)
        読んだ = await 市川.says(said)
        assert await kept(world, 市川) == after(meant), f"{said}\n{読んだ}"
        assert 市川.cards[0].title == "お知らせの設定", said


async def test_それ以外はすぐには何も変わらない(world: World) -> None:
    市川 = world.市川
    unlike = []
    titles = {SETTINGS: "お知らせの設定", ASKED: "お知らせの設定を変えますか"}
    for said, shown in NEVER_DONE:
        await anew(world, 市川)
        読んだ = await 市川.says(said)
        assert await kept(world, 市川) == BEFORE, f"{said}\n{読んだ}"
        title = 市川.cards[0].title
        if title != titles.get(shown) and (shown in titles or title in titles.values()):
            unlike.append((said, title))
    # Which of the two is shown is the model's to find out, too, where no word names the message.
    assert len(unlike) <= len(NEVER_DONE) // 10, unlike


# -- asked back -------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["止めて", "お知らせを止めてもらえますか", "お知らせはいらない"])
async def test_聞き返したときは押せば変わりやめれば変わらない(world: World, said: str) -> None:
    市川 = world.市川
    await anew(world, 市川)
    assert "お知らせを止めますか。" in await chosen(市川, said)
    assert buttons(市川) == ["お知らせを止める", "やめる"]
    問い = 市川.reply
    assert "やめました" in await 市川.presses("やめる")
    assert await kept(world, 市川) == BEFORE
    市川.reply = 問い
    assert "お知らせを止めました。" in await 市川.presses("お知らせを止める")
    assert (await kept(world, 市川)).opted_out


@pytest.mark.parametrize("said", ["はい", "お願いします", "お知らせを止める", "お知らせを止めて"])
async def test_聞き返したあとは打っても答えられる(world: World, said: str) -> None:
    市川 = world.市川
    await anew(world, 市川)
    await 市川.says("お知らせ止めてくれへん？")
    await 市川.says(said)
    assert (await kept(world, 市川)).opted_out


@pytest.mark.parametrize(
    "said", ["はい？", "いいですか", "お知らせを止めるとどうなりますか", "お知らせを止めようかな"]
)
async def test_聞き返したあとの問いでは変わらず続きから選べる(world: World, said: str) -> None:
    市川 = world.市川
    await anew(world, 市川)
    await 市川.says("お知らせを止めてもらえますか")
    await 市川.says(said)
    assert await kept(world, 市川) == BEFORE
    ways_on = ("お知らせを止める", "続き：お知らせの設定の変更", "もう送らない")
    続き = [label for label in buttons(市川) if label in ways_on]
    assert 続き, 市川.reads
    await 市川.presses(続き[0])
    if 続き == ["続き：お知らせの設定の変更"]:
        assert "よければ下のボタンを押してください" in 市川.reads
        await 市川.presses("お知らせを止める")
    assert (await kept(world, 市川)).opted_out


@pytest.mark.parametrize(
    ("said", "asks", "label", "changed"),
    [
        (
            "忙しいので来週まで止めて",
            "2026年11月29日(日)まで止めますか。",
            "2026年11月29日(日)まで止める",
            replace(BEFORE, snoozed_until=date(2026, 11, 29)),
        ),
        (
            "毎週火曜の8時半にしてもらえますか",
            "お知らせを毎週火曜日 8:30に送りますか。",
            "お知らせを毎週火曜日 8:30に送る",
            replace(BEFORE, own_time=HALF_PAST_EIGHT),
        ),
        (
            "お知らせの時刻を9時に変えてもらえませんか",
            "お知らせを9:00に送りますか。",
            "お知らせを9:00に送る",
            replace(BEFORE, own_time=OwnTime(Weekday.WEDNESDAY, time(9))),
        ),
        (
            "復帰したので、お知らせをまた送ってください",
            "お知らせをまた送りますか。",
            "お知らせをまた送る",
            replace(BEFORE, snoozed_until=None),
        ),
        (
            "お知らせを全体と同じにしてもらえますか",
            "お知らせを全体と同じ曜日と時刻にしますか。",
            "お知らせを全体と同じ曜日と時刻にする",
            replace(BEFORE, own_time=None),
        ),
        (
            "お知らせを元に戻してもらえますか",
            "お知らせの設定を元に戻しますか。",
            "お知らせの設定を元に戻す",
            AS_THE_OFFICE_HAS_IT,
        ),
    ],
)
async def test_聞き返すボタンは読み取った変更を言う(
    world: World, said: str, asks: str, label: str, changed: ReminderPreference
) -> None:
    市川 = world.市川
    await anew(world, 市川)
    assert asks in await chosen(市川, said)
    assert await kept(world, 市川) == BEFORE
    await 市川.presses(label)
    assert await kept(world, 市川) == changed


async def test_長く止める頼みは言い切らなくても期間を確かめる(world: World) -> None:
    市川 = world.市川
    await anew(world, 市川)
    assert "約4か月、お知らせを止めてよいですか。" in await 市川.says(
        "年度末まで止めてもらえますか"
    )


# -- what was spoken about last ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("元に戻して", AS_THE_OFFICE_HAS_IT),
        ("やっぱり元に戻してください", AS_THE_OFFICE_HAS_IT),
        ("全体と同じにして", replace(BEFORE, own_time=None)),
        ("火曜の8時半にして", replace(BEFORE, own_time=HALF_PAST_EIGHT)),
        ("再開して", replace(BEFORE, snoozed_until=None)),
    ],
)
async def test_お知らせの話のあとなら何のことか言わなくても読む(
    world: World, said: str, changed: ReminderPreference
) -> None:
    市川 = world.市川
    await anew(world, 市川)
    await 市川.says("お知らせの設定")
    await 市川.says(said)
    assert await kept(world, 市川) == changed


@pytest.mark.parametrize("said", ["止めて", "もういらない", "元に戻して？", "元に戻せますか"])
async def test_お知らせの話のあとでも言い切らなければ変えない(world: World, said: str) -> None:
    市川 = world.市川
    await anew(world, 市川)
    await 市川.says("お知らせの設定")
    await 市川.says(said)
    assert await kept(world, 市川) == BEFORE
    if said in ("止めて", "もういらない"):
        assert buttons(市川) == ["お知らせを止める", "やめる"]


async def test_ホームを開いても_元に戻しては設定のこと(world: World) -> None:
    市川 = world.市川
    await anew(world, 市川)
    await 市川.says("お知らせの設定")
    await replace(市川, room="U-home").sends(Pressed("home.show"))
    await 市川.says("元に戻して")
    assert await kept(world, 市川) == AS_THE_OFFICE_HAS_IT


async def test_ほかの話のあとの元に戻してはお知らせのことと読まない(world: World) -> None:
    市川 = world.市川
    await anew(world, 市川)
    await 市川.says("お知らせの設定")
    await 市川.says("受講状況")
    読んだ = await 市川.says("元に戻して")
    assert await kept(world, 市川) == BEFORE
    assert "お知らせを" not in 読んだ


# -- questions while something is asked -------------------------------------------------------


@pytest.mark.parametrize(
    ("wish", "asks"),
    [
        ("お知らせをしばらく止めて", "来週までですか"),
        ("お知らせをしばらく止めて", "12月1日までかな"),
        ("お知らせの曜日を変えたい", "火曜日でもいいですか"),
        ("お知らせの時刻を変更したい", "8時半はどう？"),
        ("10月1日まで止めて", "はい？"),
    ],
)
async def test_足りないところを聞かれての問いでは何も変わらない(
    world: World, wish: str, asks: str
) -> None:
    市川 = world.市川
    await anew(world, 市川)
    await 市川.says(wish)
    await 市川.says(asks)
    assert await kept(world, 市川) == BEFORE


@pytest.mark.parametrize(
    "said", ["もう送らない？", "もう送らないの？", "来週まで止める？", "また送る❓"]
)
async def test_ボタンの言葉も問いなら行わない(world: World, said: str) -> None:
    市川 = world.市川
    await anew(world, 市川)
    await 市川.says(said)
    assert await kept(world, 市川) == BEFORE
