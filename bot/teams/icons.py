"""The app's two icons, drawn: a bridge, which is what the name means.

https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/apps-package
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

BLUE = (0x1F, 0x4E, 0x79)
WHITE = (0xFF, 0xFF, 0xFF)
COLOUR_SIZE, OUTLINE_SIZE = 192, 32
"""Pixels each way, as Teams prescribes."""
_FINE = 8
"""Points each way in a pixel: a curve without steps."""
_POSTS = (-0.8, -0.4, 0.0, 0.4, 0.8)

Points = NDArray[np.float64]


def colour_icon() -> bytes:
    """A PNG: the bridge in the middle of a full square, which Teams may cut into a circle."""
    bridge = _bridge(COLOUR_SIZE, width=0.62)[..., None]
    ground, ink = np.array(BLUE), np.array(WHITE)
    return _png(np.rint(ground + (ink - ground) * bridge).astype(np.uint8))


def outline_icon() -> bytes:
    """A PNG: white on nothing, which is all that Teams takes."""
    bridge = _bridge(OUTLINE_SIZE, width=0.94)
    pixels = np.full((OUTLINE_SIZE, OUTLINE_SIZE, 4), 0xFF, np.uint8)
    pixels[..., 3] = np.rint(bridge * 0xFF)
    return _png(pixels)


def _bridge(size: int, *, width: float) -> Points:
    """How much of each pixel is covered, 0 to 1; ``width`` is the bridge's share of the square."""
    across = (np.arange(size * _FINE) + 0.5) / (size * _FINE) * 2 - 1
    x, y = np.meshgrid(across / width, across / width)
    deck, rail = 0.62 - 0.36 * (1 - x**2), 0.12 - 0.48 * (1 - x**2)
    inked = (abs(x) <= 1) & ((abs(y - deck) <= 0.09) | (abs(y - rail) <= 0.06))
    for post in _POSTS:
        inked |= (abs(x - post) <= 0.055) & (rail <= y) & (y <= deck)
    share: Points = inked.reshape(size, _FINE, size, _FINE).mean(axis=(1, 3))
    return share


def _png(pixels: NDArray[np.uint8]) -> bytes:
    """https://www.w3.org/TR/png: 8 bits a channel, RGB or RGBA, no filter."""
    height, width, channels = pixels.shape
    head = struct.pack(">IIBBBBB", width, height, 8, {3: 2, 4: 6}[channels], 0, 0, 0)
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
