"""The bot tokens: those that lie sealed in the database, and the one that the settings name."""

from dataclasses import dataclass, field

from bot.token_seal import CannotOpen, Owner, TokenSeal
from domain.workspace import Workspace


def owner_of(workspace: Workspace) -> Owner:
    return Owner(workspace.organization_id, workspace.platform, workspace.external_id)


@dataclass(frozen=True, slots=True)
class Tokens:
    """``own_team`` has ``own_token``, which the settings name, whatever the database says."""

    seal: TokenSeal | None
    own_team: str = ""
    own_token: str = field(default="", repr=False)

    def of(self, workspace: Workspace) -> str:
        """Raises CannotOpen, also where there are no keys."""
        if workspace.external_id == self.own_team:
            return self.own_token
        if self.seal is None:
            raise CannotOpen
        return self.seal.opened(workspace.sealed, owner=owner_of(workspace)).decode()
