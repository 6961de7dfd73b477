"""Who is there: staff, guests, people of another municipality."""

from typing import Any

from tests.peers.teams.peer import TENANT, TeamsPeer
from tests.peers.teams.person import Person
from tests.peers.teams.state import Member

ANOTHER_TENANT = "ffffffff-0000-0000-0000-000000000000"


def member(address: str, **told: Any) -> Member:
    """``told`` replaces what Teams says of them; None leaves it out."""
    name = address.partition("@")[0]
    platform_id, aad = f"29:{name}", f"aad-{name}"
    says = {
        "id": platform_id,
        "objectId": aad,
        "name": f"{name}さん",
        "email": address,
        "userPrincipalName": address,
        "tenantId": TENANT,
        "userRole": "user",
    }
    shown = {key: value for key, value in (says | told).items() if value is not None}
    return Member(platform_id, aad, f"{name}さん", shown)


def at_personal_chat(peer: TeamsPeer, who: Member) -> Person:
    chat = peer.personal_chat(who) or peer.conversation("personal", who)
    peer.has_installed.add(who.id)
    return Person(peer, who, chat)


def at_meeting_place(peer: TeamsPeer, scope: str, who: Member, *, installed: bool = True) -> Person:
    """``scope``: groupChat or channel; the personal chat does not exist yet."""
    if installed:
        peer.has_installed.add(who.id)
    return Person(peer, who, peer.conversation(scope, who))
