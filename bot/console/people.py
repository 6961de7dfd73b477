"""The people as whom one can speak in the console."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConsolePerson:
    email: str
    name: str
    department: str
    section: str
    description: str = ""
    """What tells them apart, e.g. 「DX推進員・福祉課」."""
    featured: bool = False
    """Shown first: the handful whose answers differ most."""

    @property
    def caption(self) -> str:
        """The line under the name: the section and what tells them apart, each once."""
        if self.section in self.description:
            return self.description
        return "・".join(part for part in (self.section, self.description) if part)


People = Callable[[], Awaitable[Sequence[ConsolePerson]]]

FEATURED = "まず試すなら"


def grouped(people: Iterable[ConsolePerson]) -> dict[str, list[ConsolePerson]]:
    """The featured ones, then each department, in the order given; everyone is listed once."""
    groups: dict[str, list[ConsolePerson]] = {}
    for person in sorted(people, key=lambda person: not person.featured):
        name = FEATURED if person.featured else person.department
        groups.setdefault(name, []).append(person)
    return groups
