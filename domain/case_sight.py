"""Who sees which improvement case, by its 公開範囲, and who answers for cases."""

from dataclasses import dataclass

from domain.improvement_case import PublishedCase, Visibility
from domain.people import Duty, Person

REVIEWER = "DX推進リーダー"
"""The role whose holders review the cases of their department."""
FORUM_MEMBER_ROLES = frozenset({"DX統括リーダー", REVIEWER, "DX推進員"})


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody sees. ``of_all``: of every department; ``reviewed``: departments with all of theirs."""

    person_id: int
    of_all: frozenset[Visibility]
    own: frozenset[str]
    reviewed: frozenset[str]

    def has(self, case: PublishedCase) -> bool:
        visibility = case.text.visibility
        return (
            visibility in self.of_all
            or case.author_id == self.person_id
            or case.department in self.reviewed
            or (visibility is Visibility.DEPARTMENT and case.department in self.own)
        )


def sight_of(person: Person) -> Sight:
    """By 公開範囲. The author, the department's reviewers and the office see their cases anyway."""
    roles = person.team_roles
    is_member = any(role.name in FORUM_MEMBER_ROLES for role in roles)
    forum = {Visibility.FORUM} if is_member else set[Visibility]()
    return Sight(
        person.id,
        frozenset(Visibility) if is_office(person) else frozenset({Visibility.OFFICE, *forum}),
        frozenset(post.department for post in person.posts),
        frozenset(r.department for r in roles if r.name == REVIEWER and r.department),
    )


def may_see(person: Person, case: PublishedCase) -> bool:
    """As ``sight_of``."""
    return case.text.visibility is Visibility.OFFICE or sight_of(person).has(case)


def is_office(person: Person) -> bool:
    return Duty.SECRETARIAT in person.duties


def reviews_for(person: Person, department: str) -> bool:
    return any(
        role.name == REVIEWER and role.department == department for role in person.team_roles
    )
