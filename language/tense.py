"""Whether a message tells what has been or asks for what is to come: which way a day without a year lies."""

import re

from language.intents import Intent
from language.normalise import normalise

_REPORTS = frozenset(
    {
        Intent.COMPLETE_COURSE,
        Intent.RECORD_QUALIFICATION,
        Intent.RECORD_PROJECT,
        Intent.REPORT_CASE,
    }
)
_TO_COME = re.compile(
    r"(?:予定|つもり|見込み?)(?:です|だ|や|じゃ|$|。|、|なの|で)|(?:受け|出|取り|やり|申し込み|参加し|受講し|受験し)(?:たい|ます)|ましょう|てください|て下さい|てほしい|て欲しい"
    r"|(?:ように|に)(?:変更|延期|変えて|延ば)|待って|待っ|まで(?:に)?(?:延|待|お願い|に(?:出|終|済|直|や))"
)
_NEXT = re.compile(
    r"必着|(?:締め?切り?|〆切?|期限)(?:で|まで|です)|て(?:も)?(?:ok|いい|良い|ええ|よい|よろし|大丈夫|かま|構)|(?:でき|られ|いけ|行け)(?:ます|る)(?:か|\?|でしょう|$)"
    r"|(?:あります|ある)(?:か|\?|よね)|に(?:は|も)?(?:報告|登録|記録|連絡|お知らせ)(?:し|いたし|致し)ます"
    r"|(?:出し|あげ|上げ|提出し|行き|伺い|始め|はじめ|まとめ|片付け|片づけ|仕上げ|直し|返し|発表し|渡し|送り|届け|開き|開催し|実施し)ます(?!か)"
)
"""What is to come as long as nothing is said to be over."""
_THEN = re.compile(
    r"(?:\d|日|曜|末|週|月|[(][月火水木金土日][)])(?:の|に|は|、| )?[^、。?!]{0,16}?(?:受け|うけ|受講し|終わ|おわ|終え|修了し|完了し|参加し|出席し|合格し|取得し|申し込ん|登録し|済ませ|すませ|見終わ)"
    r"(?:(?:まし)?(?:た|だ)(?!い|ら|く)|っ(?:た|とる|とり|てます|ています)|り(?:まし)た|とる|とります|てます|ています|済|ずみ)"
)
"""7/1に受けた, 7/1の講座終わった: what was done on that day, whatever the message is about."""
_PAST = re.compile(
    r"(?:(?:受け|出|取っ|終え|行っ|し|れ|見)た(?![いらりっく])|ました|でした|た(?:よ|わ|で|んや|んじゃ|んです|けど|が|ので|のです|やつ|もの|はず|と思|ばかり|。|、|!|$)|だ(?:った|よ)|済み?(?:です|$|。|、)|ずみ|すみ(?:です|$|。)"
    r"|(?:完了|修了|終了|合格|取得)(?:です|$|。|、|し)|(?:受け|終わっ|おわっ|終え|修了し|完了し|済ませ|取っ|取得し|出|なっ)(?:とる|とります|ています|てます|ております|とった)(?:よ|で|けど|$|。|、))"
)
_ANSWERED_IN_THE_PAST = frozenset(
    {
        Intent.TRAINING_STATUS,
        Intent.UPDATE_ISSUE,
        Intent.RAISE_ISSUE,
        Intent.LIST_ISSUES,
        Intent.FIND_CASES,
        Intent.DIGEST,
    }
)


def is_report(intent: Intent, text: str) -> bool:
    """A report speaks of what has been, unless its words speak of a plan; a request of what is to
    come, unless what it says of its subject is over: 「11月10日に完了しました」."""
    said = normalise(text)
    if intent in _REPORTS:
        is_to_come = _TO_COME.search(said) is not None or _NEXT.search(said) is not None
        return not is_to_come or _PAST.search(said) is not None
    if intent in _ANSWERED_IN_THE_PAST:
        return _PAST.search(said) is not None and _TO_COME.search(said) is None
    return _THEN.search(said) is not None
