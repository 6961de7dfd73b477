"""What has become of a 部局横断DX施策 from version to version, and what that is of anybody's OJT."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from domain.case_diff import FieldDifference, lines_between
from domain.dx_measure import (
    DxMeasure,
    DxMeasureChanged,
    DxMeasureRevision,
    DxMeasureText,
    Part,
    put_in,
)


@dataclass(frozen=True, slots=True)
class Led:
    """OJT: that somebody leads a measure, since when. The name stays when the measure is renamed."""

    name: str
    since: date


@dataclass(frozen=True, slots=True)
class DxMeasureHistory:
    """``names`` of people and ``numbers`` of issues, by id; ``revisions`` in their order."""

    measure: DxMeasure
    revisions: Sequence[DxMeasureRevision]
    names: Mapping[int, str]
    numbers: Mapping[int, int]

    def name_of(self, staff_id: int) -> str:
        """「市川 遥さん」."""
        name = self.names.get(staff_id, "")
        return f"{name}さん" if name else "ほかの方"

    def fields(self, text: DxMeasureText) -> tuple[tuple[str, str], ...]:
        """Label and value of all that a version says, empty where nothing is."""
        return (
            ("名前", text.name),
            ("ねらい", text.aim),
            ("主導する部局", text.lead_department),
            ("主導する人", self.name_of(text.lead_id)),
            ("参加する部局", "、".join(text.other_departments)),
            ("参加する人", self._names(text.member_ids)),
            ("支援するデジタル専門人材", self._names(text.supporter_ids)),
            ("節目", "\n".join(f"{each.day:%Y-%m-%d} {each.what}" for each in text.milestones)),
            ("めざす効果", text.effect),
            ("段階", text.stage),
            ("課題", "、".join(f"#{self.numbers[i]}" for i in text.issue_ids if i in self.numbers)),
            ("状態", text.state.value),
            ("終えたときのこと", text.outcome),
        )

    def changes(self, version: int, *, since: int | None = None) -> tuple[FieldDifference, ...]:
        """What ``version`` says differently from the one before it, or from version ``since``."""
        by_version = {each.version: each for each in self.revisions}
        was, now = by_version.get(since or version - 1), by_version.get(version)
        if was is None or now is None:
            return ()
        pairs = zip(self.fields(was.text), self.fields(now.text), strict=True)
        return tuple(
            FieldDifference(label, tuple(lines_between(before, after)))
            for (label, before), (_, after) in pairs
            if before != after
        )

    def first_one(self, *, version: int) -> DxMeasureChanged:
        """To who has read ``version`` and comes too late."""
        newest = self.revisions[-1]
        labels = [each.label for each in self.changes(newest.version, since=version)]
        what = "・".join(f"「{label}」" for label in labels) or "内容"
        return DxMeasureChanged(self.measure.label, by=self.name_of(newest.editor_id), what=what)

    def led_by(self, staff_id: int) -> Led | None:
        """None of who does not lead it now, or, where it has ended, did not when it did: whoever is put
        in for the lead after that has led nothing.
        """
        since: date | None = None
        for revision in self.revisions:
            if revision.text.is_under_way:
                leads = revision.text.lead_id == staff_id
                since = (since or revision.at.date()) if leads else None
        first = self.revisions[0].text.name
        return Led(f"部局横断DX{self.measure.label}「{first}」", since) if since else None

    @property
    def ended_on(self) -> date | None:
        """Whatever was rewritten of it since; None while it is under way."""
        since: date | None = None
        for revision in self.revisions:
            since = None if revision.text.is_under_way else since or revision.at.date()
        return since

    def put_in_while_ended(self) -> Mapping[int, tuple[int, tuple[Part, ...]]]:
        """Of a measure that its newest version takes up again: by person, the version that put them in
        and what they have newly to do, which nobody has told them.
        """
        *earlier, newest = self.revisions
        last = max(i for i, each in enumerate(earlier) if each.text.is_under_way)
        by_version = {
            staff_id: now.version
            for was, now in pairwise(earlier[last:])
            for staff_id in put_in(was.text, now.text, by=now.editor_id)
        }
        new = put_in(earlier[last].text, newest.text, by=newest.editor_id)
        return {each: (by_version[each], new[each]) for each in new if each in by_version}

    def _names(self, staff_ids: Sequence[int]) -> str:
        return "、".join(self.name_of(each) for each in staff_ids)
