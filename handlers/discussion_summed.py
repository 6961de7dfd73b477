"""A discussion out of the messages that are kept of it: what was deleted is not read."""

import asyncio
from collections.abc import Mapping, Sequence

from domain.discussion import Discussion, SaidThere
from domain.issue_thread import ThreadMessage
from language import thread_message as told
from language.thread_summary import thread_summary

MOST_READ = 400
"""The newest: twice what is promised to be summed up within a second."""


async def discussion_of(
    messages: Sequence[ThreadMessage], sections: Mapping[int, str]
) -> Discussion:
    """``messages`` in their order; ``sections``: where who wrote works, by the number of their row.

    Beside the loop: hundreds of messages take a second.
    """
    return await asyncio.to_thread(_summed, messages, sections)


def _summed(messages: Sequence[ThreadMessage], sections: Mapping[int, str]) -> Discussion:
    read = [
        (place, each)
        for place, each in enumerate(messages, 1)
        if not each.is_deleted and each.text.strip()
    ][-MOST_READ:]
    summary = thread_summary([_told(each, sections) for _, each in read])

    def said(sentences: Sequence[told.ThreadSentence]) -> tuple[SaidThere, ...]:
        return tuple(
            SaidThere(each.text, tuple(read[cite][0] for cite in each.cites)) for each in sentences
        )

    return Discussion(said(summary.facts), said(summary.decisions), said(summary.open_questions))


def _told(message: ThreadMessage, sections: Mapping[int, str]) -> told.ThreadMessage:
    """Who wrote it by their number: names are not needed, and are nobody's to repeat."""
    author = message.author_id
    return told.ThreadMessage(
        text=message.text,
        speaker="" if author is None else str(author),
        department="" if author is None else sections.get(author, ""),
        said_at=message.said_at.isoformat(),
    )
