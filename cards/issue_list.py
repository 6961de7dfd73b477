"""課題一覧: some at a time, with what narrows them down, and which have been left."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from cards.elements import (
    Bold,
    Button,
    Buttons,
    Card,
    ChoiceField,
    Element,
    Form,
    Heading,
    Option,
    TextField,
    note,
    paragraph,
)
from cards.example_issues import ISSUE, SHORT, STAGES
from cards.example_measures import MEASURE
from cards.example_values import NOW
from cards.issue import show_button
from cards.issue_belongs import measure_button
from cards.issue_draft import RAISE
from cards.issue_groups import GROUPS
from domain.dx_measure import DxMeasure
from domain.issue import Issue, IssueState
from domain.issue_board import TOPIC_LENGTH, IssueFilter
from domain.stalled import days_untouched, is_stalled

AT_A_TIME = 6
ALL = "-"
"""Teams lets nobody take a choice back."""
_OPEN_ONES, _ALL_STATES = "解決していないもの", "すべて"
ANY_STATE = "any"
_EXPORT = Button("課題をExcelで", "issue.export")


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuePage:
    """``page`` from 0 of ``count`` issues in all. ``args``: of a button that shows the same again."""

    issues: Sequence[Issue]
    count: int
    page: int
    wanted: IssueFilter
    args: Mapping[str, str]
    own_args: Mapping[str, str] = field(default_factory=dict)
    """Of a button that shows what is of the reader's own section, or of the department they head."""
    measures: Sequence[DxMeasure] = ()
    """Those that nobody has dealt with either, where stalled ones are asked for."""


def issue_list_card(shown: IssuePage, *, now: datetime, which: str = "") -> Card:
    """``which``: asked for something else, which has to be chosen here."""
    said = _said(shown.wanted)
    count = f"{shown.count}件あります。" if shown.count else "課題はありません。"
    line = f"{said}：{count}"
    return Card(
        "課題一覧",
        (
            *([paragraph(Bold(which))] if which else []),
            paragraph(line),
            *(element for issue in shown.issues for element in _line(issue, now=now)),
            *_place(shown),
            *_measures(shown.measures, now=now),
            Buttons(tuple(_ways_on(shown))),
        ),
        summary=f"課題一覧（{said}）：{count}",
    )


def _said(wanted: IssueFilter) -> str:
    """「福祉部、対応中」: a stage has a 「・」 of its own."""
    state = wanted.state.value if wanted.state else ""
    which = _ALL_STATES if wanted.is_any_state else state or _OPEN_ONES
    stalled = "30日以上動きがないもの" if wanted.is_stalled else ""
    topic = f"「{wanted.topic}」のあるもの" if wanted.topic else ""
    return "、".join(
        filter(None, (wanted.department, wanted.section, topic, which, wanted.stage, stalled))
    )


def _line(issue: Issue, *, now: datetime) -> Iterator[Element]:
    stage = f"、{issue.standing.stage}" if issue.standing.stage else ""
    left = f"、{days_untouched(issue, now=now)}日動きなし" if is_stalled(issue, now=now) else ""
    yield paragraph(
        Bold(f"#{issue.number}　{issue.text.title}"),
        f"\n{issue.place}、{issue.standing.state}{stage}{left}",
    )
    yield Buttons((show_button(issue),))


def _place(shown: IssuePage) -> Iterator[Element]:
    if shown.count > len(shown.issues) > 0:
        first = shown.page * AT_A_TIME + 1
        last = first + len(shown.issues) - 1
        place = f"{first}〜{last}件目" if last > first else f"{first}件目"
        yield note(f"{place}を表示しています。")


def _measures(measures: Sequence[DxMeasure], *, now: datetime) -> Iterator[Element]:
    if not measures:
        return
    yield Heading(f"30日以上動きがない施策（{len(measures)}件）")
    for each in measures[:AT_A_TIME]:
        days = days_untouched(each, now=now)
        yield paragraph(
            Bold(f"{each.label}　{each.text.name}"),
            f"\n{each.text.lead_department}、{days}日動きなし",
        )
        yield Buttons((measure_button(each),))


def _ways_on(shown: IssuePage) -> Iterator[Button]:
    wanted = shown.wanted
    if (shown.page + 1) * AT_A_TIME < shown.count:
        yield Button("もっと見る", "issue.list", {**shown.args, "page": str(shown.page + 1)})
    if shown.page:
        yield Button("前へ", "issue.list", {**shown.args, "page": str(shown.page - 1)})
    if wanted != IssueFilter():
        yield Button("すべての部署の課題", "issue.list")
    if shown.own_args and not _is_of(wanted, shown.own_args):
        whose = "課" if "section" in shown.own_args else "部局"
        yield Button(f"うちの{whose}の課題", "issue.list", shown.own_args)
    if not wanted.is_stalled:
        yield Button("止まっているもの", "issue.list", {**shown.args, "stalled": "yes"})
    yield Button("絞り込む", "issue.ask_filter", shown.args, opens_form=True)
    yield RAISE
    yield GROUPS
    yield _EXPORT


def _is_of(wanted: IssueFilter, args: Mapping[str, str]) -> bool:
    place = {"department": wanted.department, "section": wanted.section}
    return all(args.get(name, "") == value for name, value in place.items())


def filter_form(
    wanted: IssueFilter, *, departments: Sequence[str], stages: Sequence[str], nonce: str
) -> Form:
    """``departments``: those that have raised any."""
    state = wanted.state.value if wanted.state else ALL
    return Form(
        title="課題を絞り込む",
        action="issue.filter",
        fields=(
            ChoiceField(
                "department",
                "部局",
                (Option(ALL, "すべて"), *(Option(each, each) for each in departments)),
                value=wanted.department if wanted.department in departments else ALL,
                required=False,
            ),
            ChoiceField(
                "state",
                "状態",
                (
                    Option(ALL, _OPEN_ONES),
                    *(Option(each.value, each.value) for each in IssueState),
                    Option(ANY_STATE, _ALL_STATES),
                ),
                value=ANY_STATE if wanted.is_any_state else state,
                required=False,
            ),
            *(
                [
                    ChoiceField(
                        "stage",
                        "DX推進サイクルの段階",
                        (Option(ALL, "すべて"), *(Option(each, each) for each in stages)),
                        value=wanted.stage if wanted.stage in stages else ALL,
                        required=False,
                    )
                ]
                if stages
                else []
            ),
            TextField(
                "topic",
                "題材（ふくまれる言葉）",
                value=wanted.topic,
                required=False,
                max_length=TOPIC_LENGTH,
                hint="例：電話。空けて並べると、どの言葉もあるものだけになります。",
            ),
        ),
        submit="表示する",
        nonce=nonce,
    )


def issues_file_card(*, file_name: str, count: int) -> Card:
    line = f"課題{count}件の一覧「{file_name}」をお渡しします。"
    return Card(
        "課題の一覧",
        (
            paragraph(line),
            note("内容、経過、つながり、まとまり、施策を、シートに分けて書いています。"),
        ),
        summary=line,
    )


_PAGE = IssuePage(
    issues=(ISSUE, SHORT),
    count=8,
    page=0,
    wanted=IssueFilter(),
    args={},
    own_args={"section": "市民課"},
)
EXAMPLE = issue_list_card(
    IssuePage(
        issues=(ISSUE,),
        count=7,
        page=1,
        wanted=IssueFilter(
            department="市民部",
            state=IssueState.RECEIVED,
            stage=STAGES[0],
            is_stalled=True,
            topic="二度打ち",
        ),
        args={"department": "市民部", "stalled": "yes"},
        own_args={"department": "税務部"},
    ),
    now=NOW,
    which="どの課題を変えますか。",
)
EXAMPLES = {
    "課題一覧": issue_list_card(_PAGE, now=NOW),
    "絞り込んだ課題一覧": EXAMPLE,
    "止まっているもの": issue_list_card(
        IssuePage(
            issues=(ISSUE,),
            count=1,
            page=0,
            wanted=IssueFilter(is_stalled=True),
            args={"stalled": "yes"},
            measures=(replace(MEASURE, touched_at=NOW - timedelta(days=35)),),
        ),
        now=NOW,
    ),
    "課題がない": issue_list_card(
        IssuePage(issues=(), count=0, page=0, wanted=IssueFilter(), args={}), now=NOW
    ),
    "課題を絞り込む": filter_form(
        IssueFilter(), departments=("市民部", "福祉部"), stages=STAGES, nonce="n1"
    ),
    "課題の一覧のファイル": issues_file_card(file_name="課題_2026-11-20.xlsx", count=8),
}
