"""A municipality that the bot serves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organization:
    """Each version grows with every change of what it counts, so that a copy in memory can tell:

    the catalogue; the roster; what people have done (records, qualifications, projects).
    """

    id: int
    key: str
    name: str
    policy_id: str
    catalogue_version: int
    roster_version: int
    records_version: int
    policy_file: str = ""
    """Where the policy is, if it is a file of the organization's own; "" for one that is shipped."""
