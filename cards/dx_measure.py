"""部局横断DX施策: one with its people, milestones and issues; the list; what each version changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cards import wording
from cards.case_history import SIGNS, difference_paragraphs
from cards.elements import (
    Bold,
    Bullets,
    Button,
    Buttons,
    ButtonStyle,
    Card,
    Element,
    Facts,
    Heading,
    note,
    paragraph,
    plain,
)
from cards.example_issues import ISSUE, SHORT, STAGES
from cards.example_measures import ENDED, HISTORY, MEASURE
from cards.example_values import TODAY
from cards.issue_belongs import measure_button
from cards.issue_groups import GROUPS, departments, issues_of, ways_to
from cards.last_progress import progress_told
from domain.dx_measure import (
    DxMeasure,
    DxMeasureRevision,
    DxMeasureState,
    Milestone,
)
from domain.dx_measure_history import DxMeasureHistory
from domain.exchange import LastProgress
from domain.issue import Issue

AT_A_TIME, VERSIONS_AT_A_TIME = 6, 3
LIST = Button("施策一覧", "measure.list")
UNSAID = "未記入"


@dataclass(frozen=True, slots=True, kw_only=True)
class DxMeasureShown:
    """``stages``: of the cycle, in their order. Of who looks: ``may_change``; ``may_record``: who leads
    it, and has no OJT record of that yet.
    """

    history: DxMeasureHistory
    issues: Sequence[Issue]
    stages: Sequence[str] = ()
    progress: LastProgress | None = None
    progress_by: str = ""
    may_change: bool = False
    may_record: bool = False


def measure_card(shown: DxMeasureShown, *, today: date, done: str = "", nonce: str = "") -> Card:
    """For one person. ``done``: what has just been done with it."""
    history, measure = shown.history, shown.history.measure
    text = measure.text
    values = dict(history.fields(text))
    labels = (
        "主導する部局",
        "主導する人",
        "参加する部局",
        "参加する人",
        "支援するデジタル専門人材",
    )
    return Card(
        measure.label,
        (
            *([paragraph(Bold(done))] if done else []),
            paragraph(Bold(text.name)),
            *_end(shown),
            *_stage(text.stage, shown.stages),
            *progress_told(shown.progress, shown.progress_by, today=today),
            Heading("ねらい"),
            paragraph(text.aim),
            Facts(tuple((label, values[label] or UNSAID) for label in labels)),
            Heading("めざす効果"),
            paragraph(text.effect or UNSAID),
            *_milestones(text.milestones, today=today),
            *issues_of(shown.issues),
            *ways_to(shown.issues),
            *_offer(shown),
            note(_touched(measure, history, today=today)),
            Buttons(tuple(_ways_on(shown))),
        ),
        summary=done or f"{measure.called}（{text.lead_department}・{text.where or UNSAID}）",
        nonce=nonce,
    )


def _end(shown: DxMeasureShown) -> Iterator[Element]:
    """Nothing as long as it is under way."""
    text = shown.history.measure.text
    if text.is_under_way:
        return
    yield paragraph(Bold(f"状態：{text.state}"))
    yield paragraph(text.outcome)
    if shown.may_change and text.state is DxMeasureState.COMPLETED:
        yield note("できたことを改善事例にすると、ほかの部署が同じことを始めやすくなります。")
        yield Buttons(
            (
                Button(
                    "改善事例として報告する",
                    "measure.report",
                    {"measure": str(shown.history.measure.id)},
                    ButtonStyle.PRIMARY,
                    about=f"{shown.history.measure.called}を改善事例として報告する",
                    opens_form=True,
                ),
            )
        )


def _stage(stage: str, stages: Sequence[str]) -> Iterator[Element]:
    """Where in the cycle: 「1 → 【2】 → 3 → 4」 in the policy's words."""
    if stage in stages:
        yield paragraph(
            "段階：", " → ".join(f"【{each}】" if each == stage else each for each in stages)
        )
    else:
        yield paragraph(f"段階：{stage or UNSAID}")


def _milestones(milestones: Sequence[Milestone], *, today: date) -> Iterator[Element]:
    yield Heading("節目")
    if not milestones:
        yield paragraph(UNSAID)
        return
    yield Bullets(tuple(plain(_milestone(each, today=today)) for each in milestones))


def _milestone(milestone: Milestone, *, today: date) -> str:
    passed = "（過ぎました）" if milestone.day < today else ""
    return f"{wording.full_day(milestone.day)}　{milestone.what}{passed}"


def _offer(shown: DxMeasureShown) -> Iterator[Element]:
    measure = shown.history.measure
    if not shown.may_record:
        return
    yield note("この施策を主導していることを、OJT（DX案件のリード）の経験として記録できます。")
    yield Buttons(
        (
            Button(
                "OJTの経験として記録する",
                "measure.record_led",
                {"measure": str(measure.id)},
                ButtonStyle.PRIMARY,
                about=f"{measure.called}を主導する経験を記録する",
            ),
        )
    )


def _touched(measure: DxMeasure, history: DxMeasureHistory, *, today: date) -> str:
    newest = history.revisions[-1]
    at = wording.exact_moment(newest.at, today=today)
    return f"第{measure.version}版　{at}　{history.name_of(newest.editor_id)}"


def _ways_on(shown: DxMeasureShown) -> Iterator[Button]:
    measure = shown.history.measure
    args = {"measure": str(measure.id)}
    if shown.may_change:
        yield Button(
            "施策を変える",
            "measure.write",
            args,
            about=f"{measure.called}を変える",
            opens_form=True,
        )
        yield from _ends(measure)
    yield Button("施策の経過", "measure.history", args, about=f"{measure.called}のこれまでの経過")
    yield LIST


def _ends(measure: DxMeasure) -> Iterator[Button]:
    args = {"measure": str(measure.id), "version": str(measure.version)}
    if not measure.text.is_under_way:
        yield Button("施策を再開する", "measure.resume", args, about=f"{measure.called}を再開する")
        return
    for state in (DxMeasureState.COMPLETED, DxMeasureState.STOPPED):
        yield Button(
            f"{state}にする",
            "measure.ask_end",
            {**args, "state": state.name},
            about=f"{measure.called}を{state}にする",
            opens_form=True,
        )


def measures_card(
    measures: Sequence[DxMeasure],
    issues: Mapping[int, Sequence[Issue]],
    *,
    count: int,
    page: int,
    today: date,
) -> Card:
    """The newest first, ``page`` from 0. ``issues``: by the measure's id."""
    if not count:
        return _no_measures_card()
    line = f"部局横断DX施策は{count}件です。"
    turns = [
        Button(label, "measure.list", {"page": str(to)})
        for label, to in (("前へ", page - 1), ("もっと見る", page + 1))
        if 0 <= to * AT_A_TIME < count
    ]
    return Card(
        "施策一覧",
        (
            paragraph(line),
            *(
                element
                for each in measures
                for element in _line(each, issues.get(each.id, ()), today=today)
            ),
            Buttons((*turns, GROUPS)),
        ),
        summary=f"施策一覧：{line}",
    )


def _line(measure: DxMeasure, issues: Sequence[Issue], *, today: date) -> Iterator[Element]:
    text = measure.text
    ahead = text.next_milestone(today=today) if text.is_under_way else None
    milestone = f"\n次の節目：{_milestone(ahead, today=today)}" if ahead else ""
    of = f"・課題{len(issues)}件（{departments(issues)}）" if issues else ""
    yield paragraph(
        Bold(f"{measure.label}　{text.name}"),
        f"\n{text.lead_department}・{text.where or UNSAID}{of}{milestone}",
    )
    yield Buttons((measure_button(measure),))


def _no_measures_card() -> Card:
    line = "部局横断DX施策は、まだありません。"
    told = note("確かめた「課題のまとまり」を開くと、「部局横断DX施策にする」から始められます。")
    return Card("施策一覧", (paragraph(line), told, Buttons((GROUPS,))), summary=line)


def measure_history_card(history: DxMeasureHistory, *, page: int, today: date) -> Card:
    """The newest version first, ``page`` from 0."""
    measure = history.measure
    newest_first = [*reversed(history.revisions)]
    first = page * VERSIONS_AT_A_TIME
    elements: list[Element] = []
    for revision in newest_first[first : first + VERSIONS_AT_A_TIME]:
        at = wording.exact_moment(revision.at, today=today)
        did = _did(history, revision)
        elements.append(Heading(f"第{revision.version}版　{at}"))
        elements.append(paragraph(f"{history.name_of(revision.editor_id)}が{did}。"))
        elements += difference_paragraphs(history.changes(revision.version))
    turns = [
        Button(label, "measure.history", {"measure": str(measure.id), "page": str(to)})
        for label, to in (("前の版を見る", page + 1), ("新しい版に戻る", page - 1))
        if 0 <= to * VERSIONS_AT_A_TIME < len(newest_first)
    ]
    return Card(
        f"{measure.label}のこれまでの経過",
        (
            paragraph(Bold(measure.called)),
            note(SIGNS),
            *elements,
            Buttons((*turns, measure_button(measure))),
        ),
        summary=f"{measure.label}は第{measure.version}版です。",
    )


def _did(history: DxMeasureHistory, revision: DxMeasureRevision) -> str:
    if revision.version == 1:
        return "始めました"
    states = {each.version: each.text.state for each in history.revisions}
    if states[revision.version] == states.get(revision.version - 1):
        return "変えました"
    return "再開しました" if revision.text.is_under_way else f"{revision.text.state}にしました"


_SHOWN = DxMeasureShown(
    history=HISTORY, issues=(SHORT, ISSUE), stages=STAGES, may_change=True, may_record=True
)
EXAMPLES = {
    "施策": measure_card(_SHOWN, today=TODAY),
    "完了した施策": measure_card(
        DxMeasureShown(history=ENDED, issues=(SHORT, ISSUE), stages=STAGES, may_change=True),
        today=TODAY,
        done="施策3を完了にしました。",
        nonce="n1",
    ),
    "施策（見るだけの人）": measure_card(
        DxMeasureShown(history=HISTORY, issues=()), today=date(2027, 1, 5), done="保存しました。"
    ),
    "施策一覧": measures_card(
        [ENDED.measure, *[MEASURE] * 5], {3: (SHORT, ISSUE)}, count=13, page=1, today=TODAY
    ),
    "施策がない": measures_card([], {}, count=0, page=0, today=TODAY),
    "施策の経過": measure_history_card(HISTORY, page=0, today=TODAY),
    "完了した施策の経過": measure_history_card(ENDED, page=0, today=TODAY),
}
