"""The policies that can be named: those shipped, and a municipality's own file."""

from pathlib import Path

from domain.policy import Policy
from storage.policy_file import read_policy, shipped_policy

YAML_ENDINGS = (".yaml", ".yml")


def is_policy_file(name: str) -> bool:
    """Whether it is a path, not an id."""
    return name.endswith(YAML_ENDINGS) or "/" in name


def policy_named(name: str) -> Policy:
    """A shipped policy's id, or the path of a YAML file.

    Raises PolicyFileError for a file that cannot be used, NotFound for an id that is not shipped.
    """
    if is_policy_file(name):
        return read_policy(Path(name))
    return shipped_policy(name)
