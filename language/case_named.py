"""「事例12を見せて」: one improvement case, said by its number, alone or with its title."""

import re

from language.normalise import normalise

_MOST_DIGITS = 9
_NAMED = re.compile(
    rf"(?:改善)?事例 ?(?:番号)?(?:no\.?|第)? ?(?P<number>\d{{1,{_MOST_DIGITS}}})(?:番|号|件目)?"
    r"(?:「[^」]*」)?(?:の(?:詳細|内容|中身|全文|こと|事例|カード))?"
    r"(?:を|が|は|って|について)? ?(?:もう(?:一度|1度|一回|1回)|くわしく|詳しく|全部)?"
    r"(?:見せて|みせて|見たい|みたい|見る|みる|見れる|見られる|開いて|ひらいて|開く|開きたい|表示(?:して)?|出して|教えて|おしえて"
    r"|読みたい|読む|知りたい|確認(?:したい|する)?|(?:取り?下げ|とりさげ)(?:たい|る|て|を?(?:したい|お願い(?:し))?))?"
    r"(?:です|ます|か|の|ん|ね|よ|ください|下さい|ほしい|欲しい|もらえる|もらえます|くれる|くれます|いただけます|お願いします){0,4}[。!?]*"
)


def case_named(text: str) -> int | None:
    """Its number, where nothing else is said than that it is to be shown, or withdrawn."""
    named = _NAMED.fullmatch(normalise(text))
    return int(named["number"]) if named else None
