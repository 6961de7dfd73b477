"""What has become of an issue: its versions, what each changed, and who was first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.case_diff import FieldDifference, lines_between
from domain.case_effect import amount, monthly_words
from domain.issue import Issue, IssueChanged, IssueText, Standing


@dataclass(frozen=True, slots=True)
class IssueRevision:
    """``remark``: why, in the words of who changed it."""

    version: int
    editor_id: int
    at: datetime
    text: IssueText
    standing: Standing
    remark: str = ""


@dataclass(frozen=True, slots=True)
class IssueHistory:
    """``names`` of all who are in it, owners included, by their number; ``revisions`` in their order."""

    issue: Issue
    revisions: Sequence[IssueRevision]
    names: Mapping[int, str]

    def name_of(self, staff_id: int | None) -> str:
        """「市川 遥さん」; empty of nobody."""
        if staff_id is None:
            return ""
        name = self.names.get(staff_id, "")
        return f"{name}さん" if name else "ほかの方"

    def at(self, version: int) -> IssueRevision | None:
        return next((each for each in self.revisions if each.version == version), None)

    def changes(self, version: int, *, since: int | None = None) -> tuple[FieldDifference, ...]:
        """What ``version`` says differently from the one before it, or from version ``since``."""
        by_number = {each.version: each for each in self.revisions}
        was, is_now = by_number.get(since or version - 1), by_number.get(version)
        if was is None or is_now is None:
            return ()
        return tuple(self._differences(was, is_now))

    def first_one(self, *, version: int) -> IssueChanged:
        """To who has read ``version`` and comes too late."""
        newest = self.revisions[-1]
        labels = [each.label for each in self.changes(newest.version, since=version)]
        what = "・".join(f"「{label}」" for label in labels) or "内容"
        return IssueChanged(self.issue.name, by=self.name_of(newest.editor_id), what=what)

    def _differences(self, was: IssueRevision, is_now: IssueRevision) -> Iterator[FieldDifference]:
        for (label, before), (_, after) in zip(
            self._fields(was), self._fields(is_now), strict=True
        ):
            if before != after:
                yield FieldDifference(label, tuple(lines_between(before, after)))

    def _fields(self, revision: IssueRevision) -> tuple[tuple[str, str], ...]:
        standing = revision.standing
        return (
            *fields_of(revision.text),
            ("状態", standing.state.value),
            ("段階", standing.stage),
            ("担当", self.name_of(standing.owner_id)),
        )


def fields_of(text: IssueText) -> tuple[tuple[str, str], ...]:
    """Label and value of all that a version says, empty where nothing is."""
    return (
        ("題名", text.title),
        ("何が起きているか", text.what),
        ("件数", times_words(text.times) if text.times is not None else ""),
        ("かかる時間", monthly_words(text.hours) if text.hours is not None else ""),
        ("影響", text.affected.value if text.affected else ""),
        ("関係するシステム", "、".join(text.systems)),
        ("業務", text.work),
        ("望む姿", text.wish),
    )


def times_words(times: int) -> str:
    """「月600件」."""
    return f"月{amount(times)}件"
