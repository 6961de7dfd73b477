"""Greetings, apologies and introductions in front of what was meant."""

import re

_GREETING = re.compile(
    r"(?:いつも|大変|平素より?)?(?:"
    r"お(?:疲|つか)れ(?:様|さま|さん)?(?:です|でした|でございます)?"
    r"|お世話(?:に)?(?:なって(?:おり|い)?|なり)ます|お世話様です"
    r"|おはよう(?:ございます)?|こんにち[はわ]|こんばん[はわ]|は(?:じ|ぢ)めまして|初めまして|ご苦労様です"
    r"|す[みい]ません(?:が|けど)?|ごめんなさい|申し訳(?:あり|ござい)ません(?:が)?|恐れ入ります(?:が)?"
    r"|突然(?:の(?:ご)?(?:連絡|質問)(?:で)?)?(?:失礼(?:いた)?します|すみません|申し訳ありません)(?:が)?"
    r"|お忙しいところ|お手数(?:を?おかけしますが|ですが)|失礼(?:いた)?します"
    r"|ありがとう(?:ございま(?:す|した))?|(?:教えて|相談させて|質問させて)ください(?=。)"
    r"|えーと|えっと|あのー?(?=、)|ねえ(?=、)"
    r")ね?(?:[。、,.!?〜ー…・ ]+|(?=[ァ-ヺ一-龠])|$)"
)
_UNITS = r"(?:課|係|部|局|室|班|所|署|園|館|校|院|支所|センター|委員会|出張所)"
_NAME = r"(?!課題|件|話|事例|研修|問題|場合|こと|資料|方針)[^。、,!? のをがは]{1,8}"
_INTRODUCTION = re.compile(
    rf"(?:[^。、,!? ]{{0,20}}{_UNITS}の{_NAME}(?:です|と申します|といいます|と言います)"
    r"|[一-龠]{1,4}(?:と申します|といいます|と言います))"
    r"(?:が|けど)?[。、, ]+"
)


def without_preamble(text: str) -> str:
    """お疲れ様です。○○課の田中です。次は? → 次は?; a message that is only a greeting stays whole."""
    while (rest := _after_one(text)) is not None:
        text = rest
    return text


def is_only_greeting(text: str) -> bool:
    """お疲れ様です。すみません: nothing is meant. Who somebody is may be meant: it is no greeting."""
    while found := _GREETING.match(text):
        text = text[found.end() :].lstrip(" 。、,.!?・-")
    return not any(character.isalnum() for character in text)


def _after_one(text: str) -> str | None:
    """What follows one greeting or introduction; None where there is none, or nothing follows."""
    found = _GREETING.match(text) or _INTRODUCTION.match(text)
    if found is None or found.end() == 0:
        return None
    rest = text[found.end() :].lstrip(" 。、,.!?・-")
    return rest if any(c.isalnum() for c in rest[:20]) else None
