"""From the report of an improvement to another department's doing the same."""

from typing import NamedTuple

from domain.case_spread import Place
from handlers.case_adoption_form import value_of
from tests.bot.matrix.people import People, Talker

TITLE = "窓口の申請書を二次元コードで受け付ける"
WRITTEN = {
    "title": TITLE,
    "before": "申請書の字が読みにくく、聞き直しに時間がかかっていた。",
    "after": "スマートフォンで入力した内容を二次元コードで読み取る。",
}
REASON = "減った時間も書いてください。"
REMARK = "評価証明の申請で始めた。"


class Four(NamedTuple):
    """市川 of 市民課, her DX推進リーダー 木下, 水谷 of the secretariat, and 相沢 of 資産税課."""

    author: Talker
    leader: Talker
    office: Talker
    other: Talker


async def life_of_a_case(people: People) -> None:
    names = ("ichikawa.haruka", "kinoshita.maho", "mizutani.kaori", "aizawa.yuna")
    four = Four(*map(people.person, names))
    await _reported(four)
    await _sent_back_and_mended(four)
    await _published(four)
    await _done_elsewhere(four)


async def _reported(four: Four) -> None:
    author, other = four.author, four.other
    await author.says("改善事例を報告したい", sees="書きはじめる")
    await author.presses("書きはじめる", sees="題名")
    await author.sends_in(**WRITTEN, sees="この内容で報告します")
    await author.presses("報告する", sees="市民部のDX推進リーダーが確認します")
    await other.says("二次元コードの事例ある？", sees="見つかりません")


async def _sent_back_and_mended(four: Four) -> None:
    author, leader = four.author, four.leader
    await leader.says("事例の確認待ち", sees=TITLE)
    await leader.presses("内容を確かめる", sees="聞き直しに時間がかかっていた。")
    await leader.presses("差し戻す", sees="差し戻しの理由")
    await leader.sends_in(reason=REASON, sees="を差し戻しました")
    await author.says("自分の事例", sees=REASON)
    await author.presses("直す", sees="題名")
    await author.sends_in(**WRITTEN, hours="月１２時間", sees="月12時間")
    await author.presses("報告する", sees="直した内容を提出しました")


async def _published(four: Four) -> None:
    leader, office = four.leader, four.office
    await leader.says("事例の確認待ち", sees=TITLE)
    await leader.presses("内容を確かめる", sees="＋ 月12時間")
    await leader.presses("承認する", sees="このあと事務局が確認します")
    await office.says("事例の確認待ち", sees=TITLE)
    await office.presses("内容を確かめる", sees="木下　真帆さんが承認しました")
    await office.presses("承認する", sees="を承認し、公開しました")


async def _done_elsewhere(four: Four) -> None:
    author, other = four.author, four.other
    await other.says("二次元コードの事例ある？", sees=TITLE)
    await other.presses("事例1を見る", sees="月12時間")
    await other.presses("うちでもやった", sees="始めた月")
    place = value_of(Place("税務部", "資産税課"))
    await other.sends_in(
        place=place, since="2026-11-01", hours="8時間", remark=REMARK, sees="登録しました"
    )
    await author.says("二次元コードの事例ある？", sees="横展開（ほか1か所）")
