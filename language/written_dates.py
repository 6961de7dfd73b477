"""Dates with numbers: 2026-07-01, 令和8年7月1日, R8.7.1, 20260701, 7/1, 7.1, 10日."""

import re
from calendar import monthrange
from datetime import date

from domain import fiscal_year
from domain.office_dates import era_year
from domain.office_values import Unreadable
from language.date_rule import (
    Meant,
    Rule,
    Standpoint,
    kana,
    month_later,
    no_date,
    no_such_day,
    one_day,
    rule,
)
from language.normalise import fold_kana
from language.numerals import number_of

IN_BRACKETS = r" ?[(\[<] ?[月火水木金土日](?:曜日?)?(?:[・,/]? ?(?:祝日?|休))?[)\]>]"
DAY_OF_WEEK = rf"(?:{IN_BRACKETS}| ?の?[月火水木金土日]曜日?)?"
"""Said beside a date; it adds nothing to it."""

_LETTER_ERA = r"(?<![a-z0-9])[rh]"
YEAR = (
    r"(?:(?P<western>(?<!\d)(?:19|20|21)\d{2}|[一二][〇零一九][〇一二三四五六七八九]{2})"
    rf"|(?P<era>令和?|平成?|昭和?|大正|明治|(?<![a-z0-9])[rhst](?=\.?\d{{1,2}}年)|{_LETTER_ERA})[. ]?"
    rf"(?P<era_year>元|\d{{1,2}}(?!\d)|[一二三四五六七八九十]{{1,3}}))"
)
NAMED_YEARS = {
    "一昨": -2,
    "おとと": -2,
    "昨": -1,
    "去": -1,
    "きょ": -1,
    "前": -1,
    "今": 0,
    "本": 0,
    "同": 0,
    "こと": 0,
    "再来": 2,
    "来": 1,
    "らい": 1,
    "明": 1,
    "翌": 1,
    "次": 1,
}
"""How the words for a year begin, and how far from this one it is."""
NAMED_YEAR = (
    r"(?P<named_year>(?:一昨|昨|去|今|本|再来|来)年(?P<fiscal>度)?|(?:前|明|翌|次)年(?P<only_fiscal>度)"
    rf"|{kana('おととし', 'きょねん', 'ことし', 'らいねん')})"
)

_NOT_BEFORE = r"(?<![\da-z/.:-])"
_FULL = (
    rf"(?<![a-z.-]){YEAR} ?(?:年|[/.-]) ?(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?(?:月|[/.-]) ?"
    rf"(?P<day>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}) ?日?(?!\d|[/-]\d|\.\d|号){DAY_OF_WEEK}"
)
_FRACTION_OF = r"(?:約|およそ|だいたい|残りの?|全体の|職員の|課員の|課の|員の|人の|者の|業務の|時間の|仕事の|作業の|うち|半分?|進捗は?|率は?|割合は?|達成は?|step ?|ステップ|全)"
_IN_PARTS = (
    r"(?:の(?:職員|課員|人[がはをに員数]|者|課[がはでの]|部署|部局|メンバー|量|時間|業務|予算|確率|面積|仕事|作業|工数|件数|回答|同意|"
    r"賛成|自治体|市町村|世帯|住民|社員|全体|書類|割合|評価|補助|負担|価格|割引|縮尺|参加者|受講者|班|係|担当者|データ|ページ|大きさ|サイズ|スペース|コスト|費用|値段|手間|枚数|人数|紙)"
    r"|に(?:減|短|縮|な[っりる]|圧縮|削減|下が|抑|収|届|満)|以上|以下|未満|程度|くらい|ぐらい|ほど|弱|強|しか|だけ|ずつ|にすぎ|を?(?:占|超)|"
    r"[人名件問個本枚点台校冊回]|補助|負担|サイズ|拍子|縮[小尺]|助成|減額|カット|ページ|まで(?:終|完了|減|進|削|圧|でき|来|きた)|(?:が|は)(?:未|まだ|終わ|終え|紙|反対|賛成|非|兼|欠|手作業|女性|男性|できて|使|知))"
)
"""After 2/3: a part of something, and no day."""
_SLASH = rf"{_NOT_BEFORE}(?<![a-z] )(?P<month>\d{{1,2}}) ?/ ?(?P<day>\d{{1,2}})(?![\d/:%]|-\d{{3}}|\.\d|[a-z])"
_MEANS_DATE = (
    rf"(?={IN_BRACKETS}|までに?|迄|締|〆|付|開催|実施|開始|必着|提出|の(?:研修|講座|講習|会|回|セミナー|締|〆|説明)"
    r"|に(?:受|申|参|出|提|行|実|開|あ[るっり]|間|修|合|終|取|完|延|変|予|休))"
)
_DOT = rf"(?<![\da-z/.:-])(?<![a-z] )(?<!ョン)(?<![第約計])(?P<month>\d{{1,2}})\.(?P<day>\d{{1,2}})(?![\d.%]){_MEANS_DATE}"
_HYPHEN = rf"(?<![\da-z/.:-])(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?![\d-]){_MEANS_DATE}"
_COMPACT = (
    r"(?<![\d.a-z-])(?P<digits>(?:19|20)\d{6})(?![\d円件人番点個年a-z-]|\.\d|万)" + DAY_OF_WEEK
)
_ERA_COMPACT = (
    r"(?:(?<![a-z0-9])(?P<era>[rh])|(?P<era_name>令和|平成)) ?(?P<digits>\d{6})(?![\d号番-])"
)
_TWO_DIGIT_YEAR = rf"{_NOT_BEFORE}'?(?P<short_year>\d{{2}})/(?P<month>\d{{1,2}})/(?P<day>\d{{1,2}})(?![\d/]){DAY_OF_WEEK}"
_WITHOUT_ERA = rf"(?<![\d一-龠a-z.])(?P<reiwa>[1-9]|[12]\d)年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日(?![間号目]){DAY_OF_WEEK}"
_FARTHEST_SHORT_YEAR = 10
_DURATION_BEFORE = (
    r"(?<!あと)(?<!残り)(?<!最[大短長低])(?<![約丸第計週各全満\d.,〜/月])(?<!まる)(?<!もう)(?<!たった)(?<!わずか)(?<!月に)"
    r"(?<!年に)(?<!週に)(?<!毎月)(?<!合わせて)(?<!から)(?<!または)(?<!延べ)(?<!人)(?<!所要)(?<!以内)"
)
_DAY_MEANS_DATE = (
    rf"(?:{IN_BRACKETS}|(?= ?[月火水木金土日]曜)[^。]曜日?|(?=までに?(?!か|終|でき|短|減|縮)|迄|付|締|〆|必着|開催|提出|期限|午前|午後|朝|夕|以降|頃|ごろ|あたり"
    r"|なら|って|どう|空|希望|行き|出(?!来)|〜 ?\d|-\d|(?:か|、|・|と) ?\d{{1,2}}日(?!か|間|ほど|で|く|も|分|目)"
    r"|に(?! ?[\d一二三四五六七八九十数何半]|な[るっり]|短|縮|減|及|わた|分け|圧|削|つき|延び|のび)"
    r"|は(?!か|必要|欲|ほし|要|掛|短|長)|が(?:締|〆|期限|いい|良|空|都合|だめ|無理|最終)"
    r"|で(?:お願|いい|良|申|大丈夫|予約|よろ)|を(?:希望|予約|キャンセル|取り?消|第)|から(?!半|\d|数|一|1|た)|や(?=[。、で ]|$)|休|参加|出席|欠席|受講|出ます))"
)
_SAID_ALONE = r"(?:(?<=[はがの:、。 切])|(?<=期限)|(?<=期日)|^)"
_NO_LENGTH = (
    rf"(?:{_DURATION_BEFORE}(?P<day>(?<![\d.])(?:[6-9]|[12]\d|3[01])|(?<![一-龠])(?:[六七八九]|二?十[一-九]?|三十一?))日の(?!間|うち|猶予|余裕|短)"
    rf"|{_SAID_ALONE}(?P<alone>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日(?:の(?=\d|回|会|件|ほう|方|やつ|分|午|朝|夕|夜|枠)|(?=[、。?!]|です|でした|だ(?!け)|$)))"
)
"""25日の研修 names a day where 3日の研修 says how long it is."""
_DAY_OF_MONTH = rf"{_DURATION_BEFORE}(?P<day>(?<![\d.])\d{{1,2}}|(?<![一-龠])[一二三四五六七八九十]{{1,3}})日{_DAY_MEANS_DATE}"
_ONE_DAY_LONG = r"(?:(?<!\d)1|(?<![二三十])一)日(?:の(?!午|朝|夕)|、|。|$|は|も|あたり|にし(?:た|て|まし|よう)|に(?:短|縮|減))"
"""A day's length more often than the first of a month."""


def year_of(match: re.Match[str], at: Standpoint) -> int | None:
    """The calendar year that is said; None where none is. Raises Unreadable."""
    said = match.groupdict()
    if western := said.get("western"):
        return number_of(western)
    if era := said.get("era"):
        era_number = said["era_year"]
        count = era_number if era_number == "元" else str(number_of(era_number))
        return era_year(era, count, written=match[0])
    if named := said.get("named_year"):
        return _base(said, at) + named_offset(named)
    return None


def named_offset(words: str) -> int:
    """How many years 来年, 去年度, おととし are from this one."""
    heard = fold_kana(words)
    return next(years for name, years in NAMED_YEARS.items() if heard.startswith(name))


def _base(said: dict[str, str | None], at: Standpoint) -> int:
    return (
        fiscal_year.fiscal_year(at.today)
        if said.get("fiscal") or said.get("only_fiscal")
        else at.today.year
    )


def day_in_month(year: int, month: int, day: int, *, words: str) -> Meant:
    """Raises Unreadable."""
    try:
        return one_day(date(year, month, day))
    except ValueError:
        raise no_such_day(words) from None


def month_day(month: int, day: int, at: Standpoint, *, words: str) -> Meant:
    """Of the nearest year. Raises Unreadable."""
    try:
        return one_day(at.nearest(lambda year: date(year, month, day)))
    except ValueError:
        raise no_such_day(words) from None


def _full(match: re.Match[str], at: Standpoint) -> Meant:
    year = year_of(match, at)
    assert year is not None  # noqa: S101 - the pattern has one
    month, day = number_of(match["month"]), number_of(match["day"])
    return day_in_month(year, month, day, words=match[0])


def _short(match: re.Match[str], at: Standpoint) -> Meant:
    return month_day(number_of(match["month"]), number_of(match["day"]), at, words=match[0])


def _slash_with_year(match: re.Match[str], at: Standpoint) -> Meant:
    year = year_of(match, at)
    if year is None:
        return _short(match, at)
    month, day = int(match["month"]), int(match["day"])
    if (match.groupdict().get("fiscal") or match.groupdict().get("only_fiscal")) and month < 4:
        year += 1
    return day_in_month(year, month, day, words=match[0])


_OF_A_TRAINING = re.compile(
    r"(?:の|に|、| )[^、。\d]{0,16}?(?:研修|講座|講習|セミナー|ワークショップ|訓練|演習|入門|基礎|応用|実践|初級|中級|上級|説明会)(?!済|を?受け(?:た|て)|は?未)"
)


def _part_or_day(match: re.Match[str], at: Standpoint) -> Meant | None:
    """2/3の職員 is a part; 7/1のデータ活用研修, and what is more than a whole, is a day."""
    is_part = int(match["month"]) <= int(match["day"])
    if is_part and not _OF_A_TRAINING.match(match.string, match.end("day")):
        return None
    return _short(match, at)


def _dotted(match: re.Match[str], at: Standpoint) -> Meant | None:
    """7.1; a number with a decimal point where no such day is."""
    try:
        return _short(match, at)
    except Unreadable:
        return None


def _two_digit_year(match: re.Match[str], at: Standpoint) -> Meant | None:
    year = 2000 + int(match["short_year"])
    if abs(year - at.today.year) > _FARTHEST_SHORT_YEAR:
        return None
    return day_in_month(year, int(match["month"]), int(match["day"]), words=match[0])


def _without_era(match: re.Match[str], at: Standpoint) -> Meant | None:
    """8年7月1日 is of 令和, 26年7月1日 of this century; None where neither is near."""
    count = int(match["reiwa"])
    years = (era_year("令和", str(count), written=match[0]), 2000 + count)
    year = min(years, key=lambda year: abs(year - at.today.year))
    if abs(year - at.today.year) > _FARTHEST_SHORT_YEAR:
        return None
    return day_in_month(year, int(match["month"]), int(match["day"]), words=match[0])


def _compact(match: re.Match[str], _at: Standpoint) -> Meant | None:
    digits = match["digits"]
    try:
        return one_day(date(int(digits[:4]), int(digits[4:6]), int(digits[6:])))
    except ValueError:
        return None


def _era_compact(match: re.Match[str], _at: Standpoint) -> Meant | None:
    """R080701; None where no such day is."""
    digits = match["digits"]
    try:
        year = era_year(match["era"] or match["era_name"], digits[:2], written=match[0])
        return one_day(date(year, int(digits[2:4]), int(digits[4:])))
    except (Unreadable, ValueError):
        return None


def _past_day_of_month(day: int, today: date) -> date:
    """``day`` 1 to 31, in the last month that has it up to today."""
    months = (month_later(today.year, today.month, before) for before in (0, -1, -2))
    return next(
        date(year, month, day)
        for year, month in months
        if day <= monthrange(year, month)[1] and date(year, month, day) <= today
    )


def _day_of_month(match: re.Match[str], at: Standpoint) -> Meant | None:
    """The nearest day of that number. Raises Unreadable where the month it falls in has none."""
    said = match.groupdict()
    day, (year, month) = number_of(said["day"] or said["alone"]), (at.today.year, at.today.month)
    if day > 31 and (said["alone"] or not match[0][0].isdecimal()):
        return None  # 50日, 五十日までに: a length
    if not 1 <= day <= 31:
        raise no_such_day(match[0])
    if at.is_report:
        return one_day(_past_day_of_month(day, at.today))
    if day < at.today.day:
        year, month = month_later(year, month, 1)
    if day > monthrange(year, month)[1]:
        raise Unreadable(
            f"{month}月に{day}日はありません。「12月1日」のように月から送ってください。"
        )
    return one_day(date(year, month, day))


RULES: tuple[Rule, ...] = (
    rule(_FULL, _full),
    rule(rf"{_FRACTION_OF}\d{{1,2}}/\d{{1,2}}(?![\d/])", no_date),
    rule(rf"{_SLASH}(?= ?{_IN_PARTS})", _part_or_day),
    rule(rf"{_NOT_BEFORE}\d{{1,2}}/\d{{3}}(?![\d/]) ?{_IN_PARTS}", no_date),
    rule(rf"{_NOT_BEFORE}\d{{1,2}}/\d{{1,3}} ?(?:の?満点|点|の確率)", no_date),
    rule(rf"(?:{NAMED_YEAR}の?)?{_SLASH}{DAY_OF_WEEK}", _slash_with_year),
    rule(_DOT, _dotted),
    rule(_HYPHEN, _dotted),
    rule(_TWO_DIGIT_YEAR, _two_digit_year),
    rule(_COMPACT, _compact),
    rule(rf"{_ERA_COMPACT}{DAY_OF_WEEK}", _era_compact),
    rule(_ONE_DAY_LONG, no_date),
    rule(_DAY_OF_MONTH, _day_of_month),
    rule(_NO_LENGTH, _day_of_month),
    rule(_WITHOUT_ERA, _without_era),
)
