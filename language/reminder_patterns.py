"""What the weekly message and its days are called, as parts of patterns over normalised text without spaces."""

import re

NOUN = r"(?:お?知らせ|おしらせ|リマインド(?:メール|通知)?|リマインダー|通知)"
WEEKDAY = (
    r"(?:毎週の?)?(?P<weekday>[月火水木金土日])曜日?|毎週の?(?P<short>[月火水木金土日])(?![一-龠])"
)
SENDS = r"(?:送(?:ら|信し|ってこ|って来)|届け|よこさ|通知し|知らせ)"
"""Before ない, or んといて."""
OF_ALL = r"(?:全体|みんな|皆|ほかの人|他の人|全員)(?:の設定)?と(?:同じ|一緒|いっしょ)(?:曜日|時刻|時間|の)?"
AS_BEFORE = (
    r"(?:元|もと|最初|はじめ|初期設定|初期状態|標準|デフォルト)"
    r"(?:の(?:設定|曜日|時刻|時間|曜日と時刻))?(?:に|へ|どおりに|通りに)(?:戻|もど)"
)
_NAMELESS = re.compile(r"\(\?P<\w+>")


def bare(pattern: str) -> str:
    """Without the names, so that it may stand twice."""
    return f"(?:{_NAMELESS.sub('(?:', pattern)})"
