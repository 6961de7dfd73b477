"""A municipality that the bot serves."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organization:
    """``catalogue_version`` grows with every change of the catalogue, so that a cache can tell."""

    id: int
    key: str
    name: str
    policy_id: str
    catalogue_version: int
