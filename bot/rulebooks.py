"""The policy of each organization, read when it is asked for first and then kept."""

from bot.policies import policy_named
from domain.errors import DomainError
from domain.organization import Organization
from domain.policy import Policy
from domain.requirements import Rulebook
from handlers.advice import NoPolicy
from handlers.faults import note_fault


class Rulebooks:
    """Called with an organization. The default one has the policy that the settings name."""

    def __init__(self, default: Organization, policy: Policy) -> None:
        self._default_id = default.id
        self._of_default = Rulebook(policy)
        self._by_name: dict[str, Rulebook] = {}

    def __call__(self, organization: Organization) -> Rulebook:
        """Raises NoPolicy; the log has the number of the organization."""
        if organization.id == self._default_id:
            return self._of_default
        name = organization.policy_file or organization.policy_id
        if name not in self._by_name:
            try:
                self._by_name[name] = Rulebook(policy_named(name))
            except DomainError as unreadable:
                note_fault(unreadable, event=f"policy:{organization.id}")
                raise NoPolicy(organization.name) from None
        return self._by_name[name]
