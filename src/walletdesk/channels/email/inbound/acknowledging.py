"""That a mail has reached us, told by a program: to each sender once a day, within the caps of all mails."""

import hashlib
from datetime import datetime

from walletdesk.channels.email.content import MailTaken, to_anyone, to_proven, vouched_for
from walletdesk.channels.email.inbound.model import mailbox_mark
from walletdesk.channels.email.inbound.ports import Post, Reading
from walletdesk.conversations import Conversation
from walletdesk.platform.mail import address


class Acknowledging:
    """``post`` is None where no mail goes out."""

    def __init__(self, post: Post | None, reading: Reading) -> None:
        self._post = post
        self._reading = reading

    async def told(self, talk: Conversation, received_at: datetime, *, stopped: bool) -> None:
        """No word of theirs is in it. Where it held a secret, that is told even if another was told today."""
        thread = await self._reading.thread(talk.id)
        if self._post is None or thread is None or not thread.address:
            return
        to, content = address(thread.address), MailTaken(conversation=talk.id, stopped=stopped)
        mark = hashlib.blake2b(to.lower().encode(), digest_size=16).hexdigest()
        whose = mark if thread.proven else mailbox_mark(to)  # a forger has many spellings of one mailbox
        cause = f"taken:{'stopped:' if stopped else ''}{whose}:{received_at:%Y-%m-%d}"
        if thread.proven:
            mail = to_proven(vouched_for(to), content, cause=cause, locale=talk.locale)
        else:
            mail = to_anyone(to, content, cause=cause, locale=talk.locale)
        await self._post.post(mail)
