"""How often something happens, as people write it: 「月600件」「６００」「1日30件」「年1万2千件くらい」."""

import re

from language.case_numbers import Amount, NotRead, Per, plain, times_in

_PERIODS = (
    (Per.MONTH, r"毎月|月間|月平均|1か月|ひと月|月"),
    (Per.YEAR, r"毎年|年間|1年間?|年度?"),
    (Per.WEEK, r"毎週|週間|1週間|週"),
    (Per.DAY, r"毎日|1日|毎朝|毎夕|日"),
)
_BEFORE = "|".join(f"(?P<{per.name}>{words})" for per, words in _PERIODS)
_OFTEN = re.compile(
    rf"(?:(?:{_BEFORE})(?:あたり|当たり|につき|ごと|に|で|の|平均)?、?)?"
    r"(?:約|およそ|だいたい|大体|平均で?|合計で?)?"
    r"(?P<number>\d+(?:\.\d+)?)(?P<scale>万|千)?(?:(?P<rest>\d+)|(?P<rest_thousands>\d)千)?"
    r"\s*(?P<unit>件|枚|通|冊|回|人|名|本|筆)"
    r"(?:[/／](?P<behind>か?月|年|週|日))?"
)
_BARE = re.compile(r"(?P<number>\d+)")
_NOTHING = re.compile(r"(?:なし|無し|ない|不明|未記入|わから?ない|分から?ない|-|ー|\?)?。?")
_ENDING = re.compile(r"(?:くらい|ぐらい|程度|ほど|前後|です|以上|。)+$")
_BEHIND = {"月": Per.MONTH, "か月": Per.MONTH, "年": Per.YEAR, "週": Per.WEEK, "日": Per.DAY}
_SCALES = {"万": 10_000.0, "千": 1_000.0}
_LARGEST = 1_000_000


def times_typed(words: str) -> int | None:
    """件 in a month; None of nothing, or of what is not known. Raises NotRead."""
    text = re.sub(r"[ \t\u3000]+", "", plain(words))
    if _NOTHING.fullmatch(text):
        return None
    text = _ENDING.sub("", text)
    if bare := _BARE.fullmatch(text):
        return _kept(float(bare["number"]))
    found = _OFTEN.fullmatch(text)
    if found is None:
        raise NotRead
    monthly = _amount(found).monthly(unsaid=Per.MONTH)
    return _kept(monthly or 0.0)


def times_said(text: str) -> int | None:
    """件 in a month that a sentence says; only where it says how often."""
    for found in _OFTEN.finditer(plain(text)):
        monthly = _amount(found).monthly() if found["unit"] in ("件", "枚", "通", "冊") else None
        if monthly is not None and monthly <= _LARGEST:
            return _kept(monthly)
    return None


def hours_said(text: str) -> float | None:
    """Hours in a month that a sentence says; only where it says how often."""
    monthly = (amount.monthly() for amount in times_in(plain(text)))
    minutes = next((each for each in monthly if each is not None), None)
    return None if minutes is None else minutes / 60


def _amount(found: "re.Match[str]") -> Amount:
    value = float(found["number"]) * _SCALES.get(found["scale"] or "", 1.0)
    value += float(found["rest"] or 0) + 1_000 * float(found["rest_thousands"] or 0)
    said = next((per for per, _ in _PERIODS if found[per.name]), Per.UNSAID)
    per = _BEHIND[found["behind"]] if found["behind"] else said
    return Amount(value, per, found.start(), found.end())


def _kept(monthly: float) -> int:
    if monthly > _LARGEST:
        raise NotRead
    return max(round(monthly), 1) if monthly > 0 else 0
