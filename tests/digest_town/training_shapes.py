"""What may be said of training: figures, departments that are behind, and what is held next."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from domain.digest import Part
from tests.digest_town.records import JST, Records, moment
from tests.digest_town.shapes import NUMBER, Pair, Shapes, Told, number
from tests.digest_town.training_counts import (
    BASIC,
    FEWEST,
    LEADERS,
    PROMOTERS,
    QUALIFIED,
    Counts,
    kept_figures,
    percent,
)

TRAINING = Shapes(Part.TRAINING)
_SHARE = r"([\d.]+)%"

# -- figures -------------------------------------------------------------------------------------

_WAS = r"(?:（(?:前年の|前の月末の)(\d+)年(\d+)月(\d+)日は([\d.,]+)(%|名)）)?"


@TRAINING.under(
    "指標",
    rf"({BASIC}|{PROMOTERS})は{_SHARE}（{NUMBER}(?:名|課)／{NUMBER}(?:名|課)）です{_WAS}。",
)
def _share(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    town = Counts(told)
    count, of = town.counted(found[1])
    yield (number(found[3]), number(found[4])), (count, of)
    yield found[2], percent(count, of)
    yield town.is_shown(found[1]), True
    yield from _compared(told, found, 5)


@TRAINING.under("指標", rf"({LEADERS}|{QUALIFIED})は{NUMBER}名（{NUMBER}名のうち）です{_WAS}。")
def _number(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    town = Counts(told)
    yield (number(found[2]), number(found[3])), town.counted(found[1])
    yield town.is_shown(found[1]), True
    yield from _compared(told, found, 4)


def _compared(told: Told, found: re.Match[str], first: int) -> Iterator[Pair]:
    kept = kept_figures(told.records, found[1], today=Counts(told).today)
    if found[first] is None:
        return
    day = date(int(found[first]), int(found[first + 1]), int(found[first + 2]))
    (row,) = (row for kept_on, row in kept if kept_on == day)
    is_share = found[first + 4] == "%"
    value = percent(row["count"], row["total"]) if is_share else f"{row['count']:,.0f}"
    yield found[first + 3], value
    last_year = Counts(told).today - timedelta(days=365)
    is_last_year = last_year - timedelta(days=31) <= day <= last_year
    yield ("（前年の" in found[0], "（前の月末の" in found[0]), (is_last_year, not is_last_year)
    yield is_last_year or day == kept[-1][0], True


@TRAINING.under(
    "受講率の低い部局", rf"(.*)の全職員基礎研修の受講率は{_SHARE}（{NUMBER}名／{NUMBER}名）です。"
)
def _behind(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    town = Counts(told)
    ids = {row["id"] for row in town.people if row["department"] == found[1]}
    count = len(ids & town.basic)
    yield (number(found[3]), number(found[4])), (count, len(ids))
    yield found[2], percent(count, len(ids))
    yield len(ids) >= FEWEST, True
    yield count / len(ids) < len(town.basic) / len(town.people), True


@TRAINING.under(
    "まだ終わっていない必須研修",
    rf"必須の「(.*?)」(（毎年度）)?は、対象{NUMBER}名のうち{NUMBER}名がまだ修了していません。",
)
def _required(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    town = Counts(told)
    asked = "SELECT code, obligation, validity FROM course WHERE name = '{}' AND NOT withdrawn"
    (course,) = told.records.rows(asked.format(found[1]))
    audience = {row["id"] for row in town.people if course["code"] != "K4" or town.is_promoter(row)}
    is_yearly = '"fiscal_year_only": true' in course["validity"]
    yield course["obligation"], "必須"
    yield bool(found[2]), is_yearly
    yield number(found[3]), len(audience)
    yield number(found[4]), len(audience - town.has(course["code"]))
    yield len(audience) >= FEWEST, True


# -- sessions ------------------------------------------------------------------------------------


def _meetings(records: Records) -> list[tuple[datetime, str]]:
    asked = """SELECT c.name, s.starts_at FROM course_session s JOIN course c ON c.id = s.course_id
    WHERE NOT c.withdrawn"""
    found = [(moment(row["starts_at"]).astimezone(JST), row["name"]) for row in records.rows(asked)]
    week = records.until, records.until + timedelta(days=7)
    return [each for each in found if week[0] <= each[0] < week[1]]


@TRAINING.under("これから1週間の研修", r"(\d+)月(\d+)日に「(.*)」があります。")
def _meeting(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    days = {(at.month, at.day, name) for at, name in _meetings(told.records)}
    yield (int(found[1]), int(found[2]), found[3]) in days, True


@TRAINING.under("これから1週間の研修", rf"ほかに{NUMBER}回あります。")
def _more_meetings(told: Told, found: re.Match[str]) -> Iterator[Pair]:
    yield number(found[1]), len(_meetings(told.records)) - 5
