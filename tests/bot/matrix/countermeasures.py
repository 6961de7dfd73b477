"""対応策 from the first word to the last, in a city with improvement cases."""

from domain.case_spread import Place
from handlers.case_adoption_form import value_of
from tests.bot.matrix.people import People

_福祉政策課 = value_of(Place("福祉部", "福祉政策課"))
_市民課 = value_of(Place("市民部", "市民課"))


async def countermeasures(people: People) -> None:
    人, ほか = people.person("ichikawa.haruka"), people.person("morita.sho")
    await 人.says("課題を登録したい", sees="課題の登録")
    await 人.presses("書きはじめる", sees="何が起きているか")
    await 人.sends_in(title="転入届の二度打ち", what="手で打っている。", sees="課題#1")
    await ほか.says("#1", sees="転入届の二度打ち")
    await ほか.presses("うちではこうしている", sees="していること")
    書いた = {"place": _福祉政策課, "since": "2026-04-01", "tools": "QRコード", "effect": ""}
    await ほか.sends_in(**書いた, what="読み取る。", hours="たくさん", sees="月10時間")
    await ほか.sends_in(**書いた, what="読み取る。", hours="10", sees="対応策1として")
    await ほか.presses("対応策を直す", sees="していること")
    await ほか.sends_in(**書いた, what="窓口で読み取る。", hours="10", sees="対応策1を直しました")
    await ほか.presses("対応策の経過", sees="窓口で")
    await ほか.presses("対応策1を見る", sees="窓口で")
    await ほか.presses("対応策を取り下げる", sees="対応策1を取り下げました")
    await ほか.presses("取り下げを戻す", sees="取り下げを戻しました")
    await ほか.presses("改善事例として報告する", sees="再利用の条件")
    await 人.says("対応策1", sees="窓口で")
    await 人.presses("うちでも採用", sees="始めた月")
    採用 = {"place": _市民課, "since": "2026-10-01", "remark": ""}
    await 人.sends_in(**採用, hours="20", sees="採用したと登録しました")
    await 人.does("countermeasure.of_message", sees="「話し合い」を開き直してください")
    await 人.says("#1、うちではこうしている：窓口を一つにした。", sees="この内容で登録しますか")
    await 人.presses("はい", sees="対応策2として")
    await 人.says("事例1", sees="介護認定調査票")
    await 人.presses("課題の対応策にする", sees="課題の番号")
    await 人.sends_in(number="#9", sees="課題#9はありません")
    await 人.sends_in(number="#1", sees="対応策3として")
    await 人.says("うちではこうしている", sees="どの課題のことですか")
