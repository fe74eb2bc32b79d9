"""Mails that come back: the address is left alone, and whoever answered is told.

A bounce is believed only for a letter that we know to have sent: its Message-ID cannot be guessed, so that
nobody silences an address by making one up. It becomes no conversation and is answered by nobody.
"""

from dataclasses import replace

from walletdesk.channels.email.events import MailBounced
from walletdesk.channels.email.model import Outgoing, State
from walletdesk.channels.email.ports import OpenWork, Work
from walletdesk.kernel.clock import Clock
from walletdesk.platform.mail import address
from walletdesk.platform.mime import Automatic, ReadMail

_HANDED_OVER = {State.SENDING, State.SENT, State.UNKNOWN}  # a bounce may be quicker than our note


class Bounces:
    """Safe to repeat."""

    def __init__(self, *, open_work: OpenWork, clock: Clock) -> None:
        self._open_work = open_work
        self._clock = clock

    async def note(self, mail: ReadMail) -> bool:
        """Whether it is about a letter of ours: then nothing is left to do with it."""
        if mail.automatic is not Automatic.BOUNCE:
            return False
        async with self._open_work() as work:
            for id in mail.returned:
                letter = await work.mails.by_message_id(f"<{id}>")
                if letter is not None and letter.state in _HANDED_OVER:
                    await self._noted(work, letter, for_good=bool(mail.gone))
                    return True
        return False

    async def heard_from(self, sender: str) -> None:
        """A mail came from there whose sender was proven: it lives, whatever came back before.

        Its caller has the proof; an unproven From says nothing.
        """
        try:
            known = address(sender)
        except ValueError:
            return
        async with self._open_work() as work:
            standing = await work.mails.standing(known)
            if standing.bounced_at or standing.delayed_at:
                lives = replace(standing, bounced_at=None, delayed_at=None, heard_at=self._clock())
                await work.mails.note_standing(known, lives)

    async def _noted(self, work: Work, letter: Outgoing, *, for_good: bool) -> None:
        now, standing = self._clock(), await work.mails.standing(letter.to)
        if not standing.believes(letter):
            return
        if not for_good:
            await work.mails.note_standing(letter.to, replace(standing, delayed_at=now))
            return
        await work.mails.note_standing(letter.to, replace(standing, bounced_at=now))
        told = MailBounced(at=now, mail=letter.id, template=letter.template, conversation=letter.conversation)
        work.emit(told)
