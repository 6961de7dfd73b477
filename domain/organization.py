"""A municipality that the bot serves."""

import re
from dataclasses import dataclass

from domain.errors import DomainError

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class NotAnOrganizationKey(DomainError):
    """``named_by``: where the key was written."""

    def __init__(self, key: str, *, named_by: str) -> None:
        super().__init__(
            f"「{key}」は使えません。{named_by} は、英小文字・数字・-・_ で40文字までにしてください"
            "（例：minato-shi）。"
        )


def check_organization_key(key: str, *, named_by: str) -> None:
    """It is typed into shells, settings and lists. Raises NotAnOrganizationKey."""
    if not _KEY.fullmatch(key):
        raise NotAnOrganizationKey(key, named_by=named_by)


@dataclass(frozen=True, slots=True)
class Organization:
    """Each version grows with every change of what it counts, so that a copy in memory can tell:

    the catalogue; the roster; what people have done (records, qualifications, projects);
    improvement cases, with what others did with them; issues, with what was said of pairs of them.
    """

    id: int
    key: str
    name: str
    policy_id: str
    catalogue_version: int
    roster_version: int
    records_version: int
    cases_version: int = 0
    issues_version: int = 0
    policy_file: str = ""
    """Where the policy is, if it is a file of the organization's own; "" for one that is shipped."""

    @property
    def with_key(self) -> str:
        """For the operator, who tells several apart."""
        return f"{self.name}（{self.key}）"
