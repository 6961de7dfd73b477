"""Files as one message that nobody waits for: put there first, then shown with one call.

Only that last call can be seen by anybody, so it alone may leave a doubt.
https://docs.slack.dev/messaging/working-with-files
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2s
from pathlib import PurePath
from typing import Any

import aiohttp

from bot.slack.hosts import is_slack_host
from bot.slack.web_api import LONGEST_ALT, TIMEOUT, SlackRefused, SlackSilent, WebApi
from cards.renderers.characters import shortened
from handlers.reply import MadeFile

_PLACE = "files.getUploadURLExternal"


class NotPlaced(Exception):
    """Nothing is to be seen of it yet: ``refusal`` says why it could not be put there."""

    def __init__(self, refusal: SlackRefused) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


async def post_files(
    files: Sequence[MadeFile],
    api: WebApi,
    *,
    key: str,
    channel: str,
    thread: str,
    comment: str,
    before_call: Callable[[], None],
) -> str:
    """The id of the first. ``key``: by it they are found again. Raises NotPlaced and SlackRefused."""
    try:
        placed = [{"id": await _placed(file, api, key=key), "title": file.name} for file in files]
    except SlackRefused as refusal:
        raise NotPlaced(refusal) from None
    await api.share(
        placed, channel=channel, thread=thread, comment=comment, before_call=before_call
    )
    return placed[0]["id"]


def has_files_of(message: Mapping[str, Any], key: str) -> bool:
    """Whether the message shows files that were posted with that key."""
    mark = _mark(key)
    names: Iterable[str] = (str(file.get("name", "")) for file in message.get("files") or ())
    return any(PurePath(name).stem.endswith(mark) for name in names)


def _mark(key: str) -> str:
    """Behind the name under which it is saved; what people see of it is its title."""
    return f"_{blake2s(key.encode(), digest_size=4).hexdigest()}"


async def _placed(file: MadeFile, api: WebApi, *, key: str) -> str:
    """The file's id."""
    path = PurePath(file.name)
    named: dict[str, str] = {
        "filename": f"{path.stem}{_mark(key)}{path.suffix}",
        "length": str(len(file.content)),
        **({"alt_txt": shortened(file.alt, LONGEST_ALT)} if file.alt else {}),
    }
    place = await api.ask_once(_PLACE, **named)
    address = str(place["upload_url"])
    if not is_slack_host(address, also=api.api_hosts):
        raise SlackRefused(_PLACE, "not_slack")
    try:
        async with api.session.post(address, data=file.content, timeout=TIMEOUT) as answer:
            if answer.status != 200:
                raise SlackSilent(_PLACE, f"http_{answer.status}")
    except (aiohttp.ClientError, TimeoutError) as lost:
        raise SlackSilent(_PLACE, type(lost).__name__) from None
    return str(place["file_id"])
