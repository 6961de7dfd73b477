"""Files that the page sends, as a multipart form: who, which event, what was written, the files."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import BodyPartReader, web
from aiohttp.http_exceptions import BadHttpMessage
from pydantic import ValidationError

from bot.console.posts import BODY_BYTES, Upload, refused_shape
from bot.console.refusals import Refused
from handlers.reply import SentFile
from storage.raw_sheet import LARGEST_FILE

_FILE = "file"
_TOO_LONG = "文章が長すぎます。いくつかに分けて送ってください。"


@dataclass(frozen=True, slots=True)
class Uploaded:
    upload: Upload
    files: tuple[SentFile, ...]


async def read_upload(request: web.Request) -> Uploaded:
    """Raises ``Refused`` for a wrong type, length or shape."""
    if request.content_type != "multipart/form-data":
        raise Refused(415, "ファイルはフォーム（multipart/form-data）で送ってください。")
    fields: dict[str, str] = {}
    files: list[SentFile] = []
    room = LARGEST_FILE
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                raise Refused(400, "送られた内容を読み取れませんでした。")
            if part.name == _FILE:
                content = await _capped(part, room, says=_too_large())
                room -= len(content)
                files.append(SentFile(part.filename or "ファイル", _of(content)))
            else:
                written = await _capped(part, BODY_BYTES, says=_TOO_LONG)
                fields[part.name or ""] = written.decode()
        upload = Upload.model_validate(fields)
    except ValidationError as error:
        raise refused_shape(error) from None
    except (ValueError, BadHttpMessage):
        raise Refused(400, "送られた内容を読み取れませんでした。") from None
    if not files:
        raise Refused(400, "ファイルを選んでください。")
    return Uploaded(upload, tuple(files))


def _of(content: bytes) -> Callable[[], Awaitable[bytes]]:
    async def read() -> bytes:
        return content

    return read


async def _capped(part: BodyPartReader, limit: int, *, says: str) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(64 * 1024):
        content += chunk
        if len(content) > limit:
            raise Refused(413, says)
    return bytes(content)


def _too_large() -> str:
    return (
        f"ファイルが大きすぎます（{LARGEST_FILE // (1024 * 1024)}MBまで）。分けて送ってください。"
    )
