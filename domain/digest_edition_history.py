"""Every version of a week's フォーラム版: saved, published, withdrawn, by whom and when. Nothing is overwritten."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.case_diff import FieldDifference, lines_between
from domain.digest import Part
from domain.digest_edition import CONTINUED, Edition
from domain.digest_line import TakenBack
from domain.errors import DomainError


class EditionStep(StrEnum):
    SAVED = "下書き"
    PUBLISHED = "公開"
    WITHDRAWN = "取り下げ"


@dataclass(frozen=True, slots=True)
class EditionVersion:
    """``version`` from 1; a publication and a withdrawal are versions of their own, with the same text."""

    version: int
    step: EditionStep
    editor_id: int
    at: datetime
    edition: Edition


class NoEdition(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "その週のまとめは、フォーラムに公開されていません。公開された週は「まとめの履歴」と送ると見られます。"
        )


class NothingChosen(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "載せるものが一つもないため、公開していません。「はじめのことばと載せるものを選ぶ」で選んでから、もう一度押してください。"
        )


class NoForumForDigest(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "フォーラムのチャンネルが決まっていないため、公開していません（下書きは残っています）。"
            "フォーラムにするチャンネルで「このチャンネルをフォーラムにして」と送ってから、もう一度押してください。"
        )


class EditionChanged(DomainError):
    """Somebody else was first."""

    def __init__(self, *, by: str, what: str) -> None:
        super().__init__(
            f"フォーラム版は、先に{by}が{what}を変えたため、まだ保存していません。"
            "打った内容は残しています。確かめて、もう一度送ってください。"
        )


class PublishedTooLate(DomainError):
    """What was looked at is not what would be published."""

    def __init__(self, *, by: str, what: str) -> None:
        super().__init__(
            f"先に{by}が{what}を変えたため、まだ行っていません。下の新しい内容を確かめて、もう一度押してください。"
        )


@dataclass(frozen=True, slots=True)
class EditionHistory:
    """``versions`` of one week in their order, one at least; ``names`` of who made them, by their number."""

    versions: Sequence[EditionVersion]
    names: Mapping[int, str]

    @property
    def newest(self) -> EditionVersion:
        return self.versions[-1]

    @property
    def published(self) -> EditionVersion | None:
        """What the forum is shown."""
        return published_of(self.versions)

    @property
    def is_published_as_it_is(self) -> bool:
        return self.newest.step is EditionStep.PUBLISHED

    def at(self, version: int) -> EditionVersion | None:
        return next((each for each in self.versions if each.version == version), None)

    def name_of(self, staff_id: int) -> str:
        """「水谷 香さん」."""
        name = self.names.get(staff_id, "")
        return f"{name}さん" if name else "ほかの方"

    def changes(self, version: int, *, since: int | None = None) -> tuple[FieldDifference, ...]:
        """What ``version`` says differently from the one before it, or from version ``since``."""
        was, is_now = self.at(version - 1 if since is None else since), self.at(version)
        if was is None or is_now is None:
            return ()
        return differences(was.edition, is_now.edition)

    def first_one(self, *, version: int) -> EditionChanged:
        """To who has read ``version``, typed something and comes too late."""
        return EditionChanged(by=self.name_of(self.newest.editor_id), what=self._what(version))

    def too_late(self, *, version: int) -> PublishedTooLate:
        """To who has read ``version`` and pressed a button under it."""
        return PublishedTooLate(by=self.name_of(self.newest.editor_id), what=self._what(version))

    def _what(self, version: int) -> str:
        labels = [each.label for each in self.changes(self.newest.version, since=version)]
        what = "・".join(f"「{label}」" for label in labels[:_NAMED]) or "公開のようす"
        return what + ("など" if len(labels) > _NAMED else "")

    def without(self, gone: TakenBack) -> "EditionHistory":
        """What is not told any more is told of no version."""
        versions = [replace(each, edition=each.edition.without(gone)) for each in self.versions]
        return replace(self, versions=versions)


_NAMED = 3
REMARK, CHOSEN = "はじめのことば", "載せるもの"
OTHER_GROUPS = "ほかのまとまり"


def published_of(versions: Sequence[EditionVersion]) -> EditionVersion | None:
    """The last that was published, unless it was withdrawn after that."""
    steps = [each for each in versions if each.step is not EditionStep.SAVED]
    return steps[-1] if steps and steps[-1].step is EditionStep.PUBLISHED else None


def differences(before: Edition, after: Edition) -> tuple[FieldDifference, ...]:
    """Field by field, in the order of the newer one; what only the older one has stands behind."""
    was, is_now = _fields(before), _fields(after)
    fields = [*is_now, *(field for field in was if field not in is_now)]
    return tuple(
        FieldDifference(field[0], tuple(lines_between(was.get(field, ""), is_now.get(field, ""))))
        for field in fields
        if was.get(field, "") != is_now.get(field, "")
    )


def _fields(edition: Edition) -> Mapping[tuple[str, int], str]:
    """By label, and which one it is of those that are called the same. A paragraph is one, however many
    passages it is cut into.
    """
    found = {(REMARK, 1): edition.remark}
    found[CHOSEN, 1] = "".join(f"{name}\n" for name in shown_names(edition))
    for part in edition.parts:
        seen = Counter[str]()
        for passage in part.passages:
            name = passage.name.removesuffix(CONTINUED)
            if name == passage.name:
                seen[name] += 1
            label = f"{part.part.called}：{name}" if name else part.part.called
            text = "".join(f"{line.text}\n" for line in passage.lines)
            found[label, seen[name]] = found.get((label, seen[name]), "") + text
    return found


def shown_names(edition: Edition) -> tuple[str, ...]:
    """Of the parts that are chosen; of 部局横断の課題 each group."""
    return tuple(name for name, is_shown in choices(edition) if is_shown)


def left_out_names(edition: Edition) -> tuple[str, ...]:
    return tuple(name for name, is_shown in choices(edition) if not is_shown)


def choices(edition: Edition) -> Iterator[tuple[str, bool]]:
    for part in edition.parts:
        if part.part is Part.GROUPS and part.is_shown:
            yield from ((p.name or OTHER_GROUPS, p.is_shown) for p in part.passages)
        else:
            yield part.part.called, part.is_shown
