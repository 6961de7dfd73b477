"""部局横断DX施策: what departments do together about a group of issues, through the DX推進サイクル."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.errors import DomainError, NotAllowed
from domain.issue_group import may_change as may_change_groups
from domain.people import Person

NAME_LENGTH, TEXT_LENGTH, MILESTONE_LENGTH = 60, 1_000, 80
"""Characters."""
MOST_MILESTONES, MOST_PEOPLE, MOST_DEPARTMENTS = 6, 20, 30


class DxMeasureState(StrEnum):
    UNDER_WAY = "進行中"
    COMPLETED = "完了"
    STOPPED = "中止"


class Part(StrEnum):
    """What somebody does in a measure."""

    LEAD = "主導する人"
    MEMBER = "参加する人"
    SUPPORTER = "支援するデジタル専門人材"


@dataclass(frozen=True, slots=True, order=True)
class Milestone:
    day: date
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DxMeasureText:
    """What a version says. People by their number of the roster, departments as they were called."""

    name: str
    aim: str
    lead_department: str
    lead_id: int
    departments: tuple[str, ...] = ()
    member_ids: tuple[int, ...] = ()
    supporter_ids: tuple[int, ...] = ()
    """デジタル専門人材."""
    milestones: tuple[Milestone, ...] = ()
    """By day."""
    effect: str = ""
    """That is aimed at."""
    stage: str = ""
    """Of the DX推進サイクル, in the policy's words."""
    issue_ids: tuple[int, ...] = ()
    state: DxMeasureState = DxMeasureState.UNDER_WAY
    outcome: str = ""
    """What came of it, or why it was stopped; empty while it is under way."""

    @property
    def other_departments(self) -> tuple[str, ...]:
        """Those that take part beside the one that leads."""
        return tuple(each for each in self.departments if each != self.lead_department)

    @property
    def is_under_way(self) -> bool:
        return self.state is DxMeasureState.UNDER_WAY

    @property
    def where(self) -> str:
        """The stage it is at, or, where it has ended, how."""
        return self.stage if self.is_under_way else self.state.value

    def parts_of(self, staff_id: int) -> tuple[Part, ...]:
        found = (
            (Part.LEAD, self.lead_id == staff_id),
            (Part.MEMBER, staff_id in self.member_ids),
            (Part.SUPPORTER, staff_id in self.supporter_ids),
        )
        return tuple(part for part, is_theirs in found if is_theirs)

    @property
    def people(self) -> tuple[int, ...]:
        return (self.lead_id, *self.member_ids, *self.supporter_ids)

    def next_milestone(self, *, today: date) -> Milestone | None:
        return next((each for each in self.milestones if each.day >= today), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DxMeasure:
    """``group_id``: the group that it came of."""

    id: int
    number: int
    group_id: int
    text: DxMeasureText
    version: int
    created_at: datetime
    touched_at: datetime

    @property
    def label(self) -> str:
        """「施策3」."""
        return f"施策{self.number}"

    @property
    def called(self) -> str:
        """「施策3「申請の入力を一度にする」」."""
        return f"{self.label}「{self.text.name}」"


@dataclass(frozen=True, slots=True)
class DxMeasureRevision:
    version: int
    editor_id: int
    at: datetime
    text: DxMeasureText


class DxMeasureGone(DomainError):
    def __init__(self) -> None:
        super().__init__("その施策が見つかりません。「施策一覧」と送って、番号を確かめてください。")


class DxMeasureUnchanged(DomainError):
    def __init__(self) -> None:
        super().__init__("変わったところがありません。変えたい欄を直してから送ってください。")


class DxMeasureEnded(DomainError):
    def __init__(self, measure: "DxMeasure") -> None:
        super().__init__(
            f"{measure.label}は、もう「{measure.text.state}」になっています。"
            "続けるときは「施策を再開する」を押してください。"
        )


class DxMeasureUnderWay(DomainError):
    def __init__(self, measure: "DxMeasure") -> None:
        super().__init__(
            f"{measure.label}は、いま進行中です。"
            f"「{measure.label}」と送って、いまの内容を確かめてください。"
        )


class DxMeasureChanged(DomainError):
    """Somebody else was first."""

    def __init__(self, label: str, *, by: str, what: str) -> None:
        super().__init__(
            f"{label}は、先に{by}が{what}を変えたため、まだ保存していません。"
            "打った内容は残し、触れていない欄は新しい内容にしました。確かめて、もう一度送ってください。"
        )


class GroupTakenUp(DomainError):
    """Somebody else has begun one of the group since the form was opened."""

    def __init__(self, measure: DxMeasure, *, by: str) -> None:
        super().__init__(
            f"このまとまりからは、先に{by}が{measure.called}を始めたため、まだ保存していません。"
            "打った内容は残しています。別の施策としても始めるときは、もう一度送ってください。"
        )
        self.measure_id = measure.id


def may_change(person: Person, measure: DxMeasure) -> bool:
    """Who leads it, DX統括リーダー, the secretariat, and the デジタル専門人材 in support."""
    text = measure.text
    return person.id in (text.lead_id, *text.supporter_ids) or may_change_groups(person)


def require_change(person: Person, measure: DxMeasure) -> None:
    """Raises NotAllowed, with the sentence for the person."""
    if not may_change(person, measure):
        raise NotAllowed(
            "施策を変えられるのは、主導する人・支援するデジタル専門人材・DX統括リーダー・事務局です。"
            "変えてほしいことは、主導する人に伝えてください。"
        )


def rewritten(
    measure: DxMeasure, text: DxMeasureText, *, group_issues: Collection[int], at: datetime
) -> DxMeasure:
    """A new version, which is under way or ended as before; an issue that belonged to it once does so
    for good. Raises DxMeasureUnchanged.
    """
    kept, was = tuple(sorted({*measure.text.issue_ids, *group_issues})), measure.text
    text = replace(text, issue_ids=kept, state=was.state, outcome=was.outcome)
    if text == was:
        raise DxMeasureUnchanged
    return _next(measure, text, at=at)


def ended(measure: DxMeasure, state: DxMeasureState, outcome: str, *, at: datetime) -> DxMeasure:
    """``state``: completed or stopped; ``outcome``: what came of it, or why. Raises DxMeasureEnded."""
    if not measure.text.is_under_way:
        raise DxMeasureEnded(measure)
    return _next(measure, replace(measure.text, state=state, outcome=outcome), at=at)


def resumed(measure: DxMeasure, *, at: datetime) -> DxMeasure:
    """What came of it until then stays in its history. Raises DxMeasureUnderWay."""
    if measure.text.is_under_way:
        raise DxMeasureUnderWay(measure)
    text = replace(measure.text, state=DxMeasureState.UNDER_WAY, outcome="")
    return _next(measure, text, at=at)


def _next(measure: DxMeasure, text: DxMeasureText, *, at: datetime) -> DxMeasure:
    return replace(measure, text=text, version=measure.version + 1, touched_at=at)


def put_in(
    before: DxMeasureText | None, after: DxMeasureText, *, by: int
) -> Mapping[int, tuple[Part, ...]]:
    """By person, what they have newly to do in it; ``by``, who has changed it, knows. ``before``: None
    where it begins.
    """
    new = {
        staff_id: tuple(
            part
            for part in after.parts_of(staff_id)
            if before is None or part not in before.parts_of(staff_id)
        )
        for staff_id in after.people
        if staff_id != by
    }
    return {staff_id: parts for staff_id, parts in new.items() if parts}
