"""Talent types, grades and roles of one policy, as messages name them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.policy import Policy, TeamRole
from domain.policy_answer import Holder
from language.normalise import normalise
from language.readings import read

_DETAIL = re.compile(r"\(.*?\)")
_PREFIX = re.compile(r"^(?:dx|デジタル)|人材$")
_SHORTEST = 3
_LONGEST_AUDIENCE = 12
_MANAGERS = "管理職"
_WORD_BEFORE = r"(?<![一-龠ァ-ヺーa-z])(?:dx|デジタル)?"
_POST_BEFORE, _POST_ENDS = r"(?<![本副])", r"(?:級|職)?(?![一-龠])"


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to name a talent type, grade or role."""

    name: str
    pattern: re.Pattern[str]
    length: int


class PolicyNames:
    """``of_policy``: what goes by a name of the policy's own. ``of_posts`` adds the grades by the posts
    that they are for: 係長, which is as often a person as a grade.
    """

    def __init__(self, policy: Policy) -> None:
        own = [*_forms(policy)]
        self._own = sorted(own, key=lambda form: -form.length)
        self._with_posts = sorted((*own, *_posts(policy)), key=lambda form: -form.length)

    def of_policy(self, heard: str) -> tuple[str, ...]:
        """In the order of the text, which is normalised; the longest name wins."""
        return _named(heard, self._own) or _named(read(heard), self._own)

    def of_posts(self, heard: str) -> tuple[str, ...]:
        return _named(heard, self._with_posts)

    def without(self, heard: str) -> str:
        """The text without the names in it."""
        for form in self._own:
            heard = form.pattern.sub(" ", heard)
        return heard


def _named(heard: str, forms: Iterable[_Form]) -> tuple[str, ...]:
    taken: list[tuple[int, int, str]] = []
    for form in forms:
        for match in form.pattern.finditer(heard):
            start, end = match.span()
            if all(end <= first or last <= start for first, last, _ in taken):
                taken.append((start, end, form.name))
    return tuple(dict.fromkeys(name for *_, name in sorted(taken)))


def _posts(policy: Policy) -> Iterator[_Form]:
    """「係長級・一般職員」 as 係長 and 一般職員, and by the roster's words for it."""
    for grade in policy.grades:
        parts = normalise(grade.name).split("・")
        words = {re.sub(r"級$", "", part) for part in (*parts, *map(normalise, grade.covers))}
        for word in sorted(words):
            if len(word) > 1 and word != "一般":
                yield _Form(
                    grade.name, re.compile(_POST_BEFORE + re.escape(word) + _POST_ENDS), len(word)
                )


def _forms(policy: Policy) -> Iterator[_Form]:
    holders: tuple[Holder, ...] = (*policy.talent_types, *policy.grades, *policy.team_roles)
    for holder in holders:
        yield from _ways(holder.name, (holder.name,))
    for role in policy.team_roles:
        yield from _ways(role.name, role.aliases)
    for talent_type in policy.talent_types:
        if len(talent_type.audience) <= _LONGEST_AUDIENCE:
            parts = re.split(r"[・、]", talent_type.audience)
            yield from _ways(talent_type.name, (p for p in parts if len(p) > _SHORTEST))
    for holder in holders:
        if "管理" in holder.name and not isinstance(holder, TeamRole):
            yield from _ways(holder.name, (_MANAGERS,))
    for holder in holders:
        core = _PREFIX.sub("", _PREFIX.sub("", _bare(holder.name)))
        if len(core) >= _SHORTEST and core != _bare(holder.name):
            yield _Form(holder.name, re.compile(_WORD_BEFORE + re.escape(core)), len(core) - 1)


def _ways(name: str, words: Iterable[str]) -> Iterator[_Form]:
    """The word as it is written, without what is in brackets, and read in hiragana."""
    for word in words:
        whole = normalise(word)
        for way in {whole, _bare(word), whole.removesuffix("員") if "職員" in whole else whole}:
            if len(way) > 1:
                yield _Form(name, re.compile(re.escape(way)), len(way))
        spoken = read(whole)
        if len(spoken) > 2 * _SHORTEST:
            yield _Form(name, re.compile(re.escape(spoken)), len(spoken))


def _bare(word: str) -> str:
    return _DETAIL.sub("", normalise(word))
