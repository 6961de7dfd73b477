"""Whether a message about the weekly message asks for something at all: not in a question, not against
it, not of others, not as news of how it is. What such a message says is never a wish."""

import re
import unicodedata

from language.last_days import DAY, with_day_hidden
from language.normalise import fold_kana, normalise
from language.reminder_patterns import AS_BEFORE, NOUN, OF_ALL

_QUESTION_MARKS = frozenset("?¿؟‽⁇⁈⁉❓❔⍰")
_ASKING_END = re.compile(r"か(?:な|なあ?|ね|しら)?ぁ?$|っけ$|(?:る|い|た|く|です|ます)の$")
_WORDLESS_END = re.compile(r"[\W_ー]+$")

_ASKS_US = re.compile(
    r"(?:[てで](?:もら(?:え|って|う)|いただ|頂|くれ|くださ|下さ|ほし[いか]|欲しい|もろて|も?(?:いい|ええ|よい|よろしい)|ん(?:か|ね))"
    r"|お願い(?:でき|して)).{0,12}$|[てで](?:ね|よ|や|な)?$"
)
"""「止めてもらえますか」: a question, and yet a request. It is asked back."""

_SILENCES = r"(?:止め|とめ|停止|ストップ|オフに|オフ|切|解除|やめ|変え|変更)"
_WONDERS = re.compile(
    r"迷[いうっわ]|悩|かどうか|かも(?:し|$)|考え(?:中|て)|検討|どうし|べきか|か(?:わか|分か)ら|だろう|でしょう|気が(?:し|する)"
)
_SUPPOSES = re.compile(
    rf"{_SILENCES}(?:す|され|し|られ)?(?:ると|たら|れば|た(?:場合|とき|時|ら)|る(?:場合|とき|時|に(?:は)?(?:$|どう)))"
    rf"|{_SILENCES}(?:した|る|する)?方(?:法)?|やり方|手順|方法"
)
_AGAINST = re.compile(
    r"(?:止め|とめ|停止し|やめ|再開し|ストップし|オフにし|切ら|変え|変更し)(?:な(?:い|く)|ん(?:で|と|とい)|ずに|んな)"
    r"|(?:止め|とめ|停止する|やめる|止める|変える|送る)(?:の|こと)?(?:は|を)?、?(?:や(?:っぱり?|はり)、?)?(?:なし|無し|やめ|中止|取り?消|キャンセル|だめ|ダメ)"
    r"|ほしく(?:は)?な|欲しく(?:は)?な|たく(?:は)?な|わけ(?:じゃ|では|で)?な|(?:じゃ|では)な(?:い|く)|いけな|(?:て|では|ちゃ)(?:だめ|ダメ|困)"
)
_IS_SO = re.compile(
    r"(?:止め|とめ|停止し|やめ)た.{0,6}のに|(?:届か|来|こ)な"
    r"|(?:た|ました|て(?:い)?(?:る|ます)|とる|とります|届く|届きます|来る|来ます|中(?:です)?|状態(?:です)?)"
    r"(?:よ|ね|な|わ|けど|が|のに|ん(?:だ|です)(?:けど|が|よ|ね)?|の(?:だ|です)(?:けど|が)?|から|ので|みたい(?:です)?|らしい(?:です)?"
    r"|そう(?:です)?|って|と聞きました|はず(?:です)?)*$"
)
_NOT_TO_BE_HAD = re.compile(rf"{DAY}から.{{0,12}}(?:送|届|再開|止|停止|ストップ)")
_OTHERS = re.compile(
    r"人(?!材|的)|(?:の|他|皆)方|みんな|みな(?:さん|に|の)|皆|全(?:員|職員|体)|職員|部下|上司|同僚|[課係部局室]長|課員|メンバー|先輩|後輩|担当"
    r"|さん[のにへはがをも]|様の|彼|うち(?:の|ら)|(?<![全一])[課係部局室班](?:の|に|へ|全体)|チーム|誰|だれ|自分以外|(?:他|ほか)[のに]|各課|庁内"
)
_ELSE = re.compile(
    r"研修|講座|受講|申し?込|予約|参加|登録|エントリー|コース|セミナー|ラーニング|動画|キャンセル|課題|事例|会議"
)
_NAMES_IT = re.compile(NOUN)
_OF_ALL = re.compile(rf"{OF_ALL}|{AS_BEFORE}")


def is_question(text: str) -> bool:
    """A question mark anywhere, also where normalising takes it away; or an end that asks."""
    written = unicodedata.normalize("NFKC", text)
    if not _QUESTION_MARKS.isdisjoint(text) or not _QUESTION_MARKS.isdisjoint(written):
        return True
    return any(_ends_asking(each) for each in (written, normalise(text)))


def _ends_asking(text: str) -> bool:
    return _ASKING_END.search(fold_kana(_WORDLESS_END.sub("", text))) is not None


def asks_for_nothing(text: str) -> bool:
    """A question (but 「止めてもらえますか」), a doubt, the contrary, how it is, what others are to get."""
    heard = normalise(text).replace(" ", "")
    said = _WORDLESS_END.sub("", heard)
    if is_question(text) and not _ASKS_US.search(said):
        return True
    if any(each.search(said) for each in (_WONDERS, _SUPPOSES, _AGAINST, _IS_SO)):
        return True
    if _NOT_TO_BE_HAD.search(with_day_hidden(text).replace(" ", "")):
        return True
    return is_of_something_else(text) or _OTHERS.search(_OF_ALL.sub("", said)) is not None


def is_of_something_else(text: str) -> bool:
    """「研修をやめたい」, and nothing of messages."""
    heard = normalise(text).replace(" ", "")
    return _ELSE.search(heard) is not None and _NAMES_IT.search(heard) is None
