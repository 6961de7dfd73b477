"""Who we are to Microsoft: the Azure Bot's app registration."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClientSecret:
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """``private_key`` is the PEM itself; ``thumbprint`` the SHA-1 in hex that Azure shows."""

    private_key: str = field(repr=False)
    thumbprint: str


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """User-assigned; only where we run on Azure."""

    client_id: str


Credential = ClientSecret | Certificate | ManagedIdentity


@dataclass(frozen=True, slots=True)
class TeamsIdentity:
    """Ids are GUIDs in lower case. ``tenant_id`` is that of the app registration (single tenant)."""

    app_id: str
    tenant_id: str
    credential: Credential
    allowed_tenants: frozenset[str] = frozenset()
    """Empty: the app's own tenant alone."""

    def __post_init__(self) -> None:
        if not (self.app_id and self.tenant_id):
            # An empty audience would accept the token of any bot.
            raise ValueError("app_id and tenant_id are needed")

    @property
    def bot_id(self) -> str:
        """Our id in a conversation."""
        return f"28:{self.app_id}"

    @property
    def tenants(self) -> frozenset[str]:
        """Whose people may use the bot."""
        return self.allowed_tenants or frozenset({self.tenant_id})

    def admits(self, tenant: str) -> bool:
        return tenant.lower() in self.tenants
