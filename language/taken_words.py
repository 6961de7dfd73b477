"""What sounds like the report of a training that was taken and is none: an absence, or a question."""

import re

from language.normalise import normalise

_END = r"(?:です|でした|んです|のです|ので|けど|けれど|が|から|ね|よ|わ|て|ん|、|。|!| )*$"
_TAKEN = r"(?:受け|うけ|受講し|受講でき|参加し|参加でき|出席し|出席でき|修了し|完了し|終わ(?:っ|り)|おわ(?:っ|り)|終え|済ませ|行っ|行き)"
_ABSENT = re.compile(
    rf"(?:欠席(?:し(?:まし)?た|しました|扱い|でした|です)"
    rf"|(?:受け|出|行|受講でき|参加でき|出席でき)(?:られ|け)?(?:ませんでした|なかった|ずじまい)"
    rf"|{_TAKEN}(?:てい?|とら|とり)?(?:ない|ません|ん)(?!か)|(?:受け|出)そびれ(?:まし)?た){_END}"
)
_ASKED = re.compile(
    rf"{_TAKEN}(?:て(?:い)?)?(?:まし)?た(?:か(?:な|ね)?|っけ)? *\?$|{_TAKEN}(?:まし)?た(?:か|っけ)[。、 ]*$"
)
"""「昨日受けましたか？」 asks what the record says."""


def reports_nothing(text: str) -> bool:
    """「受ける予定でしたが欠席しました」「昨日受けましたか？」: what the message comes to at its end."""
    said = normalise(text)
    return _ABSENT.search(said) is not None or _ASKED.search(said) is not None
