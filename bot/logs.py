"""Where log lines go: to stderr while the bot runs, nowhere while a command does its one thing.

A command says what went wrong in one sentence; programs read its stderr. Only our own loggers speak
below WARNING: others write request bodies, statements and their parameters, which hold names and
what people wrote.
"""

import logging

LEVEL_NAME = "KAKEHASHI_LOG_LEVEL"
"""The setting; read before the settings are, so that what is wrong with them can be logged."""

_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def log_to_stderr(level: str) -> None:
    logging.basicConfig(format=_FORMAT, level=logging.WARNING, force=True)
    logging.getLogger("kakehashi").setLevel(level.upper())


def log_nowhere() -> None:
    """Without any handler Python prints warnings by itself."""
    if not logging.getLogger().handlers:
        logging.getLogger().addHandler(logging.NullHandler())
