"""An account as Slack describes a user: https://docs.slack.dev/reference/objects/user-object"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from domain.account import Account, AccountKind
from domain.workspace import SLACK

PLATFORM = SLACK
FRESH = timedelta(hours=24)
"""A changed address or a leaver is known a day later at most."""


def read_account(user: Mapping[str, Any], *, team: str, now: datetime) -> Account:
    """``team``: our workspace; on Enterprise Grid a person of another one is no guest of ours."""
    profile: Mapping[str, Any] = user.get("profile") or {}
    return Account(
        platform=PLATFORM,
        platform_id=user["id"],
        kind=_kind(user, team=team),
        email=profile.get("email") or None,
        display_name=profile.get("real_name") or user.get("real_name") or user.get("name", ""),
        checked_at=now,
    )


def is_staff_with(account: Account, emails: Collection[str]) -> bool:
    """Whether it is the account of one of those members of staff."""
    return account.kind is AccountKind.MEMBER and account.address in emails


def _kind(user: Mapping[str, Any], *, team: str) -> AccountKind:
    if user.get("is_bot") or user["id"] == "USLACKBOT":
        return AccountKind.BOT
    if user.get("deleted") or user.get("is_stranger") or team not in _teams(user):
        return AccountKind.EXTERNAL
    # "is_restricted" is true of both kinds of guest.
    return AccountKind.GUEST if user.get("is_restricted") else AccountKind.MEMBER


def _teams(user: Mapping[str, Any]) -> set[str]:
    enterprise: Mapping[str, Any] = user.get("enterprise_user") or {}
    return {user.get("team_id", ""), *enterprise.get("teams", [])}
