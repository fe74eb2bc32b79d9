"""Dossiers begin: with a message that names a transaction, or by the hand of an agent. No chain is asked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from walletdesk.conversations import Conversation
from walletdesk.dossiers.events import DossierOpened
from walletdesk.dossiers.model import (
    CONTACT,
    HIGHEST_NONCE,
    MOST_AT_ONCE,
    MOST_OF_CONVERSATION,
    Dossier,
    Sort,
    Told,
    joined,
    opened,
)
from walletdesk.dossiers.model.hearing import (
    SHORT,
    chains_in,
    names_of,
    networks_in,
    nonce_in,
    tells_what_was_meant,
)
from walletdesk.dossiers.ports import Archive, Chains, Forms, Identify, Named, OpenWork, Talks, Work
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.errors import Conflict, Invalid, NotFound
from walletdesk.kernel.ids import ConversationId, new_id
from walletdesk.kernel.jobs import Job
from walletdesk.kernel.viewers import AgentViewer, Viewer

LOOK: Final = "dossiers.look"
FIELD: Final = "transaction ID"  # the name of a field settles what is typed into it


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One public message. ``by``: contact, or the id of an agent."""

    conversation: ConversationId
    seq: int
    by: str
    text: str


class Opening:
    """``askable``: the chains for which the operator named an endpoint."""

    def __init__(  # noqa: PLR0913 - each is one thing that it needs
        self,
        *,
        open_work: OpenWork,
        archive: Archive,
        talks: Talks,
        forms: Forms,
        identify: Identify,
        table: Chains,
        askable: Collection[str],
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._talks = talks
        self._forms = forms
        self._identify = identify
        self._table = table
        self._askable = frozenset(askable)
        self._clock = clock
        self._names = names_of(table)

    async def hear(self, heard: Heard) -> bool:
        """Open what it names, or join what it tells to what is open. The same message twice is heard once.

        True if an answer to the contact will come of it.
        """
        if found := await self._transactions(heard):
            try:
                return await self._name(heard, found)
            except Conflict:  # somebody opened the same at this moment: now it is seen
                return await self._name(heard, found)
        return heard.by == CONTACT and await self._tell(heard)

    async def open(
        self, viewer: AgentViewer, conversation: ConversationId, text: str, told: Told
    ) -> Sequence[Dossier]:
        """By an agent's hand. Raises Invalid where the text names none."""
        talk = await self._talks.seen_by(viewer, conversation)
        found = self._identify(text, (FIELD,)).transactions[:MOST_AT_ONCE]
        if not found:
            raise Invalid("There is no transaction ID in this text.", code="no_transaction")
        told = self._checked(told)
        heard = Heard(conversation=conversation, seq=0, by=viewer.agent, text="")
        async with self._open_work() as work:
            made = [await self._take(work, talk, heard, one, told) for one in found]
        if None in made:
            raise Conflict("This conversation has too many transactions.", code="too_many_dossiers")
        return [one for one in made if one is not None]

    async def tell(self, viewer: Viewer, conversation: ConversationId, id: str, told: Told) -> Dossier:
        """More is known. Raises Invalid for what cannot be. Who asks sees the answer in the card."""
        await self._talks.seen_by(viewer, conversation)
        told, now = self._checked(told), self._clock()
        async with self._open_work() as work:
            dossier = await held_in(work, conversation, id)
            by = viewer.agent if isinstance(viewer, AgentViewer) else CONTACT
            return await self._join(work, dossier, told, now, by=by)

    async def look_again(self, viewer: Viewer, conversation: ConversationId, id: str) -> Dossier:
        """At once, whatever its pace. Who asks sees the answer in the card."""
        await self._talks.seen_by(viewer, conversation)
        now = self._clock()
        async with self._open_work() as work:
            dossier = await held_in(work, conversation, id)
            again = dossier.asked_again(now, awaited=False)
            await work.dossiers.save(again)
            work.schedule(soon(now))
        return again

    async def answer_again(self, conversation: ConversationId, names: Collection[str]) -> None:
        """Of those with these names nobody heard the answer."""
        now = self._clock()
        async with self._open_work() as work:
            for one in await work.dossiers.of_conversation(conversation):
                if one.name in names:
                    await work.dossiers.save(one.asked_again(now, awaited=True))
            work.schedule(soon(now))

    async def _transactions(self, heard: Heard) -> Sequence[Named]:
        seen = self._identify(heard.text)
        if seen.is_unsure and heard.by == CONTACT:
            # it was kept, so the contact has said what it is: perhaps in a field that asked for it
            named = await self._forms.asked_for_transaction(heard.conversation, heard.seq)
            seen = self._identify(heard.text, (FIELD,)) if named else seen
        return seen.transactions[:MOST_AT_ONCE]

    async def _name(self, heard: Heard, found: Sequence[Named]) -> bool:
        talk = await self._talks.find(heard.conversation)
        if talk is None:
            return False
        async with self._open_work() as work:
            told = self._meant_in(heard) if len(found) == 1 else Told()
            taken = [await self._take(work, talk, heard, one, told) for one in found]
        return any(one is not None and self._askable.intersection(one.possible) for one in taken)

    async def _take(
        self, work: Work, talk: Conversation, heard: Heard, found: Named, told: Told
    ) -> Dossier | None:
        """None where the conversation has so many that somebody plays with us."""
        tx, now = found.value, self._clock()
        known = await work.dossiers.of_conversation(talk.id)
        if again := next((one for one in known if one.tx == tx), None):
            return await self._again(work, again, heard, told, now)
        if len(known) >= MOST_OF_CONVERSATION:
            return None
        new = Dossier(
            id=new_id("dos", millis(now)),
            number=await work.dossiers.next_number(),
            conversation=talk.id,
            tx=tx,
            possible=found.chains,
            opened_at=now,
            opened_by=heard.by,
            locale=_locale(heard.text, talk.locale),
            awaited=heard.by == CONTACT and bool(self._askable.intersection(found.chains)),
            next_at=now,
            heard=heard.seq,
        )
        dossier, entry = opened(new.with_more(told))
        if not await work.dossiers.add(dossier):
            raise Conflict
        await work.dossiers.write(dossier, entry)
        work.schedule(soon(now))
        work.emit(_opened(dossier, talk, now))
        return dossier

    async def _again(self, work: Work, known: Dossier, heard: Heard, told: Told, now: datetime) -> Dossier:
        """The same id a second time: it is looked at now, and whoever named it is answered."""
        if heard.by == CONTACT and heard.seq <= known.heard:
            return known
        if not told.is_nothing:
            new = await self._join(work, known, told, now, by=heard.by, seq=heard.seq)
            if new is not known:
                return new
        awaited = heard.by == CONTACT and bool(self._askable.intersection(known.chains))
        again = replace(known.asked_again(now, awaited=awaited), heard=max(known.heard, heard.seq))
        await work.dossiers.save(again)
        work.schedule(soon(now))
        return again

    async def _tell(self, heard: Heard) -> bool:
        """Joined to the one that was opened last among those of which something is missing.

        Whom or on which chain they wanted to pay is joined to the last of all: it may have arrived elsewhere.
        """
        known = await self._archive.of_conversation(heard.conversation)
        if before := [one for one in known if one.heard == heard.seq]:
            return any(self._askable.intersection(one.possible) for one in before)
        missing = [one for one in known if self._misses(one)]
        meant = self._meant_in(heard) if known else Told()
        told = self._told_in(heard.text, missing[-1]) if missing and meant.is_nothing else meant
        if told.is_nothing:
            return False
        last = missing[-1] if missing and meant.is_nothing else known[-1]
        async with self._open_work() as work:
            dossier = await held_in(work, heard.conversation, last.id)
            new = await self._join(work, dossier, told, self._clock(), by=CONTACT, seq=heard.seq)
        return new.heard == heard.seq

    def _misses(self, dossier: Dossier) -> bool:
        unsure = not dossier.code or dossier.sort in {Sort.MISSING, Sort.UNKNOWN}
        found = bool(dossier.finding and dossier.finding.chain)
        return unsure and not found and bool(self._askable.intersection(dossier.possible))

    def _told_in(self, text: str, dossier: Dossier) -> Told:
        """Nothing of a longer story: only what may be the answer to what we asked for."""
        seen = self._identify(text).addresses
        fitting = [one for one in seen if set(one.chains).intersection(dossier.chains)]
        beside = len(text) - sum(one.length for one in seen)
        if beside > SHORT or len(fitting) > 1:
            return Told()
        sender = fitting[0].value if fitting else ""
        number = nonce_in(text) if fitting or dossier.sender else None
        return Told(chain=self._named_in(text, dossier.possible), sender=sender, nonce=number)

    def _meant_in(self, heard: Heard) -> Told:
        """Whom they wanted to pay, and on which chain, in words that say just that."""
        if heard.by != CONTACT or not tells_what_was_meant(heard.text):
            return Told()
        seen = self._identify(heard.text)
        transactions = sum(one.length for one in seen.transactions)
        beside = len(heard.text) - sum(one.length for one in seen.addresses) - transactions
        if beside > SHORT or len(seen.addresses) > 1:
            return Told()
        meant = seen.addresses[0].value if seen.addresses else ""
        named = networks_in(heard.text, self._names)
        return Told(chain=named[0] if len(named) == 1 else "", meant=meant)

    def _named_in(self, text: str, possible: Collection[str]) -> str:
        """The one chain that is named; of several only one that is possible."""
        named = chains_in(text, self._names)
        fitting = [id for id in named if id in possible]
        return fitting[0] if len(fitting) == 1 else ""

    async def _join(
        self, work: Work, dossier: Dossier, told: Told, now: datetime, *, by: str, seq: int = 0
    ) -> Dossier:
        step = joined(dossier, told, now, by=by)
        if step.entry is None:
            return dossier
        after = replace(step.dossier, heard=max(dossier.heard, seq))
        await work.dossiers.write(after, step.entry)
        work.schedule(soon(now))
        return after

    def _checked(self, told: Told) -> Told:
        """Raises Invalid; a chain by its id, an address as its chain writes it."""
        if told.chain and self._table.find(told.chain) is None:
            told = replace(told, chain=self._chain_called(told.chain))
        if told.nonce is not None and not 0 <= told.nonce <= HIGHEST_NONCE:
            raise Invalid("This is not a number of a transaction.", code="no_nonce")
        if told.last_block is not None and not 0 <= told.last_block <= HIGHEST_NONCE:
            raise Invalid("This is not a number of a block.", code="no_block")
        return replace(told, sender=self._address(told.sender), meant=self._address(told.meant))

    def _address(self, text: str) -> str:
        """As its chain writes it."""
        if not text:
            return ""
        seen = self._identify(text).addresses
        if len(seen) != 1:
            raise Invalid("This is not an address.", code="no_address")
        return seen[0].value

    def _chain_called(self, name: str) -> str:
        """People tell a chain by the name that they read."""
        called = name.strip().lower()
        for id, names in self._names.items():
            if called in [one.lower() for one in names]:
                return id
        raise Invalid("There is no such chain here.", code="no_chain")


async def held_in(work: Work, conversation: ConversationId, id: str) -> Dossier:
    found = await work.dossiers.find(id)
    if found is None or found.conversation != conversation:
        raise NotFound
    return found


def _locale(text: str, locale: str) -> str:
    return "zh-CN" if any("\u3400" <= sign <= "\u9fff" for sign in text) else locale


def soon(now: datetime) -> Job:
    return Job(kind=LOOK, key="all", run_at=now, only_sooner=True)


def _opened(dossier: Dossier, talk: Conversation, now: datetime) -> DossierOpened:
    return DossierOpened(
        at=now,
        conversation=talk.id,
        dossier=dossier.id,
        contact=talk.contact,
        locale=dossier.locale,
        by=dossier.opened_by,
    )
