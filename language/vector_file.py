"""chiVe's word vectors, packed once out of the ja-ginza wheel into one file that is mapped.

The wheel is data here: nothing of it is imported, so spaCy is not needed. Its files: ``key2row``
(msgpack: MurmurHash64A of a word → row) and ``vectors`` (npy, rows × 300, float32).

The packed file: one line of JSON that says what follows, filled up with blanks to ``_HEADER``
bytes; the hashes in ascending order (uint64); their rows (uint32); the vectors, each at length 1
(float16, 12 MB). 18 MB in all.
"""

import json
import mmap
import os
import tempfile
from dataclasses import asdict, dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

PACKAGE = "ja_ginza"
FORMAT = 1
"""Another number for another layout: files of other versions are left alone."""
_HEADER = 256
_AT_A_TIME = 1 << 20
_FOR_ALL_TO_READ = 0o644

Hashes = NDArray[np.uint64]
Rows = NDArray[np.uint32]
Table = NDArray[np.float16]


@dataclass(frozen=True, slots=True, eq=False)
class Packed:
    hashes: Hashes
    """(words,) ascending."""
    rows: Rows
    """(words,)"""
    table: Table
    """(rows, dimensions), each row of length 1; the commoner a word, the earlier its row."""
    mapping: mmap.mmap | None = None
    """Of the file that they lie in; None where they are in memory."""

    def hand_back(self) -> None:
        """The pages that lie in this process's memory, to the system (docs/decisions/0042)."""
        if self.mapping is not None and hasattr(mmap, "MADV_DONTNEED"):
            self.mapping.madvise(mmap.MADV_DONTNEED)


@dataclass(frozen=True, slots=True)
class _Header:
    format: int
    words: int
    rows: int
    dimensions: int
    crc: int

    @property
    def bytes(self) -> int:
        return _HEADER + 12 * self.words + 2 * self.rows * self.dimensions


class BrokenFile(ValueError):
    """Not a whole file of this format."""


def packed_vectors() -> Packed | None:
    """The vectors, mapped from the cache or packed now (about a second); None without the wheel.

    Where no cache can be written they are kept in memory (+18 MB) and packed at every start.
    """
    source = _source()
    if source is None:
        return None
    file = cache_file()
    try:
        return read(file)
    except (OSError, BrokenFile):
        pass
    try:
        packed = _pack(source)
    except (OSError, ValueError):  # the wheel's own files are not what they should be
        return None
    try:
        write(packed, file)
        return read(file)
    except (OSError, BrokenFile):
        return packed


def cache_file() -> Path:
    """In ``XDG_CACHE_HOME``, else ``~/.cache``; named after the wheel's version and our format."""
    home = os.environ.get("XDG_CACHE_HOME") or "~/.cache"
    name = f"chive-{_version() or 'none'}-{FORMAT}.vectors"
    return Path(home).expanduser() / "kakehashi" / name


def read(file: Path) -> Packed:
    """Mapped, not read into memory. Raises OSError, BrokenFile."""
    header = _header(file)
    with file.open("rb") as opened:
        mapping = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    content = np.frombuffer(mapping, dtype=np.uint8)
    if len(content) != header.bytes or _checksum(content[_HEADER:]) != header.crc:
        raise BrokenFile(file.name)
    hashes, rest = np.split(content[_HEADER:], [8 * header.words])
    rows, table = np.split(rest, [4 * header.words])
    packed = Packed(
        hashes.view(np.uint64),
        rows.view(np.uint32),
        table.view(np.float16).reshape(header.rows, header.dimensions),
        mapping,
    )
    packed.hand_back()  # what was looked at for its checksum alone
    return packed


def write(packed: Packed, file: Path) -> None:
    """Whole or not at all, so that two processes may do it at once. Raises OSError."""
    content = [part.tobytes() for part in (packed.hashes, packed.rows, packed.table)]
    rows, dimensions = packed.table.shape
    header = _Header(FORMAT, len(packed.hashes), rows, dimensions, crc32(b"".join(content)))
    file.parent.mkdir(parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with os.fdopen(number, "wb") as made:
            made.write(json.dumps(asdict(header)).encode().ljust(_HEADER - 1) + b"\n")
            made.writelines(content)
        Path(name).chmod(_FOR_ALL_TO_READ)  # an image is built by another user than runs it
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _header(file: Path) -> _Header:
    with file.open("rb") as opened:
        line = opened.read(_HEADER)
    try:
        header = _Header(**json.loads(line))
    except (ValueError, TypeError):
        raise BrokenFile(file.name) from None
    if header.format != FORMAT:
        raise BrokenFile(file.name)
    return header


def _checksum(content: NDArray[np.uint8]) -> int:
    found = 0
    for start in range(0, len(content), _AT_A_TIME):
        found = crc32(content[start : start + _AT_A_TIME].data, found)
    return found


@cache
def _version() -> str | None:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return None


def _source() -> Path | None:
    """The folder of the wheel with the vectors in it."""
    spec = find_spec(PACKAGE)  # of a package that is not nested: finding it runs nothing of it
    places = spec.submodule_search_locations if spec else None
    for place in places or ():
        folder = Path(place) / f"{PACKAGE}-{_version()}" / "vocab"
        if (folder / "vectors").is_file():
            return folder
    return None


def _pack(source: Path) -> Packed:
    """Raises OSError, ValueError."""
    row_of = _unpacked((source / "key2row").read_bytes())
    hashes = np.fromiter(row_of.keys(), dtype=np.uint64, count=len(row_of))
    rows = np.fromiter(row_of.values(), dtype=np.uint32, count=len(row_of))
    order = np.argsort(hashes)
    table = np.load(source / "vectors", allow_pickle=False)
    if table.ndim != 2 or (len(rows) and rows.max() >= len(table)):
        raise ValueError(source.name)
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    unit = table / np.where(lengths == 0, 1, lengths)
    return Packed(hashes[order], rows[order], unit.astype(np.float16))


def _unpacked(content: bytes) -> dict[int, int]:
    import msgpack  # needed only here

    unpacked: Any = msgpack.unpackb(content, strict_map_key=False)
    if not isinstance(unpacked, dict):
        raise ValueError("key2row")
    return unpacked
