"""The named people of the sample city: in the console's picker, the manual and the tests."""

from dataclasses import dataclass

from samples import contents
from samples.staff import DOMAIN


@dataclass(frozen=True, slots=True)
class CastMember:
    email: str
    name: str
    who: str
    """One line of Japanese: post and situation."""


CAST = tuple(
    CastMember(f"{entry.mail}@{DOMAIN}", entry.name.replace(" ", "　"), entry.who)
    for entry in contents.cast()
)
