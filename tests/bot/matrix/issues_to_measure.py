"""From five scattered complaints to one measure: four DX統括リーダー, over two weeks."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import NamedTuple

from bot.main import Bot
from handlers.exchange_ask import ASK
from scheduler.go_on_with_exchanges import go_on_with_exchanges
from scheduler.weekly_reminders import WEEKLY_REMINDERS
from tests.bot.matrix.people import People, Talker
from tests.scenarios.world import Clock

MEASURE = "決裁を電子で回す"
_FORM = {
    "name": MEASURE,
    "aim": "出張や休みでも決裁が止まらないようにする。",
    "lead_department": "市民部",
    "lead": "安藤 典子",
    "departments": "市民部、こども未来部、税務部、福祉部",
    "supporters": "白石 亘",
    "effect": "月40時間の持ち回りを減らす。",
    "milestones": "2026-12-25 対象の起案を洗い出す\n令和9年2月26日 市民部と税務部で試行",
}

Passes = Callable[[int], Awaitable[None]]
"""So many days."""


class Four(NamedTuple):
    """安藤 of 市民部, 佐々木 of こども未来部, 中山 of 税務部 and 堀内 of 福祉部."""

    city: Talker
    children: Talker
    tax: Talker
    welfare: Talker


async def exchange_goes_on(bot: tuple[Bot, Clock]) -> None:
    """What the scheduler does of the weekly exchange by now."""
    opened, clock = bot
    jobs = tuple(job for job in WEEKLY_REMINDERS if job.name == ASK)
    await replace(opened.weekly_turns(), jobs=jobs).settle()
    await go_on_with_exchanges(opened.deployment.database, clock, opened.deps.is_national_holiday)


async def issues_to_measure(people: People, passes: Passes) -> None:
    names = ("ando.noriko", "sasaki.keita", "nakayama.miho", "horiuchi.takashi")
    four = Four(*map(people.person, names))
    await passes(0)
    await _complained(four)
    await passes(3)
    await _complained_again(four)
    await passes(2)
    await _told_how_it_goes(four)
    await _seen_as_one(four, people.person("ichikawa.haruka"))
    await passes(2)
    await _split_and_put_together(four)
    await passes(3)
    await _begun(four)
    await passes(2)
    await _changed_by_two(four)
    await passes(2)
    await _looked_back(four, people.person("mizutani.kaori"))


async def _complained(four: Four) -> None:
    city, children = four.city, four.children
    await city.says(
        "課題：起案の決裁が紙のままで、部長が出張だと3日止まる。月に80件くらい。", sees="月80件"
    )
    await city.presses("登録する", sees="課題#1を登録しました。")
    await children.says(
        "課題：うちは起案が全部紙で、部長室の前に決裁待ちの列ができる。毎月12時間かかる。",
        sees="課題#1",
    )
    await children.presses("登録する", sees="同じ課題ですか？")
    await children.presses("同じ", sees="「同じ課題」と答えました。")


async def _complained_again(four: Four) -> None:
    tax, welfare = four.tax, four.welfare
    await tax.says("課題を登録したい", sees="課題の登録")
    await tax.presses("書きはじめる", sees="何が起きているか")
    await tax.sends_in(
        title="ハンコをもらうために庁舎を歩き回っている",
        what="減免の起案は紙で、課長、部長、合議の課と、判子をもらって歩く。",
        hours="30",
        sees="課題#3を登録しました。",
    )
    await welfare.says(
        "課題：支給の起案を紙で5人に回すけえ、だれの机で止まっちょるかわからん。", sees="課題#1"
    )
    await welfare.presses("登録する", sees="課題#4を登録しました。")
    await welfare.says(
        "課題：休んでいる間は代わりに判をもらえず、起案の決裁が翌週になる。", sees="課題#1"
    )
    await welfare.presses("登録する", sees="課題#5を登録しました。")
    await welfare.presses("違う", sees="「違う課題」と答えました。")
    await welfare.presses("取り消す", sees="同じ課題ですか？")
    await tax.says("課題：窓口の混む日がわからず、応援の職員を当日に探している。", sees="登録する")
    await tax.presses("登録する", sees="課題#6を登録しました。")


async def _told_how_it_goes(four: Four) -> None:
    """The weekly exchange has asked each of them; three answer, one is in trouble."""
    city, children, tax, _ = four
    await city.says("情報交換に答える", sees="市民部の課題・施策1件について")
    await city.presses("進んだ", sees="ひとこと")
    await city.sends_in(sees="1件に答えました。")
    await children.says("情報交換に答える", sees="うちは起案が全部紙で")
    await children.presses("困っている", sees="ひとこと")
    await children.sends_in(sees="1件に答えました。")
    await tax.says("情報交換に答える", sees="税務部の課題・施策2件について")
    await tax.presses("残りはすべて変わりなし", sees="すべて答えてあります")


async def _seen_as_one(four: Four, other: Talker) -> None:
    """Who is no DX統括リーダー sees the candidate, and cannot confirm it."""
    welfare = four.welfare
    await other.says("共通の課題を見せて", sees="候補は1件です。")
    await other.presses("候補を見る", sees="つながる言葉")
    assert "まとまりとして確かめる" not in other.labels
    await welfare.says("共通の課題を見せて", sees="5件（#1、#2、#3、#4、#5）")
    await welfare.presses("候補を見る", sees="中心になる文（そのまま）")
    await welfare.presses("まとまりとして確かめる", sees="まとまりの名前")
    await welfare.sends_in(label="紙の決裁", kind="共通する課題", sees="まとまり1になりました")
    await welfare.presses("名前・種類を変える", sees="まとまりの名前")
    await welfare.sends_in(label=MEASURE, kind="共通する課題", sees="まとまり1を変えました。")


async def _split_and_put_together(four: Four) -> None:
    tax, children = four.tax, four.children
    await tax.says("まとまり1", sees="最後の変更：11月25日(水)")
    await tax.presses("課題を分ける", sees="分ける課題の番号")
    await tax.sends_in(numbers="#4と#5", label="福祉部の決裁", sees="課題（3件）")
    await children.says("まとまり1", sees="中山　美穂さん（分割）")
    await children.presses("ほかのまとまりと合わせる", sees="合わせるまとまり")
    await children.sends_in(other="2", sees="課題（5件）")
    await children.presses("直前の変更を取り消す", sees="課題（3件）")
    await tax.says("まとまり1", sees="佐々木　啓太さん（取り消し）")
    await tax.presses("直前の変更を取り消す", sees="課題（5件）")
    await tax.presses("これまでの変更", sees="統合")
    await tax.says("課題マップ", sees="福祉部（2）")


async def _begun(four: Four) -> None:
    """In one form; a name that nobody has is said, and nothing else is lost."""
    tax, city = four.tax, four.city
    await tax.says("まとまり1", sees="課題（5件）")
    await tax.presses("部局横断DX施策にする", sees="主導する人")
    await tax.sends_in(**_FORM, members="名無し 太郎", sees="名簿に見つからない名前です")
    await tax.sends_in(
        **_FORM, members="中山 美穂、佐々木 啓太、森田 翔", sees="施策1を始めました。"
    )
    await city.says("施策1", sees="2027年2月26日(金)　市民部と税務部で試行")
    await city.presses("OJTの経験として記録する", sees="OJTの経験として記録しました")


async def _changed_by_two(four: Four) -> None:
    """In the second week of the exchange, which 福祉部 answers too."""
    city, children = four.city, four.children
    await four.welfare.says("今週の情報交換", sees="福祉部の課題・施策2件について")
    await four.welfare.presses("残りはすべて変わりなし", sees="すべて答えてあります")
    stage = "BPR・デジタル活用による解決策検討"
    aim = "出張や休みでも、決裁が3日より長く止まらないようにする。"
    await city.says("施策1", sees="【課題の認識・発見】")
    await city.presses("施策を変える", sees="めざす効果")
    await children.says("施策1", sees="月40時間の持ち回りを減らす。")
    await children.presses("施策を変える", sees="めざす効果")
    await children.sends_in(
        effect="月60時間の持ち回りを減らす。", stage=stage, sees="月60時間の持ち回りを減らす。"
    )
    await city.sends_in(aim=aim, sees="先に佐々木　啓太さんが「めざす効果」・「段階」を変えた")
    await city.sends_in(sees="施策1を変えました。")
    await city.says("施策1", sees=aim)
    await city.says("施策1", sees="月60時間の持ち回りを減らす。")


async def _looked_back(four: Four, office: Talker) -> None:
    await office.says("施策1", sees="#5　休んでいる間は代わりに判をもらえず")
    await office.presses("施策の経過", sees="佐々木　啓太さんが変えました。")
    await office.says("施策一覧", sees="部局横断DX施策は1件です。")
    await office.says("みんなの答え", sees="情報交換")
    await office.says("課題一覧", sees="6件あります。")
    await four.welfare.says("うちの課の課題", sees="2件あります。")
    await office.says("#3", sees="ハンコをもらうために")
    await office.says("課題をExcelで", sees="課題_2026-12-04.xlsx")
