"""Figures for the examples of the KPI cards: no card of its own."""

from dataclasses import replace
from datetime import date

from domain.kpi import Figure, Kpi, Reading, Series
from domain.kpi_count import ON_LEAVE
from domain.kpi_target import Standing, standings
from domain.policy import Policy, Skill, Source, Stage, StageRule, TalentType, Target

TODAY = date(2026, 11, 20)
_HERE = Source(document="区市町村デジタル人材育成方針", section="第5章 1")
_STAFF = "一般行政職員"


def _figure(kpi: Kpi, count: float, of: int | None = None, **series: str) -> Figure:
    """Of people, where it is of any."""
    is_of_people = kpi not in (Kpi.PROMOTERS, Kpi.HOURS, Kpi.ADOPTED)
    label = series.pop("label", "")
    people = of if is_of_people else None
    return Figure(series=Series(kpi, **series), count=count, of=of, people=people, label=label)


_RAW = Reading(
    as_of=TODAY,
    figures=(
        _figure(Kpi.BASIC, 148, 230),
        _figure(Kpi.BASIC, 61, 80, department="総務部"),
        _figure(Kpi.BASIC, 2, 4, department="会計課"),
        _figure(Kpi.BASIC, 70, 120, department="福祉部"),
        _figure(Kpi.BASIC, 15, 26, department="市民部"),
        _figure(Kpi.COURSE, 210, 230, about="SEC-01", label="情報セキュリティ研修（年次）"),
        _figure(Kpi.COURSE, 3, 4, about="DIR-01", label="DX統括リーダー研修"),
        _figure(Kpi.PROMOTERS, 18, 24),
        _figure(Kpi.LEADERS, 12, 230),
        _figure(Kpi.STAGE, 96, 190, about=_STAFF, part="Step2"),
        Figure(series=Series(Kpi.SKILLS, "全庁情報システム担当"), count=41, of=72, people=6),
        _figure(Kpi.QUALIFIED, 31, 230),
        _figure(Kpi.HOURS, 1234.5),
        _figure(Kpi.ADOPTED, 17),
    ),
    people=230,
    excluded=((ON_LEAVE, 9),),
    basics=("自分ごとのDX（DX基礎研修）",),
)
READING = _RAW.shown()


def _month_end(day: date, done: int) -> Reading:
    figure = _figure(Kpi.BASIC, done, 228)
    return replace(READING, as_of=day, figures=(figure,))


HISTORY = (
    _month_end(date(2026, 4, 30), 96),
    _month_end(date(2026, 5, 31), 104),
    _month_end(date(2026, 6, 30), 113),
    _month_end(date(2026, 7, 31), 120),
    _month_end(date(2026, 8, 31), 127),
    _month_end(date(2026, 9, 30), 136),
    _month_end(date(2026, 10, 31), 143),
)
POLICY = Policy(
    id="example",
    name="かけはし市デジタル人材育成方針",
    organization="かけはし市",
    talent_types=(TalentType(name=_STAFF, source=_HERE),),
    skills=(Skill(name="DX基礎", definition="", source=_HERE),),
    stages=(
        Stage(talent_type=_STAFF, stage="Step2", definition="", rule=StageRule(), source=_HERE),
    ),
    targets=(
        Target(
            talent_type=_STAFF,
            measure="基礎研修の受講率",
            value=100,
            unit="%",
            counted_by="basic_training",
            source=_HERE,
        ),
        Target(
            talent_type=_STAFF,
            measure="Step2に到達した職員の割合",
            value=50,
            unit="%",
            counted_by="stage_share",
            part="Step2",
            source=_HERE,
        ),
        Target(
            talent_type="DX推進員",
            measure="庁内で育成する人数",
            value=None,
            unit="名",
            counted_by="people",
            source=_HERE,
        ),
    ),
)
STANDINGS: tuple[Standing, ...] = standings(POLICY, READING, HISTORY)
