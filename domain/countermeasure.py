"""対応策: what a department does about an issue or a group of them, who does the same, and what it saves."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from domain.case_diff import FieldDifference, lines_between
from domain.case_effect import monthly_words
from domain.case_sight import Sight
from domain.case_spread import Place
from domain.errors import DomainError
from domain.improvement_case import CaseText, Effect, PublishedCase, Visibility
from domain.people import Person, place_name

WHAT_LENGTH, TOOLS_LENGTH, EFFECT_LENGTH = 2_000, 200, 500
"""Characters."""
TEXT_GONE = "（元の発言が消されたため、文は残していません）"
"""Stands in the place of the words of a message that was deleted."""


class Source(StrEnum):
    """What it was made of."""

    TOLD = "登録"
    MESSAGE = "発言"
    CASE = "改善事例"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountermeasureText:
    """What a version says; all but the first three may be empty. ``hours``: saved in a month."""

    what: str
    department: str
    section: str
    """Who does so."""
    tools: str = ""
    effect: str = ""
    hours: float | None = None
    since: date | None = None
    """The first of its month."""

    @property
    def place(self) -> str:
        """「福祉部 高齢福祉課」."""
        return place_name(self.department, self.section)


@dataclass(frozen=True, slots=True, kw_only=True)
class Countermeasure:
    """Of an issue or of a confirmed group: one of both ids is None. ``stands``: not taken back.

    ``message_id``, ``case_id``: what it was made of.
    """

    id: int
    number: int
    issue_id: int | None
    group_id: int | None
    author_id: int
    text: CountermeasureText
    version: int
    created_at: datetime
    touched_at: datetime
    stands: bool = True
    message_id: int | None = None
    case_id: int | None = None

    @property
    def name(self) -> str:
        """「対応策3」."""
        return f"対応策{self.number}"

    @property
    def source(self) -> Source:
        if self.message_id is not None:
            return Source.MESSAGE
        return Source.CASE if self.case_id is not None else Source.TOLD


@dataclass(frozen=True, slots=True)
class CountermeasureRevision:
    version: int
    editor_id: int
    at: datetime
    text: CountermeasureText
    stands: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SameDone:
    """「うちでも採用」 of one section. ``id``: 0 before it is kept. ``hours``: saved there in a month; None is 未記入."""

    id: int = 0
    countermeasure_id: int
    staff_id: int
    department: str
    section: str
    since: date
    """The first of its month."""
    hours: float | None = None
    remark: str = ""
    at: datetime

    @property
    def place(self) -> str:
        return place_name(self.department, self.section)


@dataclass(frozen=True, slots=True)
class SeenCountermeasure:
    """With those who do the same."""

    measure: Countermeasure
    adopted: Sequence[SameDone] = ()


def most_adopted_first(seen: Iterable[SeenCountermeasure]) -> tuple[SeenCountermeasure, ...]:
    """Of as many the older one first."""
    return tuple(sorted(seen, key=lambda each: (-len(each.adopted), each.measure.number)))


def hours_saved(measure: Countermeasure, adopted: Sequence[SameDone]) -> float | None:
    """In a month, by all who do so; None where nobody has said."""
    said = (measure.text.hours, hours_adopted(adopted))
    known = [each for each in said if each is not None]
    return sum(known) if known else None


def hours_adopted(adopted: Iterable[SameDone]) -> float | None:
    """In a month, by those who do the same; None where nobody has said."""
    known = [each.hours for each in adopted if each.hours is not None]
    return sum(known) if known else None


def is_readable(measure: Countermeasure, case: PublishedCase | None, sight: Sight | None) -> bool:
    """What came of an improvement case goes where the case goes now, so that withdrawing or narrowing
    the case holds for its words everywhere. ``case``: the one it came of, None where it is not
    published; ``sight``: of who reads, None of what everybody reads.
    """
    if measure.case_id is None:
        return True
    if case is None:
        return False
    return case.text.visibility is Visibility.OFFICE or (sight is not None and sight.has(case))


def places_to_adopt(person: Person, text: CountermeasureText) -> tuple[Place, ...]:
    """Their own posts, but the one that does so already."""
    own = dict.fromkeys(Place(post.department, post.section) for post in person.posts)
    return tuple(each for each in own if each != Place(text.department, text.section))


def own_adoption(places: Sequence[Place], adopted: Iterable[SameDone]) -> SameDone | None:
    """What the first of ``places`` that has said so has said."""
    said = {Place(each.department, each.section): each for each in adopted}
    return next((said[place] for place in places if place in said), None)


def has_place_left(places: Sequence[Place], adopted: Iterable[SameDone]) -> bool:
    """Whether one of ``places`` has not said so."""
    return not {*places} <= {Place(each.department, each.section) for each in adopted}


# -- what becomes of it ------------------------------------------------------------------------------


class CountermeasureGone(DomainError):
    def __init__(self) -> None:
        super().__init__(
            "その対応策が見つかりません。課題を「#12」のように開いて、確かめてください。"
        )


class CountermeasureWithdrawn(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}は取り下げられています。続けるときは、先に「取り下げを戻す」を押してください。"
        )


class CountermeasureUnchanged(DomainError):
    def __init__(self) -> None:
        super().__init__("変わったところがありません。変えたい欄を直してから送ってください。")


class CountermeasureChanged(DomainError):
    """Somebody else was first."""

    def __init__(self, name: str, *, by: str, what: str) -> None:
        super().__init__(
            f"{name}は、先に{by}が{what}を変えたため、まだ保存していません。"
            "打った内容は残しています。確かめて、もう一度送ってください。"
        )


class CaseNotForAll(DomainError):
    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name}は公開範囲が「{Visibility.OFFICE}」でないため、職員みんなが読む課題の対応策にはできません。"
            "公開範囲を直してから、もう一度押してください。"
        )


def rewritten(measure: Countermeasure, text: CountermeasureText, *, at: datetime) -> Countermeasure:
    """Raises CountermeasureUnchanged, CountermeasureWithdrawn."""
    require_standing(measure)
    if text == measure.text:
        raise CountermeasureUnchanged
    return replace(measure, text=text, version=measure.version + 1, touched_at=at)


def taken_back(measure: Countermeasure, *, at: datetime) -> Countermeasure:
    """Raises CountermeasureUnchanged."""
    return _set(measure, stands=False, at=at)


def restored(measure: Countermeasure, *, at: datetime) -> Countermeasure:
    """Raises CountermeasureUnchanged."""
    return _set(measure, stands=True, at=at)


def require_standing(measure: Countermeasure) -> None:
    """Raises CountermeasureWithdrawn."""
    if not measure.stands:
        raise CountermeasureWithdrawn(measure.name)


def _set(measure: Countermeasure, *, stands: bool, at: datetime) -> Countermeasure:
    if measure.stands is stands:
        raise CountermeasureUnchanged
    return replace(measure, stands=stands, version=measure.version + 1, touched_at=at)


def text_of_case(case: PublishedCase) -> CountermeasureText:
    """An improvement case as a 対応策, in its own words. Raises CaseNotForAll."""
    text = case.text
    if text.visibility is not Visibility.OFFICE:
        raise CaseNotForAll(case.name)
    return CountermeasureText(
        what=f"{text.title}\n{text.after}"[:WHAT_LENGTH],
        department=case.department,
        section=case.section,
        tools="、".join(text.tools)[:TOOLS_LENGTH],
        effect=text.effect.other[:EFFECT_LENGTH],
        hours=text.effect.hours,
    )


def case_of_text(text: CountermeasureText, *, title: str, before: str) -> CaseText:
    """A 対応策 as the beginning of an improvement case. ``before``: what was the trouble."""
    tools = tuple(filter(None, (each.strip() for each in text.tools.split("、"))))
    effect = Effect(hours=text.hours, other=text.effect)
    return CaseText(title=title, before=before, after=text.what, effect=effect, tools=tools)


# -- what it was -------------------------------------------------------------------------------------


def fields_of(text: CountermeasureText) -> tuple[tuple[str, str], ...]:
    """Label and value of all that a version says, empty where nothing is."""
    since = f"{text.since.year}年{text.since.month}月から" if text.since else ""
    return (
        ("していること", text.what),
        ("部署", text.place),
        ("いつから", since),
        ("道具", text.tools),
        ("減った時間", monthly_words(text.hours) if text.hours is not None else ""),
        ("効果", text.effect),
    )


@dataclass(frozen=True, slots=True)
class CountermeasureHistory:
    """``names`` of people by id; ``revisions`` in their order."""

    measure: Countermeasure
    revisions: Sequence[CountermeasureRevision]
    names: Mapping[int, str]

    def name_of(self, staff_id: int) -> str:
        """「市川 遥さん」."""
        name = self.names.get(staff_id, "")
        return f"{name}さん" if name else "ほかの方"

    def changes(self, version: int, *, since: int | None = None) -> tuple[FieldDifference, ...]:
        """What ``version`` says differently from the one before it, or from version ``since``."""
        by_version = {each.version: each for each in self.revisions}
        was, now = by_version.get(since or version - 1), by_version.get(version)
        if was is None or now is None:
            return ()
        pairs = zip(fields_of(was.text), fields_of(now.text), strict=True)
        return tuple(
            FieldDifference(label, tuple(lines_between(before, after)))
            for (label, before), (_, after) in pairs
            if before != after
        )

    def first_one(self, *, version: int) -> CountermeasureChanged:
        """To who has read ``version`` and comes too late."""
        newest = self.revisions[-1]
        labels = [each.label for each in self.changes(newest.version, since=version)]
        what = "・".join(f"「{label}」" for label in labels) or "内容"
        by = self.name_of(newest.editor_id)
        return CountermeasureChanged(self.measure.name, by=by, what=what)
