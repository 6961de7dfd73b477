"""An issue as the language part has it: who has it, and what it says."""

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class IssueText(Generic[Key]):
    key: Key
    """Unique among those it is compared with."""
    department: str
    text: str
    title: str = ""
    section: str = ""
    """Of the department: as what others speak of whom they work with (「水道課」, not 「上下水道局」)."""

    @property
    def said(self) -> str:
        """What is compared and quoted of it."""
        return issue_said(self.title, self.text)


def issue_said(title: str, text: str) -> str:
    return f"{title.strip()}。{text.strip()}" if title.strip() else text.strip()
