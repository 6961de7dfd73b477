"""Python's search for garbage, put off while nearly nothing becomes garbage."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_garbage() -> Iterator[None]:
    """What is loaded or read inside stays: searching through it again and again takes a fifth of the start of a
    program, and longer than an advice to half a million records. Who lets go of it does so inside, or it is searched
    through after all.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
