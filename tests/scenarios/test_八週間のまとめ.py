"""Eight weeks of the sample city, each Monday's digest held against what happened in it; two holidays of
Mondays and the turn of the year among them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from cards.renderers import plain_text
from domain.japan_time import JAPAN
from domain.office import ChannelPlace, Office
from handlers.digest import KIND
from handlers.reply import Pressed
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from storage.organization_office import save_office
from tests.scenarios.post import PLATFORM, Post, deliver, post_in
from tests.scenarios.test_対応策 import sends_in as fills_in
from tests.scenarios.test_横展開 import opens, published
from tests.scenarios.test_課題のまとまり import chief_of, three_issues
from tests.scenarios.test_部局横断の施策 import 始め
from tests.scenarios.world import Talker, World

FORUM, OFFICE = "FORUM", "OFFICE"
DIGESTS = tuple(job for job in WEEKLY_REMINDERS if job.name == KIND)


def moment(month: int, day: int, hour: int = 10, minute: int = 0, *, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=JAPAN)


@dataclass
class City:
    world: World
    post: Post
    read: list[str] = field(default_factory=list)

    async def morning(self, at: datetime) -> Sequence[str]:
        """The digests that have come by then and had not before: the job looks twice."""
        self.world.clock.now = at
        for _ in range(2):
            await replace(self.world.bot.weekly_turns(), jobs=DIGESTS).settle()
        await deliver(self.world.bot)
        box = [plain_text.render(card) for card in self.post.boxes[OFFICE]]
        come = [text for text in box if "のまとめ（" in text][len(self.read) :]
        self.read += come
        return come

    async def monday(self, at: datetime) -> str:
        """What has come is also what the secretariat opens by itself afterwards."""
        (come,) = await self.morning(at)
        assert told(come) == told(await self.world.水谷.says("先週のまとめ"))
        return come

    async def part(self, name: str) -> str:
        """All that is said of it in the week before."""
        office = self.world.水谷
        await office.says("先週のまとめ")
        return await office.presses(f"{name}を詳しく")


def told(text: str) -> list[str]:
    """The sentences, with what they rest on."""
    return [line.removeprefix("・") for line in text.splitlines() if line.startswith("・")]


def points(text: str) -> list[str]:
    """Those of the first part only."""
    return told(text.split("■")[1])


@pytest.fixture
async def city(world: World) -> City:
    world.clock.now = moment(11, 6)
    found = City(world, post_in(world.bot))
    office = Office(forum=ChannelPlace(PLATFORM, FORUM), secretariat=ChannelPlace(PLATFORM, OFFICE))
    async with world.bot.deployment.database.begin() as session:
        await save_office(
            session, office, organization_id=world.bot.deployment.organization.id, at=moment(11, 6)
        )
    assert await found.morning(moment(11, 6)) == []
    return found


async def moves(talker: Talker, number: int, state: str) -> None:
    await talker.says(f"#{number}")
    await talker.presses("状態・段階・担当を変える")
    await fills_in(talker, state=state)


まとまりの一行 = "「二度打ちをなくす」は、共通する課題（まとまり1）：市民部・福祉部の2件、うち開いているものは2件です。"
変化なし = "変化なし。課題・施策・改善事例に、この週の動きはありませんでした。"


async def test_八週間のまとめは毎週その週に起きたことだけを一度ずつ言う(city: City) -> None:
    長 = await three_issues_of_the_first_week(city)
    await group_and_answer_of_the_second(city, 長)
    case = await measure_and_case_of_the_third(city, 長)
    await spread_and_solved_in_the_fourth(city, case)

    五週目 = await city.monday(moment(12, 7, 8, 30))
    assert points(五週目)[0] == 変化なし
    assert "30日以上動きのない課題が2件あります。（#1、#2）" in 五週目
    assert "新しい課題" not in 五週目
    assert "解決した課題" not in 五週目

    city.world.clock.now = moment(12, 8)
    await moves(city.world.市川, 3, "対応中")
    六週目 = await city.monday(moment(12, 14, 8, 30))
    assert "・1件の課題が動きました。（#3）" in 六週目
    assert "施策1「申請の入力を一度にする」の次の節目は12月25日" in 六週目
    assert "公用車の空きが分からない（市民部 市民課）：解決→対応中（#3）" in await city.part(
        "課題の動き"
    )

    七週目 = await city.monday(moment(12, 21, 8, 30))
    assert points(七週目)[0] == 変化なし
    assert "申請書を二重に入力している（福祉部 福祉政策課）：44日動きがありません。（#2）" in (
        await city.part("課題の動き")
    )

    八週目 = await city.monday(moment(12, 28, 8, 30))
    assert "12月25日「対象の申請書を決める」から3日たちました。" in 八週目
    assert "30日以上動きのない課題が3件あります。（#1、#2、#4）" in 八週目

    assert await city.morning(moment(1, 1, 12, year=2027)) == []
    年始 = await city.monday(moment(1, 4, 8, 30, year=2027))
    assert "【週のまとめ（12月28日(月)〜1月3日(日)）】" in 年始
    assert points(年始)[0] == 変化なし
    assert "12月25日「対象の申請書を決める」から10日たちました。" in 年始
    assert len(city.read) == 9


async def three_issues_of_the_first_week(city: City) -> Talker:
    await three_issues(city.world)
    come = await city.monday(moment(11, 9, 8, 30))
    assert "【週のまとめ（11月2日(月)〜11月8日(日)）】" in come
    assert points(come)[:2] == [
        "「転入届を二つのシステムに打っている」は、共通する課題（候補）：市民部・福祉部の2件、うち開いているものは2件です。このうち2件は、この週の新しい課題です。（#1、#2）",
        "新しい課題は3件（2部局）で、前の週は0件です。開いている課題は3件です（週のはじめは0件）。（#1、#2、#3）",
    ]
    assert "次の一歩：2部局で同じ課題。まとまりとして確かめてください。（#1、#2）" in come
    assert "公用車の空きが分からない（市民部 市民課）（#3）" in await city.part("課題の動き")
    return await chief_of(city.world, "市民部")


async def group_and_answer_of_the_second(city: City, chief: Talker) -> None:
    city.world.clock.now, 森田 = moment(11, 10), city.world.森田
    await chief.sends(Pressed("group.ask_confirm", {"issues": "1,2"}))
    await chief.sends_in(label="二度打ちをなくす", kind="共通する課題")
    await 森田.says("#1")
    await 森田.presses("うちではこうしている")
    await fills_in(森田, what="申請書にQRコードを付け、窓口で読み取っています。")
    come = await city.monday(moment(11, 16, 8, 30))
    assert points(come)[:2] == [
        f"{まとまりの一行}（#1、#2）",
        "この週に確かめた・変えたまとまりは1件です。（まとまり1）",
    ]
    assert "対応策：「申請書にQRコードを付け、窓口で読み取っています。」（対応策1）" in come
    assert "次の一歩：2部局で同じ課題。施策化の提案へ進めます。" in come
    assert "新しい課題" not in come


async def measure_and_case_of_the_third(city: City, chief: Talker) -> int:
    """The Monday after it is 勤労感謝の日: it comes on the Tuesday."""
    city.world.clock.now = moment(11, 17)
    await chief.says("まとまり1")
    await chief.presses("部局横断DX施策にする")
    await chief.sends_in(**始め)
    case = await published(city.world)
    assert await city.morning(moment(11, 23, 12)) == []
    come = await city.monday(moment(11, 24, 8, 30))
    assert points(come)[:3] == [
        f"{まとまりの一行}（#1、#2）",
        "施策1「申請の入力を一度にする」が始まりました（主導：市民部、課題2件）。",
        "新しく公開した事例は1件です。（事例1）",
    ]
    assert "次の節目は12月25日「対象の申請書を決める」です。" in come
    return case


async def spread_and_solved_in_the_fourth(city: City, case: int) -> None:
    city.world.clock.now, 市川, 森田 = moment(11, 25), city.world.市川, city.world.森田
    await opens(市川, case)
    await 市川.sends_in(
        place=str(市川.form.fields[0].value), since="2026-10-01", hours="月10時間", remark=""
    )
    await moves(市川, 3, "解決")
    await 森田.sends(Pressed("issue.write", {"new": "yes"}))
    await 森田.sends_in(title="紙の回覧が遅い", what="紙の回覧が一周するのに二週間かかる。")
    come = await city.monday(moment(11, 30, 8, 30))
    assert points(come)[1:4] == [
        "新しい課題は1件（1部局）で、前の週は0件です。開いている課題は3件です（週のはじめは3件）。（#4）",
        "解決した課題は1件です（閉じた課題は前の週は0件）。（#3）",
        "「うちでもやった」が1件ありました。（事例1）",
    ]
    assert "新しく公開した事例はありません（前の週は1件）。" in come
    assert "累計削減時間は10時間です（週のはじめは0時間）。" in come
    assert "を、市民部 市民課でも始めました、月10時間の削減。（事例1）" in await city.part(
        "改善事例"
    )
