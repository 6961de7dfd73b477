"""Why a training is suggested, in the policy's own words."""

from typing import assert_never

from cards import wording
from domain.requirements import Origin, Requirement
from domain.suggestion import Placement, Suggestion


def reason(suggestion: Suggestion) -> str:
    """One or two sentences: the rule that placed it, and what the policy requires."""
    return "".join([_placed(suggestion), _required(suggestion)])


def quote(suggestion: Suggestion) -> str:
    """The sentence of the policy behind it; empty where none is known."""
    requirement = suggestion.requirement
    return requirement.source.quote if requirement and requirement.source else ""


def source(suggestion: Suggestion) -> str:
    """Document and section; for what only the catalogue asks for, the catalogue."""
    requirement = suggestion.requirement
    if requirement is None:
        return f"研修一覧（対象：{suggestion.course.target or '全職員'}）"
    if requirement.source is None:
        return "（例）この自治体の設定"
    return wording.cite(requirement.source)


def _placed(suggestion: Suggestion) -> str:
    match suggestion.placement:
        case Placement.OVERDUE:
            return "受講期限を過ぎています。"
        case Placement.DUE:
            return "受講期限があります。"
        case Placement.REQUIRED:
            return "対象の職員が全員受ける研修です。"
        case Placement.STAGE:
            return (
                f"次の育成段階「{suggestion.stage.stage if suggestion.stage else ''}」に必要です。"
            )
        case Placement.PREREQUISITE:
            needed_by = suggestion.needed_by.name if suggestion.needed_by else ""
            return f"「{needed_by}」の前に受ける研修です。"
        case Placement.SKILLS:
            return "不足しているスキルを短い時間で習得できます。"
        case _:
            assert_never(suggestion.placement)


def _required(suggestion: Suggestion) -> str:
    requirement = suggestion.requirement
    if requirement is None:
        return ""
    sample = "（例）" if requirement.sample else ""
    skill = f"{_whose(requirement)}求められる「{requirement.skill}」{sample}"
    if requirement.skill in suggestion.closes:
        return f"{skill}を習得します。{_each_year(requirement)}"
    if suggestion.needed_by is not None:
        return f"その先で{skill}を習得します。"
    return f"{skill}の研修です。"


def _each_year(requirement: Requirement) -> str:
    """Why a training done last year comes back."""
    if not requirement.every_fiscal_year:
        return ""
    return f"毎年度{'（例）' if requirement.renewal_is_sample else ''}の受講が必要です。"


def _whose(requirement: Requirement) -> str:
    match requirement.origin:
        case Origin.CONDITION:
            return f"「{requirement.by}」として"
        case Origin.INHERITED:
            return f"基礎となる「{requirement.by}」に"
        case Origin.TEAM_ROLE | Origin.TALENT_TYPE | Origin.GRADE:
            return f"「{requirement.by}」に"
        case _:
            assert_never(requirement.origin)
