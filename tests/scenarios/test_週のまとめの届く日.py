"""The digest comes by itself: on the 開庁日 of the office that gets it, in weeks that begin years as well."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from domain.business_calendar import Days
from domain.digest_rules import DigestRules
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from domain.weekly_schedule import Weekday
from handlers.digest import KIND
from handlers.reply import Pressed
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from storage.organization_office import change_office, save_days, save_office
from tests.scenarios.post import PLATFORM, Post, deliver, post_in
from tests.scenarios.world import World

OFFICE = "OFFICE"
FRIDAY = datetime(2026, 11, 13, 10, 0, tzinfo=JAPAN)
困りごと = {"title": "公用車の鍵", "what": "公用車の鍵の受け渡しに時間がかかっている。"}


@dataclass
class City:
    """Its secretariat has a channel since ``FRIDAY``."""

    world: World
    post: Post

    async def comes(self, year: int, month: int, day: int, at: tuple[int, int] = (8, 30)) -> None:
        """The scheduler's look at that time, and what it sends."""
        self.world.clock.now = datetime(year, month, day, *at, tzinfo=JAPAN)
        jobs = tuple(job for job in WEEKLY_REMINDERS if job.name == KIND)
        bot = self.world.bot
        for _ in range(2):
            await replace(bot.weekly_turns(), jobs=jobs).settle()
        await deliver(bot)

    @property
    def titles(self) -> list[str]:
        return [card.title for card in self.post.boxes[OFFICE]]

    async def raises(self, year: int, month: int, day: int, hour: int, minute: int) -> None:
        self.world.clock.now = datetime(year, month, day, hour, minute, tzinfo=JAPAN)
        人 = self.world.市川
        await 人.sends(Pressed("issue.write", {"new": "yes"}))
        await 人.sends_in(**困りごと)

    async def rules(self, rules: DigestRules) -> None:
        async with self.world.bot.deployment.database.begin() as session:
            await change_office(
                session,
                lambda was: replace(was, digest=rules),
                organization_id=self.world.bot.deployment.organization.id,
                at=self.world.clock(),
            )


@pytest.fixture
async def city(world: World) -> City:
    world.clock.now = FRIDAY
    found = City(world, post_in(world.bot))
    number = world.bot.deployment.organization.id
    async with world.bot.deployment.database.begin() as session:
        office = Office(secretariat=ChannelPlace(PLATFORM, OFFICE))
        await save_office(session, office, organization_id=number, at=FRIDAY)
    return found


async def test_月曜の朝に前の週のまとめが一度だけ届く(city: City) -> None:
    await city.raises(2026, 11, 15, 23, 59)
    await city.comes(2026, 11, 16, at=(8, 29))
    assert city.titles == []
    await city.comes(2026, 11, 16)
    await city.comes(2026, 11, 16, at=(9, 0))
    assert city.titles == ["週のまとめ（11月9日(月)〜11月15日(日)）"]
    読んだ = city.post.read(OFFICE)
    assert "新しい課題は1件（1部局）で、前の週は0件です。" in 読んだ
    assert "変化なし" not in 読んだ


async def test_休みの月曜は次の開庁日に同じ週のまとめが届く(city: City) -> None:
    """23 November is 勤労感謝の日. What was raised on the holiday is of the week that goes on."""
    await city.comes(2026, 11, 16)
    await city.raises(2026, 11, 22, 23, 59)
    await city.raises(2026, 11, 23, 0, 0)
    await city.comes(2026, 11, 23)
    assert len(city.titles) == 1
    await city.comes(2026, 11, 24)
    assert city.titles[1:] == ["週のまとめ（11月16日(月)〜11月22日(日)）"]
    assert "新しい課題は1件（1部局）で、前の週は0件です。" in city.post.read(OFFICE)
    await city.comes(2026, 11, 30)
    assert city.titles[2:] == ["週のまとめ（11月23日(月)〜11月29日(日)）"]
    assert "新しい課題は1件（1部局）で、前の週は1件です。" not in city.post.read(OFFICE)
    assert "新しい課題は1件（1部局）で、前の週と同じです。" in city.post.read(OFFICE)


async def test_その自治体だけの休みと曜日と止める設定に従う(city: City) -> None:
    monday = Days(date(2026, 11, 16), date(2026, 11, 16))
    async with city.world.bot.deployment.database.begin() as session:
        number = city.world.bot.deployment.organization.id
        await save_days(session, monday, is_open=False, organization_id=number)
    await city.comes(2026, 11, 16)
    assert city.titles == []
    await city.comes(2026, 11, 17)
    assert city.titles == ["週のまとめ（11月9日(月)〜11月15日(日)）"]
    await city.rules(DigestRules(weekday=Weekday.WEDNESDAY, since=city.world.clock()))
    await city.comes(2026, 11, 24)
    assert len(city.titles) == 1
    await city.comes(2026, 11, 25)
    assert city.titles[1:] == ["週のまとめ（11月16日(月)〜11月22日(日)）"]
    await city.rules(DigestRules(is_on=False))
    await city.comes(2026, 12, 2)
    assert len(city.titles) == 2


async def test_何もなかった週は変化なしと届く(city: City) -> None:
    await city.comes(2026, 11, 16)
    assert city.titles == ["週のまとめ（11月9日(月)〜11月15日(日)）"]
    assert "変化なし。課題・施策・改善事例に、この週の動きはありませんでした。" in city.post.read(
        OFFICE
    )


async def test_年をまたぐ週は年末も年始もその週として仕事始めに届く(city: City) -> None:
    """28 December to 3 January is 2026-W53; the office is closed until 3 January."""
    await city.raises(2026, 12, 27, 23, 59)
    await city.raises(2026, 12, 28, 0, 0)
    await city.raises(2027, 1, 3, 23, 59)
    await city.comes(2026, 12, 28)
    await city.comes(2027, 1, 4, at=(8, 29))
    assert city.titles == ["週のまとめ（12月21日(月)〜12月27日(日)）"]
    await city.comes(2027, 1, 4)
    (まとめ,) = city.titles[1:]
    assert まとめ == "週のまとめ（12月28日(月)〜1月3日(日)）"
    assert "新しい課題は2件（1部局）で、前の週は1件です。" in city.post.read(OFFICE)
    again = await city.world.水谷.sends(Pressed("digest.show", {"week": "2026-W53"}))
    assert "新しい課題は2件（1部局）で、前の週は1件です。" in again


async def test_年度の初めの週は毎年受け直す研修を0からとは言わず全職員基礎研修で言う(
    city: City,
) -> None:
    """1 April 2027 is a Thursday: the week has two fiscal years in it."""
    await city.raises(2027, 3, 31, 23, 59)
    await city.raises(2027, 4, 1, 0, 0)
    city.world.clock.now = datetime(2027, 3, 31, 17, 0, tzinfo=JAPAN)
    きのう = await city.world.水谷.says("今週のまとめ")
    await city.comes(2027, 4, 5)
    assert city.titles[-1] == "週のまとめ（2027年3月29日(月)〜4月4日(日)）"
    読んだ = city.post.read(OFFICE)
    assert "新しい課題は2件（1部局）で、前の週は0件です。" in 読んだ
    (前, 今) = (
        next(line for line in text.splitlines() if "全職員基礎研修の受講率は" in line)
        for text in (きのう, 読んだ)
    )
    assert 前.partition("は")[2].partition("%")[0] == 今.partition("は")[2].partition("%")[0]
