"""Of what kind a question is that the bot does not answer."""

import re

from domain.elsewhere import Elsewhere
from language.normalise import normalise

_KINDS: tuple[tuple[Elsewhere, re.Pattern[str]], ...] = (
    (Elsewhere.EMERGENCY, re.compile(r"火事|火災が|倒れ(?:た|て|まし)|救急車|不審者|不審物")),
    (
        Elsewhere.PERSONNEL,
        re.compile(
            r"給与|給料|ボーナス|賞与|年休|有休|有給|休暇|育休|産休|病休|旅費|出張|残業|時間外|超勤|扶養|年末調整|源泉徴収"
            r"|人事異動|異動希望|昇任|昇格|退職|共済|健康診断|人間ドック|服務|通勤手当|住居手当|勤怠|出勤簿|人事評価"
        ),
    ),
    (
        Elsewhere.RESIDENTS,
        re.compile(
            r"住民票|戸籍|印鑑(?:登録|証明)|転[入出居]|婚姻届|出生届|死亡届|マイナンバーカード|パスポート|ごみ|ゴミ|粗大|水道料金"
            r"|市税|町税|県税|住民税|固定資産税|自動車税|納付書|納税|国保|国民健康保険|介護保険|児童手当|保育(?:園|所)の?(?:申|入)"
            r"|年金|生活保護|ふるさと納税|証明書|図書館の|犬の登録|罹災|り災|予防接種|粗大ごみ"
        ),
    ),
    (
        Elsewhere.SYSTEMS,
        re.compile(
            r"パソコン|端末|pc(?![a-z])|ネットワーク|ネットが|wi-?fi|lan(?![a-z])|vpn|ログイン|ログオン|パスワード|印刷|プリンタ"
            r"|複合機|スキャナ|メールが|ウイルス|エラー|不具合|固まっ|フリーズ|起動し|つながら|繋がら|アカウント|共有フォルダ|財務会計システム"
            r"|住基システム|グループウェア|マウス|キーボード|モニター"
        ),
    ),
    (
        Elsewhere.PREMISES,
        re.compile(
            r"会議室|駐車場|公用車|庁舎|空調|エアコン|暖房|冷房|トイレ|鍵|エレベーター|電球|蛍光灯|備品|食堂|売店|忘れ物|落とし物"
        ),
    ),
    (
        Elsewhere.MONEY,
        re.compile(r"予算|契約|入札|見積|請求書|支出|伝票|支払|起案|決裁|会計|補助金|交付金"),
    ),
)  # fmt: skip
"""The first that fits: 旅費のシステム is asked of 人事, not of who mends computers."""


def elsewhere(text: str) -> Elsewhere | None:
    """None where the words do not tell: weather, jokes, riddles."""
    heard = normalise(text)
    return next((kind for kind, words in _KINDS if words.search(heard)), None)
