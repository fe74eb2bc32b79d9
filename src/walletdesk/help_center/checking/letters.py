"""A whole mail instead of a paste: whether our signature holds on it, and what its sender is. It is not kept.

Ours is called only what our own key signed as it stands, from an address that is ours. A sender is never
believed by itself, and what a signature leaves open is not spoken for.
"""

from collections.abc import AsyncIterable, Iterator
from dataclasses import dataclass, replace

from walletdesk.help_center.checking.model import Answer, Checked, Letter, Proof, Reason, Thing, What
from walletdesk.help_center.checking.ports import Limiter, ReadsLetters, Registry
from walletdesk.help_center.checking.service import Checking, worst_first
from walletdesk.kernel.errors import SecretStopped
from walletdesk.kernel.viewers import Viewer

PER_ADDRESS = (20, 600)
OF_ALL = (300, 600)  # each takes some tenths of a second of one core


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterChecking:
    checking: Checking
    letters: ReadsLetters
    registry: Registry
    limiter: Limiter

    async def check(self, pieces: AsyncIterable[bytes], viewer: Viewer, address: str) -> list[Checked]:
        """Of the mail, and of each mail that is attached to it, the worst first.

        Raises SecretStopped, TooMany, TooLarge, Invalid for what cannot be read, and Unavailable while
        others stand in line.
        """
        await self.limiter.hit(f"verify-mail:{address}", *PER_ADDRESS)
        await self.limiter.hit("verify-mail", *OF_ALL)
        read = await self.letters.read(pieces)
        if any(one.holds_secret for one in _all(read)):
            raise SecretStopped
        return worst_first([await self._judged(one, viewer, address) for one in _all(read)])

    async def _judged(self, letter: Letter, viewer: Viewer, address: str) -> Checked:
        thing = Thing(What.LETTER, letter.sender)
        if not letter.sender:
            reason = Reason.SENDERS if letter.names_sender else Reason.NO_MAIL
            return _told(thing, Answer.UNTOLD, letter, reason)
        sender = await self.checking.of(Thing(What.MAIL, letter.sender), viewer, address)
        listed = self.registry.official(What.MAIL.value, letter.sender) is not None
        answer, reason = judged(letter, sender.answer, is_listed=listed)
        if reason is Reason.STRANGER:
            return replace(sender, thing=thing, answer=answer, letter=letter, reason=reason)
        return _told(thing, answer, letter, reason)


def judged(letter: Letter, sender: Answer, *, is_listed: bool) -> tuple[Answer, Reason]:
    """``sender``: what is said of its address alone."""
    is_ours = is_listed or letter.is_own_sender
    if sender is Answer.KNOWN_BAD:
        return sender, Reason.STRANGER
    match letter.proof:
        case Proof.HOLDS:
            return (Answer.OFFICIAL, Reason.HOLDS) if is_ours else (Answer.UNTOLD, Reason.UNLISTED)
        case Proof.PARTLY:
            return Answer.UNTOLD, Reason.OPEN
        case Proof.CHANGED:
            return Answer.NOT_OURS, Reason.CHANGED
        case _:
            return _unproven(letter, sender, is_ours=is_ours)


def _unproven(letter: Letter, sender: Answer, *, is_ours: bool) -> tuple[Answer, Reason]:
    """Where every mail is signed, one without is not ours; where a key was lost, nobody can tell."""
    if letter.proof is Proof.OTHER_KEY and (is_ours or letter.is_own_domain):
        return Answer.UNTOLD, Reason.OTHER_KEY
    if letter.proof is Proof.NONE and letter.is_own_sender:
        return Answer.NOT_OURS, Reason.UNSIGNED
    return (Answer.UNTOLD, Reason.OFF) if is_ours else (sender, Reason.STRANGER)


def _told(thing: Thing, answer: Answer, letter: Letter, reason: Reason) -> Checked:
    return Checked(thing=thing, answer=answer, letter=letter, reason=reason)


def _all(letter: Letter) -> Iterator[Letter]:
    yield letter
    for inner in letter.inside:
        yield from _all(inner)
