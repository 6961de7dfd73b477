"""Files that a bot gives on Teams: offered with a consent card, put into the person's OneDrive.

https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
"""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from bot.teams.inbound import InboundActivity
from bot.teams.payloads import Place
from bot.teams.people import People
from bot.teams.turn import Turn
from storage.pending_files import PendingFile, drop_file, pending_file
from storage.people import person_by_email
from storage.session import Database

CONSENT = "application/vnd.microsoft.teams.card.file.consent"
INFO = "application/vnd.microsoft.teams.card.file.info"
TIMEOUT = aiohttp.ClientTimeout(total=120)
_DRIVES = (".sharepoint.com", ".sharepoint.us", ".sharepoint-mil.us")
GONE = "ファイルの保存期限が過ぎました。もう一度はじめから出力してください。"
NOT_SAVED = "ファイルを保存できませんでした。時間をおいて、もう一度はじめから出力してください。"
DECLINED = "ファイルは保存していません。"


def consent_card(file: PendingFile, *, key: str, description: str) -> dict[str, Any]:
    """An attachment; ``key`` comes back with the answer."""
    context = {"key": key}
    return {
        "contentType": CONSENT,
        "name": file.name,
        "content": {
            "description": description,
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

    async def consented(self, activity: InboundActivity, place: Place, turn: Turn) -> None:
        """``fileConsent/invoke``: yes or no. The file is gone after either."""
        answer = activity.value if isinstance(activity.value, dict) else {}
        key = str(_part(answer, "context").get("key", ""))
        file = await self._taken(key, place)
        if file is None:
            await turn.say(GONE)
        elif answer.get("action") != "accept":
            await turn.say(DECLINED)
        elif await self._uploaded(file, str(_part(answer, "uploadInfo").get("uploadUrl", ""))):
            await turn.attach(_info(_part(answer, "uploadInfo"), file))
        else:
            await turn.say(NOT_SAVED)

    async def _taken(self, key: str, place: Place) -> PendingFile | None:
        """Only for who it was made for."""
        actor = await self.people.actor(place)
        async with self.database.begin() as session:
            who = self.organization_id
            person = await person_by_email(session, organization_id=who, email=actor.email or "")
            if person is None:
                return None
            file = await pending_file(session, organization_id=who, staff_id=person.id, key=key)
            if file is not None:
                await drop_file(session, organization_id=who, key=key)
            return file

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
