"""Words by which a sentence shows that it corrects what was said, or speaks against it."""

import re

CORRECTS = re.compile(
    r"変更|に変え|変わ|やっぱ|やはり|(?:集計|計算|確認|算定)したところ|(?:見直|調べ直|確かめ|確認し|調べ|ログを見|数え)(?:し|て)?(?:たら|たところ)|改めて|実際(?:に)?は|その後|最終的|確定|結局|結果|追記|桁|忘れて|絞る|絞り|に限|ずれ込|ずれ|遅れる|早ま|抜けて|漏れて|足りませんでした|さっき|先ほど|先程|なるそうです"
    r"|(?<!こと)にな(?:りました|ります|った|ってい)|に(?:増え|減|下が|上が|延|伸び|繰)|まで(?:増え|減|延|伸び)|値上が|値下が|延ば|延長|延期|前倒し|更新|最新|現在は|夕方の|を除(?:くと|いたら|いて)|混ざって|入れ替|と(?:書|言)(?:き|い|っ)|(?:今年|今回|今月|今日)は|今日の時点|(?:ぶん|分)(?:だった|でした)"
)
"""It may be a correction."""
STRONG = re.compile(
    r"訂正|誤り|誤って|誤記|正誤|間違|まちが|打ち間違|ミス|正しく|正しい|正確に|正です|ではなく|じゃなく|でなく|やなく|修正|差し替え|数え直|(?:集計|計算|確認|算定)し直|再(?:集計|確認|計算|見積|調査)|前言|勘違い|読み違|見間違|書き間違|桁を"
)
"""It is one."""
SLIP = re.compile(r"訂正|間違|誤り|打ち間違|ミス|失礼|勘違い|じゃなく|ではなく")
"""Of what the same person has just said."""
UNCHANGED = re.compile(
    r"のまま|変わりませ|変わらず|変更(?:は)?(?:あり|ござい)ませ|変更なし|同じです"
)
"""It is none."""
UNUSABLE = re.compile(
    r"使え(?:な|ま)|取れ(?:な|ず|ま)|とれ(?:な|ず|ま)|埋ま|休館|改修|故障|重な|満室|ふさが|塞が|できなく|なくな|閉鎖|都合がつか|不在"
)
"""A day or a place cannot be had."""
OBJECTS = re.compile(
    r"困|無理|厳しい|重な|間に合|だめ|ダメ|短い|短す|長い|長す|足り(?:ない|ませ)|多い|多す|少な|早い|早す|遅い|遅す|都合が|使え|埋ま|出られな|行けな|不都合|できない|できませ|難しい|立会|議会|ちょっと"
)
"""Somebody is not content with a figure."""
HINDERED = re.compile(
    r"難し(?:い|く)|でき(?:な|ませ)|無理|重な|間に合(?:わ|いませ)|足り(?:な|ませ)"
)
"""It says what cannot be: with another figure it would say something else."""
_CORRECTING_WORDS = """
数字 件数 訂正 間違い 誤り 変更 見送り 中止 撤回 前言 正 正式 集計 夕方 発券 ログ 枠 通り 数 値 額 金額 人数 台数 枚数 最新 更新 期限 日程 時間 場所
其の後 今朝 時点 都合 度々 再 直し 重複 名簿 正確 追記 勘違い 桁 入札 交渉 最終 最終的 確定 土曜 平日 正誤
"""
CORRECTING = frozenset(_CORRECTING_WORDS.split())
"""Nouns that say nothing of the matter."""
