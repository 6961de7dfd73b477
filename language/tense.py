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
_PAST = re.compile(
    r"(?:(?:受け|出|取っ|終え|行っ|し|れ|見)た(?![いらりっく])|ました|でした|た(?:よ|わ|で|んや|んじゃ|んです|けど|が|ので|のです|やつ|もの|はず|と思|ばかり|。|、|!|$)|だ(?:った|よ)|済み?(?:です|$|。|、)|ずみ|すみ(?:です|$|。)"
    r"|(?:完了|修了|終了|合格|取得)(?:です|$|。|、|し)|(?:とる|とります|ています|てます|ております|とった)(?:よ|で|けど|$|。|、))"
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
        return _TO_COME.search(said) is None or _PAST.search(said) is not None
    if intent in _ANSWERED_IN_THE_PAST:
        return _PAST.search(said) is not None and _TO_COME.search(said) is None
    return False
