"""Pictures that are put into an Excel workbook, and the same in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BookPicture:
    """``alt``: the same in words, which stand above it. ``content`` is PNG."""

    title: str
    alt: str
    content: bytes


@dataclass(frozen=True, slots=True)
class KpiPictures:
    """Of 年度末点検: the way to each target, and the departments."""

    targets: tuple[BookPicture, ...] = ()
    departments: BookPicture | None = None

    @property
    def all(self) -> tuple[BookPicture, ...]:
        return (*self.targets, *([self.departments] if self.departments else []))


NO_PICTURES = KpiPictures()
