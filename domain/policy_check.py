"""Is a policy consistent in itself?

The shapes of ``domain/policy.py`` make sure that each value is whole; here the values are checked
against each other: names that nothing has, names twice, circles of inheritance.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from graphlib import CycleError, TopologicalSorter

from domain.kpi import REGULAR
from domain.policy import AppliesTo, Grade, Policy, Stage, TalentType, Target, TeamRole

Path = tuple[str | int, ...]
"""Where a value stands in the file: ("talent_types", 2, "required_skills", 0)."""


@dataclass(frozen=True, slots=True)
class PolicyProblem:
    """One thing to mend. ``sentence`` says what is wrong with the value at ``path``, and the mend."""

    path: Path
    sentence: str


def problems(policy: Policy) -> tuple[PolicyProblem, ...]:
    """All that contradicts itself, in the order of the checks; empty for a sound policy."""
    return (
        *_duplicates(policy),
        *_roster_words_of_two_grades(policy),
        *_two_words_in_one(policy),
        *_unknown_skills(policy),
        *_unknown_talent_types(policy),
        *_unknown_team_roles(policy),
        *_unknown_categories(policy),
        *_unknown_advisers(policy),
        *_parts_of_targets(policy),
        *_passages_twice(policy),
        *_long_passages(policy),
        *_circles(policy),
    )


def near(word: str, known: Iterable[str]) -> str:
    """A hint 「（近い名前: BPR活用）」, empty where nothing is near."""
    found = get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f"（近い名前: {'、'.join(found)}）" if found else ""


# -- names twice ------------------------------------------------------------------------------


def _duplicates(policy: Policy) -> Iterator[PolicyProblem]:
    for field, names in _names(policy).items():
        first: dict[str, int] = {}
        for index, name in enumerate(names):
            if name in first:
                sentence = (
                    f"『{name}』が {first[name] + 1}番目と {index + 1}番目に二度あります。"
                    "どちらかを消すか、名前を変えてください。"
                )
                yield PolicyProblem((field, index), sentence)
            first.setdefault(name, index)


def _names(policy: Policy) -> dict[str, list[str]]:
    """For each list, what must be there only once."""
    return {
        "skills": [skill.name for skill in policy.skills],
        "talent_types": [talent_type.name for talent_type in policy.talent_types],
        "grades": [grade.name for grade in policy.grades],
        "team_roles": [role.name for role in policy.team_roles],
        "conditions": [condition.name for condition in policy.conditions],
        "courses": [course.name for course in policy.courses],
        "qualifications": [qualification.name for qualification in policy.qualifications],
        "glossary": [entry.term for entry in policy.glossary],
        "advisers": [adviser.name for adviser in policy.advisers],
        "stages": [f"{stage.talent_type} {stage.stage}" for stage in policy.stages],
        "targets": [f"{target.talent_type} {target.measure}" for target in policy.targets],
    }


def _roster_words_of_two_grades(policy: Policy) -> Iterator[PolicyProblem]:
    grade_of: dict[str, str] = {}
    for i, grade in enumerate(policy.grades):
        for j, word in enumerate(grade.covers):
            if word in grade_of:
                sentence = (
                    f"『{word}』は『{grade_of[word]}』の covers にもあります。"
                    "名簿の職級がどちらに当たるか決まるように、片方だけに書いてください。"
                )
                yield PolicyProblem(("grades", i, "covers", j), sentence)
            grade_of.setdefault(word, grade.name)


_COMMAS = frozenset("、,")
"""「，」 is 「,」 by now: names are NFKC-normalised when they are read."""


def _two_words_in_one(policy: Policy) -> Iterator[PolicyProblem]:
    """``[課長補佐、補佐級]`` is one word of YAML, which no roster has."""
    named = {*(g.name for g in policy.grades), *(r.name for r in policy.team_roles)}
    for path, words in _roster_words(policy):
        for index, word in enumerate(words):
            if word not in named and not _COMMAS.isdisjoint(word):
                sentence = (
                    f"『{word}』が一つの名前になっています。「、」や全角の「，」では区切れません。"
                    "半角の「,」と空白で区切ってください（例: [課長補佐, 補佐級]）。"
                )
                yield PolicyProblem((*path, index), sentence)


def _roster_words(policy: Policy) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Words that only the roster has to know, so that no list of the policy finds them wrong."""
    for i, grade in enumerate(policy.grades):
        yield ("grades", i, "covers"), grade.covers
    for i, role in enumerate(policy.team_roles):
        yield ("team_roles", i, "aliases"), role.aliases
    for i, talent_type in enumerate(policy.talent_types):
        rule = talent_type.applies_to or AppliesTo(sample=True)
        yield ("talent_types", i, "applies_to", "grades"), rule.grades
        yield ("talent_types", i, "applies_to", "team_roles"), rule.team_roles
        yield ("talent_types", i, "applies_to", "sections"), rule.sections


# -- names that nothing has -------------------------------------------------------------------


def _unknown(
    path: Path, names: Sequence[str], *, known: Iterable[str], listed_in: str
) -> Iterator[PolicyProblem]:
    known = tuple(known)
    for index, name in enumerate(names):
        if name not in known:
            sentence = (
                f"『{name}』は {listed_in} にありません。"
                f"{listed_in} に追加するか、綴りを直してください{near(name, known)}。"
            )
            yield PolicyProblem((*path, index), sentence)


def _unknown_skills(policy: Policy) -> Iterator[PolicyProblem]:
    known = {skill.name for skill in policy.skills}
    for path, names in _skill_references(policy):
        yield from _unknown(path, names, known=sorted(known), listed_in="skills")


def _skill_references(policy: Policy) -> Iterator[tuple[Path, tuple[str, ...]]]:
    requiring: dict[str, Sequence[TalentType | Grade | TeamRole]] = {
        "talent_types": policy.talent_types,
        "grades": policy.grades,
        "team_roles": policy.team_roles,
    }
    for field, values in requiring.items():
        for i, value in enumerate(values):
            yield (field, i, "required_skills"), value.required_skills
            for j, skill_set in enumerate(value.sample_skills):
                yield (field, i, "sample_skills", j, "skills"), skill_set.skills
    for i, condition in enumerate(policy.conditions):
        yield ("conditions", i, "required_skills"), condition.required_skills
    for i, course in enumerate(policy.courses):
        yield ("courses", i, "skills"), course.skills
    for i, qualification in enumerate(policy.qualifications):
        yield ("qualifications", i, "skills"), qualification.skills
    for i, stage in enumerate(policy.stages):
        yield ("stages", i, "rule", "named_skills"), stage.rule.named_skills


def _unknown_talent_types(policy: Policy) -> Iterator[PolicyProblem]:
    known = [talent_type.name for talent_type in policy.talent_types]
    for i, talent_type in enumerate(policy.talent_types):
        path = ("talent_types", i, "includes")
        yield from _unknown(path, talent_type.includes, known=known, listed_in="talent_types")
    of_one_type: dict[str, Sequence[Stage | Target]] = {
        "stages": policy.stages,
        "targets": policy.targets,
    }
    for field, values in of_one_type.items():
        for i, value in enumerate(values):
            for problem in _unknown(
                (), (value.talent_type,), known=known, listed_in="talent_types"
            ):
                yield PolicyProblem((field, i, "talent_type"), problem.sentence)


def _unknown_team_roles(policy: Policy) -> Iterator[PolicyProblem]:
    if not policy.team_roles:
        return  # A policy without a team may still name the roles of the roster.
    known = [word for role in policy.team_roles for word in (role.name, *role.aliases)]
    for i, talent_type in enumerate(policy.talent_types):
        if talent_type.applies_to is not None:
            path = ("talent_types", i, "applies_to", "team_roles")
            names = talent_type.applies_to.team_roles
            yield from _unknown(path, names, known=known, listed_in="team_roles")


def _unknown_categories(policy: Policy) -> Iterator[PolicyProblem]:
    known = sorted({level for skill in policy.skills for level in skill.category})
    for i, stage in enumerate(policy.stages):
        path = ("stages", i, "rule", "categories")
        names = stage.rule.categories
        yield from _unknown(path, names, known=known, listed_in="skills の category")


def _unknown_advisers(policy: Policy) -> Iterator[PolicyProblem]:
    known = [
        *(talent_type.name for talent_type in policy.talent_types),
        *(role.name for role in policy.team_roles),
    ]
    for i, adviser in enumerate(policy.advisers):
        listed = "talent_types と team_roles"
        for problem in _unknown((), (adviser.name,), known=known, listed_in=listed):
            yield PolicyProblem(("advisers", i, "name"), problem.sentence)


def _parts_of_targets(policy: Policy) -> Iterator[PolicyProblem]:
    for i, target in enumerate(policy.targets):
        known = [s.stage for s in policy.stages if s.talent_type == target.talent_type]
        match target.counted_by:
            case "stage_share" | "stage_people":
                listed = f"stages（{target.talent_type}）"
                found = _unknown((), (target.part,), known=known, listed_in=listed)
            case "people":
                listed = "「常勤」だけを数えるときに書く言葉"
                found = _unknown((), (target.part,), known=("", REGULAR), listed_in=listed)
            case _:
                continue
        for problem in found:
            yield PolicyProblem(("targets", i, "part"), problem.sentence)


# -- passages ---------------------------------------------------------------------------------

LONGEST_PASSAGE = 600
"""Characters that somebody still reads as the answer to a question."""


def _passages_twice(policy: Policy) -> Iterator[PolicyProblem]:
    first: dict[str, int] = {}
    for i, passage in enumerate(policy.passages):
        words = "".join(passage.source.quote.split())
        if words in first:
            sentence = f"{first[words] + 1}番目と同じ文です。どちらかを消してください。"
            yield PolicyProblem(("passages", i), sentence)
        first.setdefault(words, i)


def _long_passages(policy: Policy) -> Iterator[PolicyProblem]:
    for i, passage in enumerate(policy.passages):
        if len(passage.source.quote) > LONGEST_PASSAGE:
            sentence = (
                f"{LONGEST_PASSAGE}文字を超えています。質問の答えとして読めるように、"
                "段落ごとに分けてください。"
            )
            yield PolicyProblem(("passages", i, "source", "quote"), sentence)


# -- circles ----------------------------------------------------------------------------------


def _circles(policy: Policy) -> Iterator[PolicyProblem]:
    """Each circle once, at the ``includes`` that closes it; that edge is then left out."""
    includes = {t.name: dict.fromkeys(t.includes) for t in policy.talent_types}
    index = {t.name: i for i, t in enumerate(policy.talent_types)}
    while circle := _one_circle(includes):
        sentence = (
            f"引き継ぎが {'→'.join(circle)} と輪になっています。"
            "どこか一つの includes から名前を消してください。"
        )
        closing = circle[-2]
        position = policy.talent_types[index[closing]].includes.index(circle[-1])
        yield PolicyProblem(("talent_types", index[closing], "includes", position), sentence)
        del includes[closing][circle[-1]]


def _one_circle(includes: dict[str, dict[str, None]]) -> list[str]:
    """Names from one that includes the next, the first again at the end; empty without a circle."""
    try:
        TopologicalSorter(includes).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found[::-1]
    return []
