"""Destroying what messages said: in the thread, the index and the outbox, and in what others made of it.

All in the block in which the secret is stopped, so that a crash leaves either all of it or nothing.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

import sqlalchemy as sa

from walletdesk.conversations.model import Conversation
from walletdesk.conversations.ports import Withdrawn
from walletdesk.conversations.store.rows import extra_of
from walletdesk.conversations.store.scrubbing import SCRUB
from walletdesk.conversations.store.search import forget_words
from walletdesk.conversations.store.tables import MESSAGE
from walletdesk.kernel.jobs import Job
from walletdesk.platform.db import Transaction, forget_events, statement

Forget = Callable[[Transaction, Withdrawn], Awaitable[None]]

SCRUB_AFTER = timedelta(seconds=3)  # when the reactions to the messages are through
_M = MESSAGE.c
TEXT_OF = statement(
    sa.select(_M.text).where(_M.conversation == sa.bindparam("own_id"), _M.seq == sa.bindparam("own_seq"))
)
EMPTY = statement(
    sa.update(MESSAGE)
    .where(_M.conversation == sa.bindparam("own_id"), _M.seq == sa.bindparam("own_seq"))
    .values(text="", extra=sa.bindparam("extra"))
)


async def withdraw(
    tx: Transaction, conversation: Conversation, subject: str, forget: Sequence[Forget]
) -> None:
    """``subject``: the one that goes with them, if one does."""
    id, texts = conversation.id, list[str]()
    for item in conversation.withdrawn:
        row = await tx.one(TEXT_OF, own_id=id, own_seq=item.seq)
        text = str(row[0]) if row else ""
        await tx.run(EMPTY, own_id=id, own_seq=item.seq, extra=extra_of(item))
        await forget_words(tx, id, item.seq, text)
        texts.append(text)
    gone = Withdrawn(id, tuple(filter(None, texts)), subject, conversation.seq)
    await forget_events(tx, id, lambda text: text in gone.texts or (bool(subject) and text == subject))
    for one in forget:
        await one(tx, gone)
    at = conversation.new[-1].at + SCRUB_AFTER
    tx.schedule(Job(kind=SCRUB, key="all", run_at=at, only_sooner=True))  # else the next would put it off
