"""What stands beside an improvement that is told: the wish to report it, and greetings.

Only closed wordings are cut out, at the end of what they say; all else is told, and is kept.
"""

import re
import unicodedata

_END = r"(?=[。！!？?\n：:、,，]|[ \u3000]|$)"
_CASE = r"(?:業務)?(?:改善の?(?:した)?)?(?:事例|取り?組み?|工夫|改善)(?:集)?"
_BEFORE = (
    r"(?:(?:という|といった|ような)?(?:内容|こと)?(?:です|なの)?(?:ので|から|ため)、?|(?:という|といった|の)(?:内容の|こと(?:を|の)?)?)?"
    r"(?:これを|この内容で|この内容を|以上を?|以上、?)?"
)
_TOLD = r"(?:ご?報告|登録|投稿|共有|ご?紹介|記録|提出)"
_MAY = r"(?:いただ|頂|もら|貰|くださ|下さ|ほし|欲し)(?:きたい|けます|けたら|ければ|きます|いたい|います|えます|えれば|い)?(?:と)?"
_WANTED = (
    rf"(?:{_TOLD}を?(?:(?:し|いたし)?(?:たい|たく)|させて(?:{_MAY}|ほしい)?|(?:し|いたし|致し)(?:ます|よう|てもよい|てもいい)"
    r"|お願い(?:し(?:たい|ます)|いたします|できます)?|でき(?:る|ます)|する(?:には|方法|ので)?|方法|フォーム|は(?:どこ|どう)|です|。?(?=[：:\n]))"
    rf"|(?:書き|載せ|出し)(?:たい|たく|ます|方)|(?:書い|載せ|出し)て{_MAY})"
)
_TAIL = (
    r"(?:です|ます|ません|でしょう|(?:と)?思(?:い|っ)(?:ます|てい?ます|てい?る)?|存じます|の|ん|だ|が|けれども?|けど|ので|から|か|ね|よ|な){0,6}"
    r"(?:、?(?:(?:その)?(?:方法|やり方|手順|フォーム|画面|場所)?(?:を|は|が)?"
    r"(?:どう(?:すれば|したら|やって|やるの|するの)?(?:いい|よい|良い|でき)?|どこ(?:から|で|に|へ)?(?:すれば|したら|あ)?(?:いい|よい|る|り)?"
    r"|教えて|知りたい|お願い(?:し|いたし|致し)?)"
    r"(?:です|ます|でしょう|ください|下さい|ほしい|欲しい|か|の|ね|よ|ん){0,4})|、?よろしく(?:どうぞ)?(?:お願い(?:し|いたし|致し)ます)?)?"
)
_WISH = re.compile(
    rf"{_BEFORE}{_CASE}(?:の|を|に|として|が|で|について|、){{0,3}}{_WANTED}{_TAIL}{_END}[。！!？?：:、,，\s]*"
)
_REPORTS = re.compile(rf"(?:{_CASE}|それ|これ)(?:の|を|に|として)?{_TOLD}")
_LOOSE_ENDS = ("という", "といった", "の", "を")
_SENTENCE_ENDS = "。！!？?\n"
_WHOSE = re.compile(
    r"[、 \u3000]*(?:(?:うち|私|わたし|自分|当)(?:たち|達|ども|共)?(?:の?(?:課|係|部|部署|所属|班|チーム|職場))?|今回|今日|本日|次|以下|下記|こちら|この|その)?(?:の|は|で|が|も)?[、 \u3000]*"
)
"""Whose improvement, with nothing of what it is."""
_GREETING = re.compile(
    r"[、 \u3000]*(?:(?:いつも)?(?:大変)?お(?:世話に|せわに)な(?:って(?:い|お)?(?:ます|ります|る)|ります)"
    r"|(?:どうも)?(?:大変)?(?:お(?:疲れ|つかれ)|(?:ご苦労))(?:様|さま|さん)?(?:です|でした|でございます)?"
    r"|おはよう(?:ございます)?|こんにち[はわ]|こんばん[はわ]|はじめまして|初めまして|失礼(?:いた|致)?します"
    r"|(?:お手数|ご面倒)(?:を|で)?(?:おかけ|お掛け|かけ)?(?:し|いたし)?(?:ます|ですが|しますが|いたしますが)?"
    r"|(?:以上|報告|以上報告|ご報告)(?:です|でした|になります|まで|(?:し|いたし|致し)ます)?|以上、?(?:ご報告|報告)(?:です|まで|(?:し|いたし|致し)ます)"
    r"|(?:(?:以上|ご確認|確認|どうぞ|何卒|なにとぞ|では|それでは)(?:を|の(?:ほど|程))?、?)*(?:よろしく|宜しく)(?:どうぞ)?(?:お(?:願い|ねがい)(?:し|いたし|致し|申し上げ))?(?:ます|です)?"
    r"|(?:ご確認|確認)?(?:を|の(?:ほど|程))?お願い(?:し|いたし|致し|申し上げ)ます|ありがとう(?:ございます|ございました)?)"
    r"[♪ー〜~wｗ☆★\U0001f300-\U0001faff]*[、 \u3000]*"
)
"""A whole sentence of it, or what stands before its first comma."""
_SENTENCE = re.compile(r"[^。！!？?\n]*[。！!？?\n]*")


def wishes_to_report(text: str) -> bool:
    """「改善事例を報告します。」, wherever it stands."""
    return _WISH.search(unicodedata.normalize("NFC", text)) is not None


def without_wish(text: str) -> str:
    """Without 「お疲れさまです」 and 「改善事例を報告したいです。」, wherever they stand. All other words stay."""
    text = unicodedata.normalize("NFC", text).strip()
    kept, done = [], 0
    for wish in _WISH.finditer(text):
        kept.append(_head(text[done : wish.start()]))
        done = wish.end()
    told = "".join([*kept, text[done:]])
    return "".join(_ungreeted(sentence) for sentence in _SENTENCE.findall(told)).strip()


def speaks_of_reporting(told: str) -> bool:
    """「改善事例の報告を忘れていました」."""
    return _REPORTS.search(told) is not None


def _head(told: str) -> str:
    """Up to the wish: 「転記をRPAで自動化した（事例を報告します）」 is a sentence of its own."""
    begins = 1 + max(told.rfind(mark) for mark in _SENTENCE_ENDS)
    last = told[begins:]
    if _WHOSE.fullmatch(last):
        return told[:begins]
    last = last.rstrip("、 \u3000")
    for end in _LOOSE_ENDS:
        last = last.removesuffix(end)
    return f"{told[:begins]}{last}。"


def _ungreeted(sentence: str) -> str:
    first, comma, rest = sentence.partition("、")
    while comma and _GREETING.fullmatch(first):
        sentence = rest
        first, comma, rest = sentence.partition("、")
    said = sentence.rstrip(f"{_SENTENCE_ENDS} \u3000")
    if _GREETING.fullmatch(said):
        return "\n" if sentence.endswith("\n") else ""
    return sentence
