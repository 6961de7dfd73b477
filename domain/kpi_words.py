"""What each KPI means, in words that stand beside every figure of it, and where the policy names it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.case_totals import BASIS
from domain.kpi import (
    FEWEST_SHOWN,
    UNKNOWN_HOURS,
    Figure,
    Kpi,
    Reading,
    few_words,
    number_words,
    percent_words,
)
from domain.policy import Policy, Source, Statement

HIDDEN = f"{FEWEST_SHOWN}人未満のため非表示"
HIDING = (
    f"対象が{FEWEST_SHOWN}人未満の区分は、だれのことか分かるため数を示しません。"
    "引き算で分かる区分も、合わせて示しません。"
)


@dataclass(frozen=True, slots=True)
class Definition:
    """``numerator`` of ``denominator``, which some counts have none of."""

    numerator: str
    denominator: str = ""
    remark: str = ""


_STAFF = "基準日に在職する職員"
DEFINITIONS: Mapping[Kpi, Definition] = {
    Kpi.BASIC: Definition(
        "全職員基礎研修をすべて修了し、その修了がいまも有効な職員",
        _STAFF,
        "全職員基礎研修は、研修一覧で「必須」かつ対象が全職員の研修です。"
        "毎年度受け直す研修は4月に0へ戻るため含めず、講座別に示します。",
    ),
    Kpi.COURSE: Definition(
        "その講座を修了し、その修了がいまも有効な職員",
        "その講座の対象の職員",
        "有効期間が「毎年度」の講座は、その年度の修了だけを数えます。申告中と欠席は数えません。",
    ),
    Kpi.PROMOTERS: Definition(
        "DX推進員が1名以上いる課",
        "名簿にあるすべての課",
        "どの課が「主要」かは名簿から分からないため、すべての課を数えています。"
        "部局長のように課に属さない職は含みません。休職・育休中のDX推進員は数えません。",
    ),
    Kpi.LEADERS: Definition(
        "DX案件を1件以上リードした（している）職員",
        _STAFF,
        "受講記録の「案件」に、主担当として登録されたものを数えます。",
    ),
    Kpi.STAGE: Definition(
        "その段階か、さらに上の段階にいる職員",
        "その人材区分の職員",
        "段階ごとの条件（スキル、リードの期間と件数、後進指導）は育成方針の定めによります。",
    ),
    Kpi.SKILLS: Definition(
        "習得しているスキルの延べ数",
        "その人材区分に求められるスキルの延べ数（スキル数×人数）",
        "スキルは、有効な修了と有効期限内の資格で習得したものとします。",
    ),
    Kpi.HEADCOUNT: Definition("その人材区分の在職者の数"),
    Kpi.QUALIFIED: Definition(
        "有効期限内の資格を持つ職員", _STAFF, "複数の資格を持つ職員も、合計では1名です。"
    ),
    Kpi.HOURS: Definition("公開した改善事例で減った時間の合計", remark="".join(BASIS)),
    Kpi.ADOPTED: Definition(
        "「うちでもやった」と登録した、ほかの課の数",
        remark="同じ事例は1つの課につき1件です。取り下げた事例の分は含みません。",
    ),
}


def definition_sentence(kpi: Kpi) -> str:
    """「修了した職員」÷「対象の職員」."""
    definition = DEFINITIONS[kpi]
    if not definition.denominator:
        return definition.numerator
    if kpi.is_share:
        return f"「{definition.numerator}」÷「{definition.denominator}」"
    return f"{definition.numerator}の数（{definition.denominator}のうち）"


_NAMED_BY_POLICY = {
    Kpi.BASIC: "受講率",
    Kpi.COURSE: "受講率",
    Kpi.PROMOTERS: "配置率",
    Kpi.LEADERS: "案件リード",
    Kpi.SKILLS: "スキル到達度",
}
"""A word by which the policy's own list of KPIs is recognised."""


def kpi_of(policy: Policy, kpi: Kpi) -> Statement | None:
    """Where the policy names it as one of its KPIs; None where it does not."""
    word = _NAMED_BY_POLICY.get(kpi)
    return next((kpi for kpi in policy.kpis if word and word in kpi.name), None)


def source_of(policy: Policy, kpi: Kpi) -> Source | None:
    named = kpi_of(policy, kpi)
    return named.source if named else None


def figure_name(figure: Figure) -> str:
    """「DX推進員 Step2」「総務部」: what tells it from the others of its KPI."""
    series = figure.series
    about = figure.label or series.about
    return " ".join(filter(None, (about, series.part, series.department))) or "全体"


def figure_words(figure: Figure) -> str:
    """「87.5%（140名／160名）」「1,234時間」."""
    if figure.is_hidden:
        return HIDDEN
    if figure.of == 0:
        return "対象者なし"
    unit, count = figure.series.kpi.unit, number_words(figure.count)
    if figure.share is None:
        return f"{count}{_other_unit(figure) or unit}"
    if not figure.series.kpi.is_share:
        return f"{count}{unit}（{figure.of:,}{unit}のうち）"
    return f"{percent_words(figure.share)}（{count}{unit}／{figure.of:,}{unit}）"


def value_words(value: float, *, is_share: bool, unit: str) -> str:
    """「87.5%」「12名」."""
    return percent_words(value) if is_share else f"{number_words(value)}{unit}"


def _other_unit(figure: Figure) -> str:
    return "件" if figure.series.about == UNKNOWN_HOURS else ""


def excluded_words(reading: Reading) -> str:
    """「休職・育休の職員（受講できないため）12名」, of all reasons; empty where nobody is excluded."""
    return "、".join(f"{reason} {few_words(count)}" for reason, count in reading.excluded)


def scope_sentences(reading: Reading) -> Iterator[str]:
    """Who counts, and who does not and why."""
    yield f"数えた職員は{few_words(reading.people)}です（基準日に在職）。"
    if reading.excluded:
        yield f"除いた職員：{excluded_words(reading)}。"
