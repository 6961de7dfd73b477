"""The pages of Sudachi's dictionary that lie in this process's memory, handed back to the system (docs/decisions/0042).

The dictionary is a file of 200 MB that is mapped, not read. Loading it looks at 72 MB once, and at every look
the kernel maps the pages around the one that is wanted: after some hundred texts 160 MB are resident, of which
less than half was ever looked at. What is handed back stays in the system's own memory, and is mapped again
where it is wanted, in microseconds.
"""

import ctypes
import mmap
from collections.abc import Callable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

PACKAGE = "sudachidict_core"
_MAPPINGS = Path("/proc/self/maps")
_ONLY_READ_AND_SHARED = "r--s"
"""Of such a mapping nothing can be lost: it never differs from its file."""

_Madvise = Callable[[int, int, int], int]


def hand_back() -> None:
    """From any thread, while others look words up. Nothing happens where the system is not Linux, or no
    dictionary is loaded.

    The dictionary must never be unloaded: the addresses would be somebody else's a moment later.
    """
    madvise = _madvise()
    if madvise is not None:
        for start, end in _mapped():
            madvise(start, end - start, mmap.MADV_DONTNEED)


def _mapped() -> Iterator[tuple[int, int]]:
    """Addresses, of each mapping of the dictionary."""
    file = _dictionary()
    for line in _MAPPINGS.read_text("utf-8", "surrogateescape").splitlines():
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[5] == file and fields[1] == _ONLY_READ_AND_SHARED:
            start, _, end = fields[0].partition("-")
            yield int(start, 16), int(end, 16)


@cache
def _dictionary() -> str:
    """As the system calls it; empty where it is not installed."""
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    files = [Path(place) / "resources" / "system.dic" for place in places or ()]
    return str(files[0].resolve()) if files else ""


@cache
def _madvise() -> _Madvise | None:
    """The system's own: Python's is for mappings that Python made."""
    if not (_MAPPINGS.exists() and hasattr(mmap, "MADV_DONTNEED")):
        return None
    madvise = ctypes.CDLL(None).madvise
    madvise.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    called: _Madvise = madvise
    return called
