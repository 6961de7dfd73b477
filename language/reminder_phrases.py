"""The closed wordings of a wish about the weekly message: what is done at once.

Stopping it is not seen before it is missed. So a message is done at once only where all of it is the
request, from the first word to the last; whatever says more, or less, is asked back.
"""

import re

from language.clock_times import TIME
from language.last_days import DAY, day_hidden
from language.normalise import normalise
from language.reminder_manner import is_question
from language.reminder_patterns import AS_BEFORE, NOUN, OF_ALL, SENDS, WEEKDAY, bare

LONGEST = 60
"""Characters. Who asks for this alone says it shortly."""

_LEAD = (
    r"(?:(?:はい|うん|あの|えっと|じゃあ?|では|それでは|やっぱり?|やはり|とりあえず|悪いけど|悪いんだけど|できれば|できたら|可能なら|可能であれば"
    r"|ひとまず|ごめん|あと|それと|今後は?|これからは?|今度からは?|次からは?)[、。!ー〜…]?){0,3}"
)
_WHOSE = (
    r"(?:(?:この|その|毎週の|毎週来る|週[1一]回?の|研修の|受講の|自分(?:宛|あて)?(?:への|の)|(?:私|わたし|僕|俺)(?:宛て?|あて)?(?:への|の)"
    r"|かけはし(?:から)?の|botの|ボットの|slackの|teamsの|今後の|これからの){0,2})"
)
_TOPIC = (
    rf"(?:{_WHOSE}{NOUN}(?:の?(?:配信|曜日と時刻|曜日|時刻|時間|設定))?(?:だけ)?"
    r"(?:を|は|が|も|ば|って|の件(?:ですが)?|について(?:ですが)?)?、?)"
)
_GLAD = r"(?:助かる|助かります|(?:嬉|うれ)しい(?:です)?|あり(?:がた|難)い(?:です)?|幸い(?:です)?|と存じます)"
_PLEASE = (
    r"(?:(?:ください|下さい)(?:ませ|ね|な|よ)?"
    r"|(?:ほしい|欲しい)(?:です|んです|な|わ|ねん|んや|けん|っす|と思います|と思っています)?"
    r"|(?:もらい|いただき|頂き)たい(?:です|んです|な|と思います|と思っています)?|(?:もらい|いただき|頂き)たく(?:存じます|思います)?"
    rf"|(?:もらえ|いただけ|頂け|くれ|くださ)(?:る|ます|れ|まし)?(?:と|たら|ば){_GLAD}"
    r"|くれ(?:や|よ|な)?|ちょうだい(?:な|ね|よ)?|頂戴|おくれ(?:やす)?|けろ|けれ|くんろ|けさい|つか(?:あ|ー)?さい|ごせ|ごしない|おくんなはれ"
    r"|もらって|もろて|や|な|ね|よ(?:な|ね)?)?"
)
_WISH_END = r"(?:です|んです|な|わ|ねん|んや|けん|っす|と思います)?"
_KIND = (
    r"(?:(?:よろしく|宜しく)(?:お願い|おねがい|お願)?(?:し|いたし|致し|申し上げ)?(?:ます|です|な|ね)?"
    r"|(?:お願い|おねがい)(?:(?:し|いたし|致し|申し上げ)ます|です|ね|な|や)?|頼[むみ](?:ます|わ|ね|よ)?|頼んます|たのむ(?:わ)?"
    r"|すみません|すまん|ごめん(?:なさい|ね)?|申し訳(?:ありません|ないです)|ありがとう(?:ございます)?|助かり?(?:る|ます))"
)
_PUNCTUATION = r"(?:[。!、.〜ー…・]|m?\([_^・;.m]{1,6}\)m?|\^\^;?|\(?笑\)?|w)"
_TAIL = rf"{_PUNCTUATION}{{0,8}}(?:{_KIND}{_PUNCTUATION}{{0,8}}){{0,2}}"

_TE = r"(?:て(?:おいて)?|といて|とって)"
_STOP_TE = rf"お?(?:止め|とめ){_TE}|(?:停止|ストップ)し{_TE}|お止め(?=ください|下さい)"
_STOP_TE_NAMED = rf"(?:解除|オフに|無効に|中止|休止)し{_TE}|切って(?:おいて)?|切っといて|やめ{_TE}"
_SEND_NOT = (
    rf"{SENDS}"
    r"(?:ないで|んで|んといて|んとって|(?:ない|ん)ように(?:して)?|な(?:くて|んで)(?:いい|よい|結構|大丈夫)(?:です)?(?:から)?(?=[よわね]|$|[。!、(]))"
)
_STOP_TAI = rf"(?:お?(?:止め|とめ)|(?:停止|ストップ)し)たい{_WISH_END}"
_STOP_TAI_NAMED = rf"(?:やめ|切り|(?:解除|オフに|中止|休止)し)たい{_WISH_END}"
_STOP_NOUN = (
    rf"(?:停止|ストップ|休止|オフ)(?:で(?:、?{_KIND})?|を?(?:希望(?:です|します)?|{_KIND}))"
)
_NOT_NEEDED = (
    r"(?:いら(?:ない|ん)|要ら(?:ない|ん)|(?:いり|要り)ません|不要|必要(?:ない|ありません))"
    r"(?:です|だ|よ|わ|から|です(?:よ|から))?"
)
_STOPS = rf"(?:(?:{_STOP_TE}|{_SEND_NOT}){_PLEASE}|{_STOP_TAI}|{_STOP_NOUN})"
_STOPS_NAMED = (
    rf"(?:(?:{_STOP_TE}|{_STOP_TE_NAMED}|{_SEND_NOT}){_PLEASE}"
    rf"|{_STOP_TAI}|{_STOP_TAI_NAMED}|{_STOP_NOUN})"
)

_SENDING = (
    rf"(?:(?:送って|送信して|届けて)(?:おいて)?{_PLEASE}|届くように(?:して{_PLEASE}|お願いします))"
)
_SETTING = (
    rf"(?:(?:して|変えて|替えて|変更して|ずらして|移して|設定して|知らせて|お知らせして|通知して|再設定して){_PLEASE}"
    rf"|(?:変え|替え|変更し|ずらし|移し|し)たい{_WISH_END}|(?:いい|よい)(?:です|な)?|希望(?:です|します)?|変更(?:で|を)?{_KIND}|{_KIND})"
)
_TIME = rf"(?:{bare(TIME)}(?:頃|ごろ)?)"
_DAY_AND_TIME = rf"(?:{bare(WEEKDAY)}の?、?{_TIME}?)"
_EVERY_WEEK = rf"毎週の?[月火水木金土日](?:曜日?)?の?、?{_TIME}?"
_TO = r"(?:に|で|が|へ)?"
_NEW_TIME = (
    rf"{_EVERY_WEEK}(?:[にで]|{_TO}{_SENDING}|{_TO}{_SETTING})?"
    rf"|(?:{_DAY_AND_TIME}|(?:毎週の?)?{_TIME}){_TO}{_SENDING}"
)
_NEW_TIME_NAMED = (
    rf"{_EVERY_WEEK}(?:[にで]|{_TO}{_SENDING}|{_TO}{_SETTING})"
    rf"|(?:{_DAY_AND_TIME}|(?:毎週の?)?{_TIME}){_TO}(?:{_SENDING}|{_SETTING})"
)
_AGAIN = rf"また{_TOPIC}?(?:(?:送って|送信して|届けて|通知して|知らせて){_PLEASE}|送る)"
_AGAIN_NAMED = (
    rf"(?:再開(?:して{_PLEASE}|したい{_WISH_END}|(?:で|を)?{_KIND}|希望(?:です|します)?)|オンに(?:して|戻して){_PLEASE}"
    rf"|の?(?:停止|休止|ストップ|オフ|ミュート)を?(?:解除して|やめて){_PLEASE})"
)
_STOPPED_AGAIN = rf"止めて(?:い)?た{_TOPIC}(?:また(?:送って|届けて)|再開して){_PLEASE}"
_BACK = (
    rf"(?:{OF_ALL}(?:に(?:して|戻して|変えて|合わせて){_PLEASE}|に(?:し|戻し)たい{_WISH_END}|[にで]{_KIND}|が(?:いい|よい)(?:です|な)?)"
    rf"|{AS_BEFORE}(?:して{_PLEASE}|したい{_WISH_END}))"
)

_UNNAMED = (
    rf"もう{_TOPIC}?{_SEND_NOT}{_PLEASE}|もう{_TOPIC}{_NOT_NEEDED}|もう{_TOPIC}?送らない"
    rf"|{_NEW_TIME}|{_AGAIN}|{_STOPPED_AGAIN}"
)
_NAMED = (
    rf"{_STOPS_NAMED}|もう、?(?:{_SEND_NOT}{_PLEASE}|{_NOT_NEEDED})"
    rf"|{_NEW_TIME_NAMED}|{_AGAIN}|{_AGAIN_NAMED}|{_BACK}"
)
_WISH = re.compile(rf"{_LEAD}(?:{_UNNAMED}|{_TOPIC}{_LEAD}(?:{_NAMED})){_TAIL}")

_UNTIL = rf"{DAY}(?:まで|いっぱい|いっぱいまで|の間|間)は?、?"
_FROM_NOW = rf"{DAY}(?:いっぱい|間)?は?、?"
_WISH_UNTIL, _WISH_FROM_NOW = (
    re.compile(
        rf"{_LEAD}(?:{when}(?:{_STOPS}|止める)|{_TOPIC}{_LEAD}{when}(?:{_STOPS_NAMED}|止める|{_NOT_NEEDED})"
        rf"|{when}{_TOPIC}(?:{_STOPS_NAMED}|止める|{_NOT_NEEDED})){_TAIL}"
    )
    for when in (_UNTIL, _FROM_NOW)
)
_UNSAID = re.compile(rf"{_LEAD}(?:もう、?)?(?:{_STOPS_NAMED}|{_NOT_NEEDED}){_TAIL}")
"""「止めて」「もういらない」: of what, and for how long, is left open."""


def says_wish(text: str) -> bool:
    """Whether the message is such a wish and nothing else, whatever a model thinks of it."""
    if len(text) > 4 * LONGEST or is_question(text):
        return False
    heard = _heard(text)
    return len(heard) <= LONGEST and (_WISH.fullmatch(heard) is not None or _says_until(text))


def of_reminders(text: str) -> str | None:
    """「元に戻して」「木曜にして」, said of the weekly message: as a wish. 「止めて」 stays as it is, and is
    asked back. None for what is no wish even then, and for what says by itself that it is.
    """
    if says_wish(text) or is_question(text):
        return None
    heard = _heard(text)
    if _UNSAID.fullmatch(heard):
        return text
    named = f"お知らせを{heard}"
    return named if says_wish(named) else None


def is_put_back_unnamed(text: str) -> bool:
    """「元に戻して」: of what, only what was spoken about last can tell."""
    return (named := of_reminders(text)) is not None and _PUT_BACK.search(named) is not None


_PUT_BACK = re.compile(_BACK)


def _says_until(text: str) -> bool:
    hidden = day_hidden(text)
    heard = hidden.text.replace(" ", "")
    if _WISH_UNTIL.fullmatch(heard):
        return not hidden.is_from_a_day
    return hidden.is_from_now and _WISH_FROM_NOW.fullmatch(heard) is not None


def _heard(text: str) -> str:
    return normalise(text).replace(" ", "")
