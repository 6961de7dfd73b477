"""Conversations in memory: what was said, by whom it is read, and what changed since."""

import asyncio
import secrets
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from bot.console.entry import Content, Entry, GivenFile
from cards.elements import Card
from handlers.reply import MadeFile

ENTRIES_KEPT = 200
FILES_KEPT = 5
CONVERSATIONS_KEPT = 1_000

Clock = Callable[[], datetime]


class Conversation:
    """The last ``ENTRIES_KEPT`` entries of one person.

    Every change raises ``version``. A reader asks for what changed since the version it has seen,
    so a slow one misses nothing and no queue grows.
    """

    def __init__(self, clock: Clock) -> None:
        self.key = secrets.token_urlsafe(12)
        """Names the conversation in an address, where an e-mail address would end up in logs."""
        self.version = 0
        self.readers = 0
        self.closed = False
        self._clock = clock
        self._entries: OrderedDict[int, Entry] = OrderedDict()
        self._said: dict[str, int] = {}
        self._files: OrderedDict[str, MadeFile] = OrderedDict()
        self._changed = asyncio.Event()

    def say(self, text: str, *, event_id: str) -> None:
        """The person's words, once however often the browser sends them."""
        if event_id in self._said:
            return
        self._said[event_id] = self._append(text)

    def show(self, card: Card) -> int:
        """The number of its entry."""
        return self._append(card)

    def give(self, file: MadeFile) -> None:
        """The last ``FILES_KEPT`` can be fetched."""
        key = secrets.token_urlsafe(12)
        self._files[key] = file
        while len(self._files) > FILES_KEPT:
            self._files.popitem(last=False)
        self._append(GivenFile(file.name, len(file.content), f"files/{self.key}/{key}"))

    def file(self, key: str) -> MadeFile | None:
        return self._files.get(key)

    def update(self, card: Card, *, entry_id: int | None) -> None:
        """``card`` in the place of the one acted on, or below where that one is gone."""
        entry = self._entries.get(entry_id) if entry_id is not None else None
        if entry is None or not isinstance(entry.content, Card):
            self._append(card)
            return
        self.version += 1
        self._entries[entry.id] = replace(entry, content=card, version=self.version)
        self._wake()

    def changed_since(self, version: int) -> tuple[Entry, ...]:
        """In the order of the log, not of the changes."""
        return tuple(entry for entry in self._entries.values() if entry.version > version)

    async def wait_beyond(self, version: int) -> None:
        """Returns when there is more than ``version``, or the conversation is closed."""
        if self.version <= version and not self.closed:
            await self._changed.wait()

    def close(self) -> None:
        """Lets its readers go; the history stays."""
        self.closed = True
        self._wake()

    @contextmanager
    def read(self) -> Iterator[None]:
        self.readers += 1
        try:
            yield
        finally:
            self.readers -= 1

    def _append(self, content: Content) -> int:
        self.version += 1
        entry = Entry(id=self.version, version=self.version, content=content, at=self._clock())
        self._entries[entry.id] = entry
        self._forget()
        self._wake()
        return entry.id

    def _forget(self) -> None:
        while len(self._entries) > ENTRIES_KEPT:
            self._entries.popitem(last=False)
        oldest = next(iter(self._entries))
        self._said = {event: entry for event, entry in self._said.items() if entry >= oldest}

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()


class Conversations:
    """One conversation a person, by e-mail address.

    ``clock`` gives aware times in the municipality's zone.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._by_email: OrderedDict[str, Conversation] = OrderedDict()

    def of(self, email: str) -> Conversation:
        address = email.casefold()
        if address not in self._by_email:
            self._forget()
            self._by_email[address] = Conversation(self.clock)
        self._by_email.move_to_end(address)
        return self._by_email[address]

    def with_key(self, key: str) -> Conversation | None:
        return next((talk for talk in self._by_email.values() if talk.key == key), None)

    def close(self) -> None:
        for conversation in self._by_email.values():
            conversation.close()

    def _forget(self) -> None:
        """Makes room for one more: the longest untouched goes; one that is being read stays."""
        if len(self._by_email) < CONVERSATIONS_KEPT:
            return
        idle = (address for address, talk in self._by_email.items() if not talk.readers)
        oldest = next(idle, None)
        if oldest is not None:
            del self._by_email[oldest]
