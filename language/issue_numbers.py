"""Numbers of issues as people write them: #12, 12番, １２号, No.12, 課題12, 番号は8, 十二番."""

import re

from language.normalise import normalise
from language.numerals import KANA_NUMBERS, number, number_of

_NUMBER = number(5, name="number")
_COUNTERS = (
    r"(?! ?(?:[件つ個人名点回階時月日年週分秒%割部枚本課所万円社種題度頁頭台巻冊条項章節級段歳才倍番号位分行文字列]"
    r"|か[月所国]|[ヶケカ箇]所|ヶ月|ページ|パターン|ステップ|割合|kb|mb|gb|[a-z]|以上|以下|未満|前後|ほど|くらい|ぐらい|程度|から\d|〜|/|:|以降|以前|まで(?!に)))"
)
_OF_ANOTHER_KIND = (
    r"(?<!第)(?<!電話)(?<!内線)(?<!外線)(?<!国道)(?<!県道)(?<!市道)(?<!町道)(?<!農道)(?<!台風)(?<!議案)(?<!様式)(?<!条例)(?<!規則)(?<!告示)"
    r"(?<!窓口)(?<!窓口の)(?<!受付)(?<!バス)(?<!バスの)(?<!座席)(?<!ロッカー)(?<!ゲート)(?<!ホーム)(?<!出口)(?<!チャンネル)(?<!のぞみ)(?<!ひかり)(?<!こだま)"
    r"(?<!クラス)(?<!テーブル)(?<!駐車場)(?<!駐車場の)(?<!整理券)(?<!背番号)(?<!会場)(?<!教室)(?<!レーン)(?<!内線は)(?<!電話は)(?<!創刊)(?<!広報)(?<!通算)"
    r"(?<![月日春夏秋冬]の)(?<![月日条年])(?<!カウンター)(?<!乗り場)(?<!のりば)(?<!ページの)(?<!ログの)(?<!設問)(?<!問い)(?<!問)(?<!順位は)(?<!丁目)(?<!丁目の)(?<!番号)(?<!号札)(?<!内線の)(?<!打順)(?<!補正)(?<!新幹線)(?<!急車)(?<!消防車)(?<![上下左右前]から)(?<!\d番)"
)
_THE_ISSUE = r"(?:の ?(?:件(?!数)|課題|案件|対応|状況|進捗|内容|詳細|期限|締切|担当|コメント|続き|やつ|話(?!題)|状態|方針|ステータス|施策|優先度|履歴|経過))"
_EMERGENCY = frozenset({104, 110, 113, 115, 116, 117, 118, 119, 171, 177, 184, 186, 188, 189})
_SERVICES = frozenset({7119, 8000, 8008, 8103, 8205, 8301, 8891, 9110, 9910})
"""Numbers that are telephoned: 119, #7119."""

_EXPLICIT = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![a-z0-9&])(?:(?<!カラー)(?<!カラーコード) ?[#♯]|issue ?#|(?<![ァ-ヺー])(?:シャープ|ハッシュ)|(?<![ぁ-ん])(?:しゃーぷ|いげた|はっしゅ)|井桁) ?{_NUMBER}(?![-/\d]|以降|以前|〜)",
        rf"(?<![a-z0-9])(?<![一-龠](?=no))(?:no|(?<![ァ-ヺー])ナンバー(?!1(?!\d)))[.:、 ]{{0,2}}{_NUMBER}(?![-/\d])(?! ?(?:の実力|ワン))",
        r"(?:課題|イシュー|issue|案件|チケット|かだい|カダイ)[-_]?(?:番号|ばんごう|ナンバー| ?no\.?| ?id)?(?:の|は|が|:| |、|#|の番号は|で)?(?: )?(?:第)?"
        + _NUMBER
        + r"(?:(?=番(?!目|台))|(?=号(?!台風|の ?(?:広報|台風|号砲)|館|室|線))|"
        + _COUNTERS
        + ")",
        r"(?<![一-龠ァ-ヺー])(?:番号|ばんごう|ナンバー|(?<![a-z])id)(?:は|が|:|、| |の|で(?:いう|言う|いえ|言え)[とば]|で、?|って|=|＝){0,2} ?"
        + _NUMBER
        + _COUNTERS.replace("番号位", "位"),
    )
)
_BAN = (
    r" ?(?:番(?!(?:目|台|窓口|席|弟|車|艦|棟|室|階|線|地|館|街|組|乗|手|札|号(?!の件|を)|町|茶|丁|勝|安|煎|人気|弱|強|通り|搾り|勘|ゲート|バス|ホーム|レーン|教室|会議室|出口|棚|レジ|カウンター|ブース"
    r"|テーブル|の ?(?:窓口|バス|会議室|教室|部屋|席|ゲート|出口|棚|列|番地|ホーム|乗り場|のりば|レーン|受付|カウンター|ロッカー|駐車|レジ|ブース|机|札|方の|お客|様式|用紙|ボタン|設問|項目|欄|スライド|図|表(?!示)|写真|プリンター|複合機|端末|車)"
    r"|(?=[ァ-ヺ])(?!クローズ|コメント|ステータス|オープン|リマインド|ストップ|キャンセル|アップデート|メモ|ナンデ|デス|ドウ|マダ|[ノハヲデガ](?![ァ-ヺー]{2}))|さん|のりば|ホール|ピン|打者|\d+号|に(?:電話|かけ|通報|発信|つなが|つない|並|ダイヤル)|通報|へ(?:電話|通報)))|(?:ばん|バン)(?!め|ち|せん|だい|ぐみ|ごう|[ァ-ヺ]))"
)
_GOU = r" ?号(?!台風|の ?(?:広報|台風|号砲|切符|指定|座席)|に乗|で(?:行|帰|出張|移動|東京|博多)|館|室|線|車|棟|機|艇|炉|議案|様式|警報|俸|墳|店|地|令|被保険|補正|会議室|サイズ|沿い|バイパス|泊|道|橋|公園|踏切|ポンプ|数|外|俳|砲|給|の ?(?:部屋|会議室|車|館|国道|鉛筆))"
_NOT_IN_A_WORD = "(?<![ぁ-ん])"
_KANA_NUMBER = (
    _NOT_IN_A_WORD
    + "(?P<number>"
    + "|".join(sorted((k for k, n in KANA_NUMBERS.items() if n > 9), key=len, reverse=True))
    + ")"
)
_OTHERWISE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_OF_ANOTHER_KIND}{_NUMBER}{_BAN}",
        rf"{_OF_ANOTHER_KIND}{_NUMBER}{_GOU}",
        r"(?:(?<=^)|(?<=[ 、。,は「(をが]))(?P<number>\d{1,5})(?:って|と)(?:書いて|書かれ|かいて|振って|付いて|ついて|なって|ある|出て|(?:いう)?番号)",
        rf"第{_NUMBER}号の(?:課題|件(?!数))",
        rf"[「『【\[(<]{_NUMBER}[」』】\])>](?:番|号)?の? ?(?:課題|案件|件(?!数)|対応|やつ)",
        rf"{_KANA_NUMBER}(?:番|ばん|号)(?=の(?:件|課題|かだい|やつ|担当|期限|状況)|を|は|、|って|。|$|に(?:コメント|追記))",
        rf"(?:課題|かだい) ?{_KANA_NUMBER.removeprefix(_NOT_IN_A_WORD)}(?=の|は|を|、|番|ばん|って|$)",
        rf"(?:(?<=^)|(?<=[ 、。,は「(]))(?P<number>\d{{1,4}}){_THE_ISSUE}",
    )
)
_FIRST_OR_MOST = re.compile(
    rf"番(?:(?:{_THE_ISSUE}(?<!課題))|の課題(?:の(?:期限|締切|担当|進捗|状況|内容|詳細|コメント|続き|件)|を(?:見|完|更|閉|直|消|編)|に(?:コメント|追記))|を|、|。|は(?:完|終|対応|どう|今|進|解)|に(?:コメント|追記|対応)|って|です|で(?:す|お願)|まだ|$)"
)
"""What may follow 1番 where it is not 一番, the most, and 十八番 where it is nobody's best song."""
_IN_A_RANGE = re.compile(
    r"[番号]?(?:以降|以前|以上|以下|未満|まで(?!に)|台|〜|から(?:#?\d|[^、。]{0,8}まで))"
)
_RANGE_BEFORE = re.compile(r"[\d番号](?:から|〜|-) ?#?$")
_TELEPHONED = re.compile(r"電話|通報|ダイヤル|相談|窓口|案内|転送|つなが|繋が|かけ|救急|コール")
_BY_A_MARK = ("#", "♯", " #", "no")

_NUMBERS_SOMETHING_ELSE = re.compile(
    r"(?:[一-龠]番号|会議室|部屋|書庫|倉庫|プリンター|複合機|公用車|パソコン|端末|用紙|書類|玄関|順位|エラー|ポート|エレベーター|公園)(?:は|が|の|の番号は|:)? ?$"
)
"""職員番号は12番, 会議室2番."""
_BEST = re.compile(
    r"の(?!件|課題|対応|進捗|状況|続き|担当|期限|やつ|話|内容|詳細)|に(?:な|輝)|を(?:目指|めざ)"
)
"""No.1の自治体: the first of all."""

_KANJI_AFTER = re.compile(r"(?!番|号)[一-龠]")
"""課題一覧: no number."""


def issue_number_in(text: str) -> int | None:
    """The first issue number that the text says to be one (#12, 課題12, 番号は8), else the first 12番
    or 12号; None where there is none (3階, 12人, 2番目, 119番, 7番窓口, 国道2号)."""
    normalised = normalise(text)
    for patterns in (_EXPLICIT, _OTHERWISE):
        said = [match for pattern in patterns for match in pattern.finditer(normalised)]
        for match in sorted(said, key=lambda match: match.start()):
            if (found := _of_issue(match, is_explicit=patterns is _EXPLICIT)) is not None:
                return found
    return None


def _of_issue(match: re.Match[str], *, is_explicit: bool) -> int | None:
    words = match["number"]
    found = KANA_NUMBERS[words] if words in KANA_NUMBERS else number_of(words)
    if found == 0:
        return None
    rest = match.string[match.end("number") :].lstrip()
    if _IN_A_RANGE.match(rest) or _RANGE_BEFORE.search(match.string[: match.start()]):
        return None
    is_service = found in _EMERGENCY | _SERVICES and not re.match(f"[番号]?{_THE_ISSUE}", rest)
    by_mark = not is_explicit or match[0].startswith(_BY_A_MARK)
    if is_service and by_mark and _TELEPHONED.search(match.string):
        return None
    if is_explicit:
        is_word = not match["number"].isdecimal() and _KANJI_AFTER.match(
            match.string, match.end("number")
        )
        is_best = found == 1 and match[0].startswith(("no", "ナンバー")) and _BEST.match(rest)
        return None if is_word or is_best else found
    if _NUMBERS_SOMETHING_ELSE.search(match.string[: match.start()]):
        return None
    if words == "十八" and rest.startswith("番") and not _FIRST_OR_MOST.match(rest):
        return None
    if found == 1 and rest.startswith(("番", "ばん")):
        is_most = match["number"] == "一" and not re.match(r"番の(?:件|案件|やつ|進捗|詳細)", rest)
        return None if is_most or not _FIRST_OR_MOST.match(rest) else found
    if found in _EMERGENCY and not re.match(rf"[番号]{_THE_ISSUE}|番を|番は完", rest):
        return None
    return found
