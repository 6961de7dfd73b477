"""Short conversations that, together, reach everything that a person can ask for."""

from collections.abc import Mapping
from dataclasses import dataclass

from domain.case_spread import Place
from handlers.case_adoption_form import value_of
from language.intents import Intent
from tests.bot.matrix.countermeasures import countermeasures
from tests.bot.matrix.life_of_a_case import life_of_a_case
from tests.bot.matrix.people import People, Talk
from tests.handlers.office import person as row_of
from tests.handlers.office import roster_xlsx

市川, 森田, 三宅 = "ichikawa.haruka", "morita.sho", "miyake.kazue"
木下 = "kinoshita.maho"
水谷, 野々村 = "mizutani.kaori", "nonomura.satoru"
情報セキュリティ = "情報セキュリティ研修（年次）"


async def _次の研修(people: People) -> None:
    人 = people.person(市川)
    await 人.says("次はどの研修を受けたらいいですか", sees=情報セキュリティ)
    await 人.presses("全部見る", sees="受ける研修")
    await 人.presses("今年度の計画", sees="令和8年度の受講計画")
    await 人.presses("次に受ける研修", sees=情報セキュリティ)
    await 人.presses("詳しく", about=情報セキュリティ, sees="実施主体")
    await 人.does("course.search", sees="実施主体")


async def _受講状況(people: People) -> None:
    人 = people.person(森田)
    await 人.says("いまの受講の進み具合はどうですか", sees="必要なスキルの習得")
    await 人.says("次の育成段階に上がるための条件は？", sees="必要なスキルの習得")
    await 人.says("使い方", sees="かけはしの使い方")
    await 人.presses("受講状況", sees="必要なスキルの習得")


async def _部下の受講状況(people: People) -> None:
    人 = people.person(三宅)
    await 人.says("市川さんの受講状況", sees="市川")
    await 人.says("市川さんが次に受ける研修は？", sees="市川")
    await 人.presses("全部見る", sees="市川")
    await people.person(市川).says("三宅さんの受講状況を教えて", sees="本人・上司")


async def _研修を探す(people: People) -> None:
    人 = people.person(市川)
    await 人.says(f"{情報セキュリティ}の内容を教えてください", sees="実施主体")
    await 人.says("BPRを学べる研修はありますか", sees="BPR")
    await 人.says("そんな名前のない研修の内容を知りたい", sees="研修")


async def _受講の報告(people: People) -> None:
    人 = people.person(市川)
    await 人.says(f"{情報セキュリティ}を受講しました", sees="いつ受けましたか")
    await 人.presses("日付を選ぶ", sees="受講した日")
    await 人.sends_in(completed_on="2099-01-01", sees="今日までの日付にしてください")
    await 人.sends_in(completed_on="2026-11-20", sees="受講を記録しました")


async def _受講の報告を言葉で(people: People) -> None:
    人 = people.person(市川)
    await 人.says("昨日、研修を受講しました", sees="どの研修を受けましたか")
    await 人.says("受講状況", sees="が途中です")
    await 人.presses("続き：受講の報告", sees="どの研修を受けましたか")
    await 人.presses(情報セキュリティ, sees="2026年11月19日(木)")
    await 人.presses("やめる", sees="やめました")
    await 人.says(f"{情報セキュリティ}を昨日受講しました", sees="と報告します")
    await 人.presses("日付を変える", sees="受講した日")
    await 人.sends_in(completed_on="2026-11-18", sees="受講を記録しました")
    await 人.says(f"{情報セキュリティ}を昨日受講しました", sees="と報告します")
    await 人.presses("報告する", sees="受講を記録しました")


async def _読み違い(people: People) -> None:
    人, 事務局 = people.person(市川), people.person(水谷)
    for _ in range(2):
        await 人.says("次はどの研修を受けたらいいですか", sees=情報セキュリティ)
        await 人.says("ちがう", sees="どのご用件でしたか")
        await 人.presses("自分の受講状況を見たい", sees="必要なスキルの習得")
        await 人.says("次は何を受けたらよいでしょうか", sees=情報セキュリティ)
        await 人.says("そうじゃなくて", sees="どのご用件でしたか")
        await 人.presses("自分の受講状況を見たい", sees="必要なスキルの習得")
    await 人.does("correction.show", sees="事務局と研修担当の方だけ")
    await 事務局.says("使い方", sees="読み違いの記録")
    await 事務局.presses("読み違いの記録", sees="次はどの研修を受けたらいいですか")
    await 事務局.presses("採用する", sees="採用しました")
    await 事務局.presses("使わない", sees="確認を待っている記録はありません")


async def _使い方(people: People) -> None:
    人 = people.person(市川)
    await 人.says("こんにちは", sees="かけはし")
    await 人.says("私の所属はどう登録されていますか", sees="市民課")
    await 人.says("あなたは何ができますか", sees="かけはしの使い方")
    await 人.presses("登録情報", sees="市民課")
    await 人.says("今日の天気は？", sees="担当の課か事務局")


async def _方針と用語(people: People) -> None:
    人 = people.person(市川)
    await 人.says("RPAって何？", sees="７．用語集")
    await 人.presses("RPA・AI-OCRの活用", sees="作業時間を減らす")
    await 人.says("DX推進員に必要なスキルは？", sees="（例）は方針の本文にない例です")
    await 人.presses("役割", sees="全庁的なＤＸ推進の中核的役割を担う")
    await 人.presses("育成方針の目次", sees="職位・職級")
    await 人.presses("理念・職員像", sees="行政サービスの変革に挑戦する職員")


async def _相談先(people: People) -> None:
    人 = people.person(市川)
    await 人.says("マクロで困ってるんですけど聞ける人いますか", sees="同じ課・所属")
    await 人.says("ゼロトラストの意味を教えて", sees="説明はありません")
    await 人.presses("デジタル専門人材に聞く", sees="情報政策課・デジタル専門人材")


async def _事例の取り下げ(people: People) -> None:
    人, リーダー = people.person(市川), people.person("kinoshita.maho")
    await 人.says("改善事例を報告したい", sees="書きはじめる")
    await 人.presses("書きはじめる", sees="題名")
    書いた = {"title": "転記の自動化", "before": "手で転記していた。", "after": "RPAで転記した。"}
    await 人.sends_in(**書いた, sees="この内容で報告します")
    await 人.presses("報告する", sees="改善事例を報告しました")
    await リーダー.says("事例の確認待ち", sees="1件あります")
    await リーダー.presses("内容を確かめる", sees="手で転記していた。")
    await リーダー.presses("これまでの経過", sees="取り下げる")
    await リーダー.presses("取り下げる", sees="取り下げる理由")
    await リーダー.sends_in(reason="同じ事例が二つある", sees="を取り下げました")
    await リーダー.presses("確認に戻す", sees="確認に戻しました")


async def _改善事例を探す(people: People) -> None:
    人 = people.person(市川)
    await 人.says("転記の自動化の事例ある？", sees="改善事例")
    await 人.does("case.find", sees="改善事例")
    await 人.does("case.show", sees="見られません")
    await 人.does("case.attachment", sees="見られません")


async def _指標(people: People) -> None:
    人, 事務局 = people.person(市川), people.person(水谷)
    await 人.says("推進員の配置率は？", sees="DX推進員が1名以上いる課")
    await 人.presses("指標の一覧", sees="DX推進員の配置率")
    await 人.presses("講座別の受講率", sees="1〜15件目")
    await 人.presses("もっと見る", sees="16〜30件目")
    await 人.presses("目標と見込み", sees="数値目標はありません")
    await 人.presses("月ごとの推移", sees="月末の記録")
    await 人.does("kpi.report", sees="事務局と研修担当の方だけ")
    await 事務局.says("KPIを見せて", sees="年度末点検の資料")
    await 事務局.presses("年度末点検の資料", sees="起案用です")


async def _ホームと古い画面(people: People) -> None:
    人 = people.person(市川)
    await 人.does("home.show", sees="あなたの研修")
    await 人.does("no.such.action", sees="画面は古くなっています")
    await 人.presses("使い方", sees="かけはしの使い方")


async def _お知らせ(people: People) -> None:
    人 = people.person(市川)
    await 人.says("リマインドの設定を変えたい", sees="曜日と時刻")
    await 人.presses("来週まで止める", sees="まで止めます")
    await 人.presses("また送る", sees="また送ります")
    await 人.presses("曜日と時刻を変える", sees="時刻")
    await 人.sends_in(weekday="火曜日", at="25時", sees="という時刻はありません")
    await 人.sends_in(weekday="火曜日", at="8:30", sees="毎週火曜日 8:30")
    await 人.says("お知らせをしばらく止めて", sees="いつまで止めますか")
    await 人.presses("日付を選ぶ", sees="この日まで止める")
    await 人.sends_in(until="2026-11-01", sees="今日から1年以内の日を選んでください")
    await 人.sends_in(until="2026-12-01", sees="12月1日(火)まで止めます")
    await 人.presses("もう送らない", sees="お知らせを止めました")
    await 人.does("reminder.settings", sees="送りません")


async def _声かけ(people: People) -> None:
    人 = people.person(三宅)
    await 人.does("reminder.nudge", sees="古くなっています")
    await 人.does("reminder.thank", sees="古くなっています")


async def _事務局(people: People) -> None:
    await people.person("dareka").says("こんにちは", sees="名簿")
    人 = people.person(水谷)
    await 人.says("使い方", sees="事務局の確認待ち")
    await 人.presses("事務局の確認待ち", sees="dareka")
    ほかの担当 = people.person(野々村)
    await ほかの担当.says("事務局の確認待ち", sees="森田")
    await 人.presses("対応済みにする", sees="確認待ち")
    await 人.presses("修了を確認", about="森田", sees="修了を確認しました")
    await ほかの担当.presses("修了を確認", about="森田", sees="すでに処理されています")
    await 人.presses("差し戻す", sees="差し戻しました")
    await 人.says("使い方", sees="かけはしの使い方")
    await 人.presses("配信状況", sees="送りました")
    await 人.does("delivery.not_reached", sees="届かなかったお知らせはありません")
    await 人.says("ここを事務局のチャンネルにして", sees="そのチャンネルで")
    await people.person(市川).says("事務局の確認待ち", sees="事務局と研修担当の方だけ")


async def _ファイル(people: People) -> None:
    人, 名簿 = people.person(水谷), roster_xlsx(row_of("90001", 氏名="新田　光"))
    await 人.sends_file("R8名簿.xlsx", 名簿, sees="職員名簿の取り込み（確認のみ）")
    await 人.presses("取り込まない", sees="取り込んでいません")
    await 人.sends_file("R8名簿.xlsx", 名簿, sees="職員名簿の取り込み（確認のみ）")
    await 人.presses(人.button_with("人を退職にする"), sees="退職にしてよいですか")
    await 人.presses("取り込む", sees="取り込みました。")
    事例集 = (
        "取組名,困りごと,やったこと,担当課\n押印の廃止,来庁していた,印を外した,市民課\n".encode()
    )
    await 人.sends_file("事例集.csv", 事例集, sees="どの列かわかりません")
    await 人.presses("列を選ぶ", sees="困りごと")
    await 人.sends_in(column0="課題", column1="工夫", sees="押印の廃止")
    await people.person(市川).sends_file("写真.png", b"\x89PNG", sees="読んでいません")
    await 人.says("改善事例を報告したい", sees="書きはじめる")
    await 人.presses("書きはじめる", sees="題名")
    await 人.sends_in(**転記, sees="この内容で報告します")
    await 人.sends_file("手順.xlsx", 名簿, sees="どちらに使いますか")
    await 人.presses("下書きに添付", sees="「手順.xlsx」を添付しました。")
    await 人.sends_file("R8名簿.xlsx", 名簿, sees="どちらに使いますか")
    await 人.presses("取り込む", sees="職員名簿の取り込み（確認のみ）")


async def _事例の確認(people: People) -> None:
    人, リーダー, 事務局 = people.person(市川), people.person(木下), people.person(水谷)
    await 人.says("改善事例を報告したい", sees="書きはじめる")
    await 人.presses("書きはじめる", sees="題名")
    書いた = {"title": "転記の自動化", "before": "手で転記していた。", "after": "RPAで転記した。"}
    await 人.sends_in(**書いた, sees="この内容で報告します")
    await 人.presses("報告する", sees="改善事例を報告しました")
    await リーダー.says("事例の確認待ち", sees="1件あります")
    await リーダー.presses("内容を確かめる", sees="手で転記していた。")
    await リーダー.presses("差し戻す", sees="差し戻しの理由")
    await リーダー.sends_in(reason="効果も書いてください。", sees="を差し戻しました")
    await リーダー.presses("これまでの経過", sees="効果も書いてください。")
    await 人.says("自分の事例", sees="効果も書いてください。")
    await 人.presses("直す", sees="題名")
    await 人.sends_in(**書いた, hours="月10時間", sees="この内容で")
    await 人.presses("報告する", sees="直した内容を提出しました")
    await リーダー.says("事例の確認待ち", sees="1件あります")
    await リーダー.presses("内容を確かめる", sees="＋ 月10時間")
    await リーダー.presses("修正を提案する", sees="伝えたいこと")
    await リーダー.sends_in(**書いた, reason="題名を短く", sees="変わったところがありません")
    await リーダー.sends_in(**書いた | {"title": "転記の自動化（RPA）"}, sees="修正を提案しました")
    await 人.does("case.take_suggestion", sees="古くなっています")
    await 事務局.does("case.queue", sees="確認を待っている事例はありません")
    await 事務局.presses("確認の順番を変える", sees="確認する人")
    await 事務局.sends_in(route="事務局", sees="「事務局だけ」にしました")
    await 人.does("case.approve", sees="古くなっています")
    await 人.does("case.review_file", sees="その事例が見つかりません")


async def _書き出し(people: People) -> None:
    人 = people.person(水谷)
    await 人.says("事務局の確認待ち", sees="確認待ち")
    await 人.presses("受講記録をExcelで", sees="受講記録_2026-11-20.xlsx")
    await 人.does("case.post_selection", sees="まだ選ばれていません")
    await 人.does("case.export", sees="改善事例")
    await 人.presses("今月の改善事例を選ぶ", sees="紹介のことば")
    二度 = {"case1": "1", "case2": "1"}
    await 人.sends_in(**二度, words="今月のことば", sees="同じ事例を2回選んでいます")


転記 = {"title": "転記の自動化", "before": "手で転記していた。", "after": "RPAで自動化した。"}


async def _改善事例の報告(people: People) -> None:
    人 = people.person(市川)
    await 人.says("改善事例を報告したい", sees="書きはじめる")
    await 人.presses("書きはじめる", sees="減った時間")
    await 人.sends_in(**転記, hours="たくさん", sees="月10時間")
    await 人.sends_in(**転記, hours="月１０時間", sees="この内容で報告します")
    await 人.presses("下書きのままにする", sees="自分の改善事例")
    await 人.presses("続きから書く", sees="再利用の条件")
    await 人.sends_in(**転記, hours="", sees="この内容で報告します")
    await 人.sends_file("写真.png", b"\x89PNG", sees="添付しました")
    await 人.presses("写真.pngを外す", sees="外しました")
    await 人.sends_file("画面.png", b"\x89PNG", sees="添付しました")
    await 人.presses("報告する", sees="改善事例を報告しました")
    await 人.presses("自分の事例", sees="確認待ち")
    await 人.presses("これまでの経過", sees="第1版")
    await 人.presses("いまの内容", sees="画面.png")
    await 人.presses("添付ファイルを外す", sees="元に戻せません")
    await 人.presses("画面.pngを外す", sees="添付ファイルを外しました")
    await 人.says(
        "転記に毎月20時間かかっていたが、RPAで自動化して2時間になったので改善事例として報告したい",
        sees="月18時間",
    )
    await 人.says("改善事例を報告したい", sees="書きかけの改善事例")
    await 人.presses("消す", sees="消しました")


二度打ち = "課題：転入届を二つのシステムに手で打っている。毎月20時間かかる。"
二重入力 = {"title": "申請を二重に入力", "what": "申請書を二つのシステムに手で打ち込んでいる。"}


async def _課題(people: People) -> None:
    ほか, 人 = people.person(森田), people.person(市川)
    await ほか.says("課題を登録したい", sees="課題の登録")
    await ほか.presses("書きはじめる", sees="何が起きているか")
    await ほか.sends_in(**二重入力, times="たくさん", sees="件数は「月600件」")
    await ほか.sends_in(**二重入力, times="月６００件", sees="課題#1を登録しました。")
    await 人.says(二度打ち, sees="月20時間")
    await 人.presses("消す", sees="消しました")
    await 人.says(二度打ち, sees="月20時間")
    await 人.presses("登録する", sees="同じ課題ですか？")
    await 人.presses("同じ", sees="と答えました。")
    await 人.presses("取り消す", sees="同じ課題ですか？")
    await 人.says("#2", sees="市民部 市民課")
    await 人.presses("似た課題", sees="課題#1")
    await 人.presses("課題#2に戻る", sees="市民部 市民課")
    await 人.presses("状態・段階・担当を変える", sees="ひとこと")
    await 人.sends_in(state="受付", sees="変わったところがありません")
    await 人.sends_in(state="対応中", remark="話しはじめました。", sees="課題#2を変えました。")
    await 人.presses("これまでの経過", sees="話しはじめました。")
    await 人.presses("課題#2を見る", sees="市民部 市民課")
    await 人.presses("話し合いを見る", sees="まだ発言がありません。")
    await 人.does("issue.message", sees="話し合いに入っていません")
    await 人.says("#2のまとめ", sees="まとめられる発言がまだ3件ありません")
    await 人.does("issue.summary", sees="見つかりません")
    await 人.does("issue.mark", sees="「話し合い」を開き直してください")
    await 人.does("issue.unmark", sees="「話し合い」を開き直してください")
    await 人.does("issue.ask_rules", sees="事務局が決めます")
    事務局 = people.person(水谷)
    await 事務局.says("消した発言の扱い", sees="「文も消す")
    await 事務局.presses("消した発言の扱いを変える", sees="文は残す")
    await 事務局.sends_in(rule="文は残す", sees="「文は残す」にしました")
    await 人.says("いま挙がっている課題を見たい", sees="2件あります。")
    await 人.presses("止まっているもの", sees="課題はありません。")
    await 人.presses("絞り込む", sees="DX推進サイクルの段階")
    await 人.sends_in(department="福祉部", sees="1件あります。")
    await 人.presses("課題をExcelで", sees="課題_2026-11-20.xlsx")
    await 人.says("#2の課題を更新したい", sees="変えたいところのボタン")
    await 人.says("二重入力で困っている部署はほかにありますか", sees="課題#1")
    await 人.says("#2を解決にして", sees="「対応中」から「解決」に変えます")
    await 人.presses("はい", sees="課題#2を「解決」にしました")


async def _課題のまとまり(people: People) -> None:
    事務局, ほか, 人 = people.person(水谷), people.person(森田), people.person(市川)
    for who, about in ((人, "転入届"), (ほか, "福祉の申請書"), (人, "申告書")):
        await who.says("課題を登録したい", sees="課題の登録")
        await who.presses("書きはじめる", sees="何が起きているか")
        what = f"{about}の内容を、システムと台帳の両方に手で二度入力している。"
        await who.sends_in(title=f"{about}の二度入力", what=what, sees="を登録しました。")
    await 事務局.says("共通の課題を見せて", sees="候補は1件です。")
    await 事務局.presses("候補を見る", sees="つながる言葉")
    await 事務局.presses("これはまとまりではない", sees="候補から外しました。")
    await 事務局.presses("課題のまとまり", sees="まとまりは、まだありません。")
    await 事務局.presses("外した候補", sees="外した候補は1件です。")
    await 事務局.presses("候補に戻す", sees="候補に戻しました。")
    await 事務局.says("共通の課題を見せて", sees="候補は1件です。")
    await 事務局.presses("候補を見る", sees="つながる言葉")
    await 事務局.presses("まとまりとして確かめる", sees="まとまりの名前")
    await 事務局.sends_in(
        label="二度入力をなくす", kind="共通する課題", sees="まとまり1になりました"
    )
    await 事務局.presses("ほかのまとまりと合わせる", sees="ほかにありません")
    await 事務局.presses("名前・種類を変える", sees="まとまりの名前")
    await 事務局.sends_in(label="一度で済ませる", kind="跨る課題", sees="まとまり1を変えました。")
    await 事務局.presses("これまでの変更", sees="名前の変更")
    await ほか.says("課題を登録したい", sees="課題の登録")
    await ほか.presses("書きはじめる", sees="何が起きているか")
    what = "届出の内容を、システムと台帳の両方に手で二度入力している。"
    await ほか.sends_in(title="届出の二度入力", what=what, sees="を登録しました。")
    await 事務局.presses("まとまり1を見る", sees="近い課題（候補）")
    await 事務局.presses("加える", sees="課題を加えました。")
    await 事務局.presses("課題を分ける", sees="分ける課題の番号")
    await 事務局.sends_in(numbers="#3、#4", label="届出", sees="まとまり1を変えました。")
    await 事務局.presses("ほかのまとまりと合わせる", sees="合わせるまとまり")
    await 事務局.sends_in(other="2", sees="まとまり1を変えました。")
    await 事務局.presses("直前の変更を取り消す", sees="取り消しました。")
    await 事務局.presses("まとまりを解く", sees="まとまりを解きました。")
    await 事務局.presses("課題のまとまり", sees="まとまり2")
    await 事務局.presses("まとまり2を見る", sees="近い課題（候補）")
    await 事務局.presses("違う", sees="違う課題だと答えました。")
    await 人.says("課題のまとまり", sees="候補")
    await 人.presses("課題マップ", sees="のまとまりになっています")


async def _部局横断の施策(people: People) -> None:
    事務局, ほか, 人 = people.person(水谷), people.person(森田), people.person(市川)
    for who, about in ((人, "転入届"), (ほか, "福祉の申請書")):
        await who.says("課題を登録したい", sees="課題の登録")
        await who.presses("書きはじめる", sees="何が起きているか")
        what = f"{about}の内容を、システムと台帳の両方に手で二度入力している。"
        await who.sends_in(title=f"{about}の二度入力", what=what, sees="を登録しました。")
    await 人.says("施策一覧", sees="まだありません")
    await 事務局.says("共通の課題", sees="候補は1件です。")
    await 事務局.presses("候補を見る", sees="つながる言葉")
    await 事務局.presses("まとまりとして確かめる", sees="まとまりの名前")
    await 事務局.sends_in(
        label="二度入力をなくす", kind="共通する課題", sees="まとまり1になりました"
    )
    施策 = {"name": "入力を一度に", "aim": "一度で済ませる。", "lead_department": "市民部"}
    await 事務局.presses("部局横断DX施策にする", sees="主導する人")
    await 事務局.sends_in(**施策, lead="名無し", sees="名簿に見つからない名前です")
    await 事務局.sends_in(
        **施策, lead="市川 遥", milestones="2027-03-31 試行を終える", sees="施策1を始めました。"
    )
    await 人.says("施策1", sees="試行を終える")
    await 人.presses("OJTの経験として記録する", sees="記録しました")
    await 人.presses("施策を変える", sees="めざす効果")
    await 人.sends_in(**施策, lead="市川 遥", effect="月60時間", sees="施策1を変えました。")
    await 人.presses("施策の経過", sees="めざす効果")
    await 人.presses("施策1を見る", sees="月60時間")
    await 人.presses("施策一覧", sees="部局横断DX施策は1件です。")
    await 人.presses("施策1を見る", sees="完了にする")
    await 人.presses("完了にする", sees="できたこと")
    await 人.sends_in(outcome="入力が一度で済んだ。", sees="施策1を完了にしました。")
    await 人.presses("施策を再開する", sees="施策1を再開しました。")
    await 人.presses("完了にする", sees="できたこと")
    await 人.sends_in(outcome="入力が一度で済んだ。", sees="施策1を完了にしました。")
    await 人.presses("改善事例として報告する", sees="再利用の条件")


async def _情報交換(people: People) -> None:
    書いた = {
        "title": "転入届を二つのシステムに打っている",
        "what": "転入届の内容を、住民記録システムと台帳の両方に手で二度入力している。",
    }
    人, 安藤, 事務局 = people.person(市川), people.person("ando.noriko"), people.person(水谷)
    for 題名 in ("転入届の二度打ち", "押印で回覧が止まる", "公用車の空きが分からない"):
        await 人.says("課題を登録したい", sees="書きはじめる")
        await 人.presses("書きはじめる", sees="何が起きているか")
        await 人.sends_in(**書いた | {"title": 題名}, sees="を登録しました。")
    await 人.says("情報交換に答える", sees="情報交換はありません")
    await people.weeks_turn()
    await 安藤.says("情報交換に答える", sees="市民部の課題・施策3件について")
    await 安藤.presses("困っている", about="二度打ち", sees="ひとこと")
    await 安藤.sends_in(
        progress_1="困っている", line_1="業者の返事が来ない", sees="力になれそうな部署・事例・人"
    )
    await 安藤.says("情報交換に答える", sees="困っている：業者の返事が来ない")
    await 安藤.presses("変わりなし", about="押印", sees="1件に答えました")
    await 安藤.presses("まとめて答える", sees="あとで")
    await 安藤.sends_in(progress_3="進んだ", line_3="", sees="に答えました")
    await 安藤.says("今週の情報交換", sees="すべて答えてあります")
    await 安藤.presses("みんなの答え", sees="1部局から3件の答えがありました")
    await 安藤.presses("情報交換に答える", sees="今週の情報交換")
    await 安藤.does("exchange.rest", sees="情報交換は終わっています")
    await 事務局.says("みんなの答え", sees="業者の返事が来ない")


async def _週のまとめ(people: People) -> None:
    事務局, 人 = people.person(水谷), people.person(市川)
    await 人.says("今週のまとめ", sees="事務局と研修担当の方だけ")
    await 人.says("先週何があったか教えて", sees="事務局と研修担当の方だけ")
    await 人.says("課題を登録したい", sees="課題の登録")
    await 人.presses("書きはじめる", sees="何が起きているか")
    await 人.sends_in(title="鍵の受け渡し", what="公用車の鍵を待つ。", sees="を登録しました。")
    await 事務局.says("今週のまとめ", sees="新しい課題は1件（1部局）")
    await 事務局.presses("課題の動きを詳しく", sees="鍵の受け渡し")
    await 事務局.presses("まとめに戻る", sees="この週の要点")
    await 事務局.presses("まとめをExcelで", sees="事務局だけが見る内容も入っています")


async def _まとめの公開(people: People) -> None:
    事務局, 人 = people.person(水谷), people.person(市川)
    await 人.says("まとめを公開", sees="事務局の方がフォーラムに公開します")
    await 事務局.says("今週のまとめを編集", sees="下書きです")
    await 事務局.presses("この週の要点を直す", sees="1行が1文です")
    await 事務局.sends_in(sees="変わったところはありません")
    await 事務局.presses("はじめのことばと載せるものを選ぶ", sees="はじめのことば")
    await 事務局.sends_in(remark="ご協力ありがとうございます。", sees="下書きを保存しました")
    await 事務局.presses("いまのまとめから作り直す", sees="ご協力ありがとうございます。")
    await 事務局.presses("フォーラムに公開する", sees="フォーラムのチャンネルが決まっていない")
    await 事務局.does("digest.ask_withdraw", sees="古く")
    await 事務局.does("digest.withdraw", sees="古く")
    await 事務局.presses("この週の版", sees="下書きを保存しました")
    await 事務局.presses("フォーラム版を開く", sees="下書きです")
    await 事務局.presses("まとめの履歴", sees="下書き（")
    await 人.says("まとめの履歴", sees="まだありません")
    await 人.does("digest.read", sees="公開されていません")


async def _AIの言い換え(people: People) -> None:
    事務局, 人 = people.person(水谷), people.person(市川)
    await 人.says("AIの言い換え", sees="使うかどうかは、事務局が決めます。")
    await 人.does("phrasing.agree", sees="事務局の職員が決めます")
    await 人.does("phrasing.end", sees="事務局の職員が決めます")
    await 事務局.says("使い方", sees="かけはしの使い方")
    await 事務局.presses("AIの言い換え", sees="使っていません。")
    await 事務局.does("phrasing.agree", sees="AIの送り先が設定されていません")
    await 事務局.says("AIの言い換えをやめる", sees="使っていません。")


async def _横展開(people: People) -> None:
    人 = people.person(市川)
    await 人.says("どの課が何を真似した？", sees="広がっている事例は8件")
    await 人.presses("事例1", sees="介護認定調査票の転記をRPAに任せる")
    await 人.presses("参考になった", sees="「参考になった」を伝えました")
    await 人.presses("取り消す", sees="取り消しました")
    await 人.presses("うちでもやった", sees="始めた月")
    書いた = {"place": value_of(Place("市民部", "市民課")), "since": "2026-09-01", "remark": ""}
    await 人.sends_in(**書いた, hours="たくさん", sees="減った時間は「月10時間」")
    await 人.sends_in(**書いた, hours="約１０時間", sees="登録しました")
    await 人.presses("横展開マップ", sees="1〜8件目")
    await 人.presses("もっと見る", sees="9〜12件目")
    await 人.does("case.establish", sees="いまは見られません")


@dataclass(frozen=True)
class Conversation:
    """``reaches``: the entries of the tables in ``handlers/routes.py`` that answer in it.

    ``has_cases``: in a city with the sample improvement cases.
    """

    talk: Talk
    reaches: frozenset[str]
    has_cases: bool = False


def _reaching(talk: Talk, *entries: Intent | str, has_cases: bool = False) -> Conversation:
    return Conversation(talk, frozenset(entries), has_cases)


CONVERSATIONS: Mapping[str, Conversation] = {
    "次の研修": _reaching(
        _次の研修,
        Intent.NEXT_TRAINING,
        "training.all",
        "training.plan",
        "training.next",
        "course.show",
        "course.search",
    ),
    "受講状況": _reaching(
        _受講状況, Intent.TRAINING_STATUS, Intent.STAGE_REQUIREMENTS, "training.status"
    ),
    "部下の受講状況": _reaching(
        _部下の受講状況, Intent.TRAINING_STATUS, Intent.NEXT_TRAINING, "training.all"
    ),
    "研修を探す": _reaching(_研修を探す, Intent.COURSE_DETAIL, Intent.FIND_COURSE),
    "受講の報告": _reaching(
        _受講の報告, Intent.COMPLETE_COURSE, "completion.open", "completion.report"
    ),
    "受講の報告を言葉で": _reaching(
        _受講の報告を言葉で,
        Intent.COMPLETE_COURSE,
        "completion.open",
        "completion.send",
        "dialogue.choose",
        "dialogue.resume",
        "dialogue.stop",
    ),
    "読み違い": _reaching(
        _読み違い,
        Intent.NEXT_TRAINING,
        Intent.TRAINING_STATUS,
        "correction.show",
        "correction.accept",
        "correction.reject",
    ),
    "使い方": _reaching(
        _使い方,
        Intent.SMALL_TALK,
        Intent.NONE,
        Intent.PROFILE,
        Intent.HELP,
        "profile.show",
    ),
    "方針と用語": _reaching(_方針と用語, Intent.EXPLAIN_TERM, Intent.EXPLAIN_POLICY, "policy.show"),
    "相談先": _reaching(_相談先, Intent.CONSULT, Intent.EXPLAIN_TERM, "consult.show"),
    "事例の取り下げ": _reaching(
        _事例の取り下げ, "case.ask_withdraw", "case.withdraw", "case.restore"
    ),
    "改善事例を探す": _reaching(
        _改善事例を探す, Intent.FIND_CASES, "case.find", "case.show", "case.attachment"
    ),
    "指標": _reaching(_指標, Intent.KPI, "kpi.show", "kpi.targets", "kpi.months", "kpi.report"),
    "ホームと古い画面": _reaching(_ホームと古い画面, "home.show", "help.show"),
    "お知らせ": _reaching(
        _お知らせ,
        Intent.REMINDER_SETTINGS,
        "reminder.settings",
        "reminder.snooze",
        "reminder.resume",
        "reminder.change",
        "reminder.own_time",
        "reminder.choose_day",
        "reminder.until",
        "reminder.stop",
    ),
    "声かけ": _reaching(_声かけ, "reminder.nudge", "reminder.thank"),
    "事務局": _reaching(
        _事務局,
        "desk.show",
        "access.close",
        "completion.confirm",
        "completion.send_back",
        "delivery.show",
        "delivery.not_reached",
    ),
    "改善事例の報告": _reaching(
        _改善事例の報告,
        Intent.REPORT_CASE,
        "case.write",
        "case.save",
        "case.submit",
        "case.discard",
        "case.detach",
        "case.mine",
        "case.ask_remove_file",
        "case.remove_file",
    ),
    "事例の確認": _reaching(
        _事例の確認,
        "case.queue",
        "case.review",
        "case.review_file",
        "case.approve",
        "case.ask_send_back",
        "case.send_back",
        "case.ask_suggest",
        "case.suggest",
        "case.take_suggestion",
        "case.history",
        "case.ask_route",
        "case.set_route",
    ),
    "改善事例の一生": _reaching(
        life_of_a_case,
        Intent.REPORT_CASE,
        Intent.FIND_CASES,
        "case.send_back",
        "case.submit",
        "case.approve",
        "case.adopt",
    ),
    "課題": _reaching(
        _課題,
        Intent.RAISE_ISSUE,
        Intent.LIST_ISSUES,
        Intent.UPDATE_ISSUE,
        Intent.SIMILAR_ISSUES,
        "issue.write",
        "issue.save",
        "issue.submit",
        "issue.discard",
        "issue.show",
        "issue.history",
        "issue.thread",
        "issue.summary",
        "issue.message",
        "issue.mark",
        "issue.unmark",
        "issue.ask_rules",
        "issue.set_rules",
        "issue.ask_move",
        "issue.move",
        "issue.move_said",
        "issue.alike",
        "issue.link",
        "issue.unlink",
        "issue.list",
        "issue.ask_filter",
        "issue.filter",
        "issue.export",
    ),
    "課題のまとまり": _reaching(
        _課題のまとまり,
        "group.list",
        "group.map",
        "group.show",
        "group.candidate",
        "group.dismiss",
        "group.dismissed",
        "group.take_up",
        "group.history",
        "group.ask_confirm",
        "group.confirm",
        "group.ask_split",
        "group.split",
        "group.ask_rename",
        "group.rename",
        "group.ask_merge",
        "group.merge",
        "group.join",
        "group.part",
        "group.dissolve",
        "group.undo",
    ),
    "部局横断の施策": _reaching(
        _部局横断の施策,
        "measure.list",
        "measure.show",
        "measure.history",
        "measure.write",
        "measure.save",
        "measure.record_led",
        "measure.ask_end",
        "measure.end",
        "measure.report",
        "measure.resume",
    ),
    "情報交換": _reaching(
        _情報交換,
        "exchange.open",
        "exchange.ask_answer",
        "exchange.answer",
        "exchange.no_change",
        "exchange.ask_all",
        "exchange.answer_all",
        "exchange.rest",
        "exchange.show",
    ),
    "週のまとめ": _reaching(
        _週のまとめ, Intent.DIGEST, "digest.show", "digest.part", "digest.export"
    ),
    "まとめの公開": _reaching(
        _まとめの公開,
        "digest.edition",
        "digest.ask_edit",
        "digest.edit",
        "digest.ask_choose",
        "digest.choose",
        "digest.remake",
        "digest.publish",
        "digest.ask_withdraw",
        "digest.withdraw",
        "digest.versions",
        "digest.editions",
        "digest.read",
    ),
    "AIの言い換え": _reaching(_AIの言い換え, "phrasing.show", "phrasing.agree", "phrasing.end"),
    "対応策": _reaching(
        countermeasures,
        "countermeasure.show",
        "countermeasure.history",
        "countermeasure.write",
        "countermeasure.save",
        "countermeasure.withdraw",
        "countermeasure.restore",
        "countermeasure.ask_adopt",
        "countermeasure.adopt",
        "countermeasure.tell_said",
        "countermeasure.of_message",
        "countermeasure.ask_issue",
        "countermeasure.of_case",
        "countermeasure.report",
        has_cases=True,
    ),
    "横展開": _reaching(
        _横展開,
        "case.map",
        "case.thank",
        "case.ask_adopt",
        "case.adopt",
        "case.establish",
        has_cases=True,
    ),
    "ファイル": _reaching(
        _ファイル,
        "import.take_over",
        "import.ask_to_retire",
        "import.leave",
        "import.look_through",
        "case.attach_file",
        "case.ask_columns",
        "case.columns",
    ),
    "書き出し": _reaching(
        _書き出し,
        "records.export",
        "case.export",
        "case.ask_select",
        "case.select",
        "case.post_selection",
        has_cases=True,
    ),
}
