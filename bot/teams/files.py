"""Files on Teams: what people send is fetched from their OneDrive, what we give is put there.

It is offered with a consent card first.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
"""

import io
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
from yarl import URL

from bot.teams.inbound import InboundActivity
from bot.teams.payloads import FileInTeams, Place
from bot.teams.people import People
from bot.teams.turn import Turn
from domain.errors import DomainError
from handlers.case_file_sight import may_still_have
from handlers.reply import MadeFile, SentFile
from storage.pending_files import PendingFile, drop_file, keep_file, pending_file
from storage.people import person_by_email
from storage.raw_sheet import LARGEST_FILE
from storage.session import Database

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
TIMEOUT = aiohttp.ClientTimeout(total=120)
_DRIVES = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us")
GONE = "ファイルの保存期限が過ぎました。もう一度はじめから出力してください。"
NOT_SHOWN = (
    "このファイルの事例は、取り下げられたか、添付や公開範囲が変わったため、お渡しできません。"
    "もう一度はじめから出力してください。"
)
NOT_SAVED = "ファイルを保存できませんでした。時間をおいて、もう一度はじめから出力してください。"
DECLINED = "ファイルは保存していません。"
_LOST = "Teamsからファイルを受け取れませんでした。もう一度送ってください。"
_TOO_LARGE = (
    f"ファイルが大きすぎます（{LARGEST_FILE // (1024 * 1024)}MBまで）。分けて送ってください。"
)
_TO_DRIVE = "あなたのOneDriveに保存します。"
_PIECE = 256 * 1024


def consent_card(file: PendingFile, *, key: str) -> dict[str, Any]:
    """An attachment; ``key`` comes back with the answer."""
    context = {"key": key}
    return {
        "contentType": CONSENT,
        "name": file.name,
        "content": {
            "description": _TO_DRIVE,
            "sizeInBytes": len(file.content),
            "acceptContext": context,
            "declineContext": context,
        },
    }


@dataclass(frozen=True, slots=True)
class Files:
    session: aiohttp.ClientSession
    database: Database
    organization_id: int
    people: People
    also_hosts: frozenset[str] = frozenset()

    def sent_file(self, file: FileInTeams) -> SentFile:
        return SentFile(file.name, partial(self._fetched, file.address))

    async def offered(self, file: MadeFile, place: Place) -> dict[str, Any]:
        """The consent card; the file waits for the answer. Raises ConnectorRefused."""
        kept, key = PendingFile(file.name, file.content, file.of_cases), secrets.token_urlsafe(16)
        actor = await self.people.actor(place)
        async with self.database.within(self.organization_id).begin() as session:
            who = self.organization_id
            person = await person_by_email(session, organization_id=who, email=actor.email or "")
            if person is not None:
                keep_file(
                    session,
                    kept,
                    organization_id=who,
                    staff_id=person.id,
                    key=key,
                    at=self.people.clock(),
                )
        return consent_card(kept, key=key)

    async def consented(self, activity: InboundActivity, place: Place, turn: Turn) -> None:
        """``fileConsent/invoke``: yes or no. The file is gone after either."""
        answer = activity.value if isinstance(activity.value, dict) else {}
        key = str(_part(answer, "context").get("key", ""))
        file = await self._taken(key, place)
        if isinstance(file, str):
            await turn.say(file)
        elif answer.get("action") != "accept":
            await turn.say(DECLINED)
        elif await self._uploaded(file, str(_part(answer, "uploadInfo").get("uploadUrl", ""))):
            await turn.attach(_info(_part(answer, "uploadInfo"), file))
        else:
            await turn.say(NOT_SAVED)

    async def _taken(self, key: str, place: Place) -> PendingFile | str:
        """Only for who it was made for, and what they may be given now as well; else what to say."""
        actor = await self.people.actor(place)
        async with self.database.within(self.organization_id).begin() as session:
            who = self.organization_id
            person = await person_by_email(session, organization_id=who, email=actor.email or "")
            if person is None:
                return GONE
            file = await pending_file(session, organization_id=who, staff_id=person.id, key=key)
            if file is None or not await drop_file(session, organization_id=who, key=key):
                return GONE
            if file.of_cases and not await may_still_have(
                session, file.of_cases, person, organization_id=who
            ):
                return NOT_SHOWN
            return file

    async def _fetched(self, address: str) -> bytes:
        """Without a token, as below. Raises DomainError with what the person can do."""
        if not self._is_drive(address):
            raise DomainError(_LOST)
        content = bytearray()
        try:
            async with self.session.get(
                URL(address, encoded=True), timeout=TIMEOUT, allow_redirects=False
            ) as answer:
                if answer.status != 200:
                    raise DomainError(_LOST)
                async for piece in answer.content.iter_chunked(_PIECE):
                    content += piece
                    if len(content) > LARGEST_FILE:
                        raise DomainError(_TOO_LARGE)
        except (aiohttp.ClientError, TimeoutError):
            raise DomainError(_LOST) from None
        return bytes(content)

    async def _uploaded(self, file: PendingFile, url: str) -> bool:
        """Without a token: the address itself is the permission."""
        size = len(file.content)
        if not (size and self._is_drive(url)):
            return False
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Range": f"bytes 0-{size - 1}/{size}",
        }
        try:
            async with self.session.put(
                URL(url, encoded=True),
                data=io.BytesIO(file.content),
                headers=headers,
                timeout=TIMEOUT,
                allow_redirects=False,
            ) as answer:
                return answer.ok
        except (aiohttp.ClientError, TimeoutError):
            return False

    def _is_drive(self, url: str) -> bool:
        try:
            address = URL(url)
        except ValueError:
            return False
        if f"{address.host}:{address.port}" in self.also_hosts:
            return True
        return address.scheme == "https" and (address.host or "").endswith(_DRIVES)


def _info(upload: Mapping[str, Any], file: PendingFile) -> dict[str, Any]:
    """A link to the file in their OneDrive."""
    content = {"uniqueId": upload.get("uniqueId"), "fileType": upload.get("fileType")}
    return {
        "contentType": INFO,
        "contentUrl": upload.get("contentUrl"),
        "name": file.name,
        "content": content,
    }


def _part(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = value.get(name)
    return part if isinstance(part, dict) else {}
