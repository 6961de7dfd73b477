"""How the words of this field are read, so that けんしゅう, ケンシュウ and 研修 are one word.

A small table on purpose: a reading that is missing costs a little recall and nothing else.
"""

import re

from language.normalise import fold_kana

_TABLE = """
研修 けんしゅう|受講 じゅこう|講座 こうざ|講習 こうしゅう|講師 こうし|受 う|終 お|残 のこ|次 つぎ|何 なに|必須 ひっす
必修 ひっしゅう|選択 せんたく|必要 ひつよう|状況 じょうきょう|進捗 しんちょく|履歴 りれき|記録 きろく|登録 とうろく|修了 しゅうりょう
完了 かんりょう|終了 しゅうりょう|報告 ほうこく|申込 もうしこみ|申し込 もうしこ|予約 よやく|取消 とりけし|取り消 とりけ|参加 さんか
欠席 けっせき|内容 ないよう|詳細 しょうさい|詳 くわ|日程 にってい|時間 じかん|期限 きげん|締切 しめきり|対象 たいしょう|資格 しかく
合格 ごうかく|取得 しゅとく|段階 だんかい|条件 じょうけん|要件 ようけん|実績 じっせき|経験 けいけん|案件 あんけん|事例 じれい
改善 かいぜん|課題 かだい|一覧 いちらん|解決 かいけつ|対応 たいおう|対応策 たいおうさく|更新 こうしん|変更 へんこう|修正 しゅうせい
共通 きょうつう|同じ おなじ|似 に|部署 ぶしょ|部局 ぶきょく|所属 しょぞく|役割 やくわり|区分 くぶん|人材 じんざい|育成 いくせい
方針 ほうしん|意味 いみ|用語 ようご|説明 せつめい|相談 そうだん|担当 たんとう|質問 しつもん|通知 つうち|知 し|教 おし
設定 せってい|停止 ていし|止 と|個人情報 こじんじょうほう|情報 じょうほう|削除 さくじょ|消 け|全員 ぜんいん|連絡 れんらく|案内 あんない
周知 しゅうち|使い方 つかいかた|使 つか|操作 そうさ|方法 ほうほう|見 み|探 さが|出 だ|今週 こんしゅう|先週 せんしゅう|来週 らいしゅう
今月 こんげつ|来月 らいげつ|今年度 こんねんど|要約 ようやく|指標 しひょう|目標 もくひょう|達成 たっせい|達成率 たっせいりつ|率 りつ
勉強 べんきょう|学 まな|名前 なまえ|自分 じぶん|私 わたし|僕 ぼく|誰 だれ|窓口 まどぐち|業務 ぎょうむ|管理 かんり|管理職 かんりしょく
基礎 きそ|入門 にゅうもん|初級 しょきゅう|中級 ちゅうきゅう|上級 じょうきゅう|実践 じっせん|応用 おうよう|演習 えんしゅう|活用 かつよう
分析 ぶんせき|統計 とうけい|生成 せいせい|思考 しこう|設計 せっけい|改革 かいかく|推進 すいしん|推進員 すいしんいん|保護 ほご
住民票 じゅうみんひょう|会議 かいぎ|会議室 かいぎしつ|議事録 ぎじろく|天気 てんき|給与 きゅうよ|休暇 きゅうか|届 とど|届出 とどけで
rpa あーるぴーえー|ai えーあい|dx でぃーえっくす|kpi けーぴーあい|excel えくせる|it あいてぃー|ict あいしーてぃー|bpr びーぴーあーる
ebpm いーびーぴーえむ|gis じーあいえす|ocr おーしーあーる|vba ぶいびーえー|python ぱいそん|powerpoint ぱわーぽいんと|word わーど
teams ちーむず|slack すらっく|zoom ずーむ|access あくせす|kintone きんとーん|java じゃば|sql えすきゅーえる|ux ゆーえっくす
ui ゆーあい|api えーぴーあい|sns えすえぬえす|pdf ぴーでぃーえふ|web うぇぶ|ojt おーじぇーてぃー|lgwan えるじーわん
pmo ぴーえむおー|chatgpt ちゃっとじーぴーてぃー|copilot こぱいろっと|security せきゅりてぃ|data でーた|step すてっぷ|help へるぷ
"""

_READINGS = dict(entry.split() for entry in _TABLE.strip().replace("\n", "|").split("|"))
_LATIN = sorted((w for w in _READINGS if w.isascii()), key=len, reverse=True)
_OTHER = sorted((w for w in _READINGS if not w.isascii()), key=len, reverse=True)
_WORD = re.compile(f"(?<![a-z])(?:{'|'.join(_LATIN)})(?![a-z])|{'|'.join(_OTHER)}")


def read(normalised: str) -> str:
    """Normalised text in hiragana where the table knows the word: RPA研修 → あーるぴーえーけんしゅう."""
    return fold_kana(_WORD.sub(lambda word: _READINGS[word[0]], normalised))
