"""The DX統括リーダー: who answers for the issues of a department."""

from domain.people import Person

CHIEF = "DX統括リーダー"
"""As the roster writes the role."""


def led_by(person: Person) -> frozenset[str]:
    """The departments whose DX統括リーダー they are."""
    return frozenset(role.department for role in person.team_roles if role.name == CHIEF)
