"""Use cases about codes: show one, check one, ask for one, type one."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from walletdesk.conversations import Conversation, Status
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, TooMany
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Viewer
from walletdesk.verification.events import CodesRefused
from walletdesk.verification.model import NOT_OURS, Code, CodeCheck, Kind, State, digits_in, in_halves
from walletdesk.verification.ports import Archive, Counts, Draw, Limiter, OpenWork, People, Talks
from walletdesk.verification.service.badges import Badges, is_with

PER_ADDRESS = (30, 600)  # checks from one address within so many seconds
PER_CONVERSATION = (10, 600)
OF_STRANGERS = (600, 600)  # all who check without a session, together: they could try one another's
OF_ALL = (6_000, 600)
SHOWN = (30, 600)  # codes of one agent, and numbers of one conversation
REFUSED = (20, 600)  # wrong ones of all that slips explain; then leads are told


@dataclass(frozen=True, slots=True)
class Fresh:
    """A code as its reader sees it, this once."""

    code: str = field(repr=False)
    expires_at: datetime
    agent: str = ""  # who shows it, as the contact knows them
    locale: str = ""  # of the contact


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the number that the contact asked for; ``agent`` who typed it."""

    state: State
    agent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    open_work: OpenWork
    archive: Archive
    talks: Talks
    people: People
    badges: Badges
    codes: Draw
    limiter: Limiter
    counts: Counts
    clock: Clock

    async def show(self, viewer: AgentViewer, id: ConversationId) -> Fresh:
        """A code by which the agent proves to be ours to the contact of this conversation, and no other."""
        talk = await self.talks.seen_by(viewer, id)
        _refuse_absent(talk, viewer)
        await self.limiter.hit(f"proof:show:{viewer.agent}", *SHOWN)
        fresh = await self._fresh(id, Kind.SHOWN, viewer.agent)
        return replace(fresh, agent=self.people.shown_as(viewer.agent), locale=talk.locale)

    async def check_code(
        self, text: str, *, viewer: Viewer, address: str, conversation: ConversationId | None = None
    ) -> CodeCheck:
        """Whether an agent of ours was shown this code for whoever asks. A yes uses it up.

        A stranger (no contact's session) hears only that it is ours and when it was shown. Wrong, used, too
        old and another's are one answer. Raises NotFound for a conversation that is not theirs, and TooMany.
        """
        contact = viewer if isinstance(viewer, ContactViewer) else None
        if conversation is not None:
            await self.talks.seen_by(viewer, conversation)
        await self._may_check(contact, address, conversation)
        seal = self.codes.seal(Kind.SHOWN, digits_in(text, Kind.SHOWN))
        talk = await self._talk_of(seal, contact, conversation)
        code = await self._use(talk.id, seal) if talk else None
        if talk is None or code is None:
            await self._refused(conversation)
            return NOT_OURS
        self.counts("ours")
        return await self._told(code, talk, contact)

    async def ask(self, viewer: ContactViewer, id: ConversationId) -> Fresh:
        """A number that only our agent in this conversation can type."""
        talk = await self.talks.seen_by(viewer, id)
        if talk.status in (Status.RESOLVED, Status.CLOSED):
            raise Conflict("This conversation is over. None of our people is in it.", code="over")
        await self.limiter.hit(f"proof:ask:{id}", *SHOWN)
        return await self._fresh(id, Kind.ASKED, None)

    async def say(self, viewer: AgentViewer, id: ConversationId, text: str) -> bool:
        """The agent types what the contact told. A wrong one is shown to the contact as such."""
        _refuse_absent(await self.talks.seen_by(viewer, id), viewer)
        await self.limiter.hit(f"proof:say:{id}", *PER_CONVERSATION)
        at, seal = self.clock(), self.codes.seal(Kind.ASKED, digits_in(text, Kind.ASKED))
        async with self.open_work() as work:
            code = await work.codes.of_conversation(id, Kind.ASKED)
            fits = code is not None and code.fits(seal, at)
            if code is not None and code.is_open(at):
                await work.codes.put(code.used(at, viewer.agent) if fits else code.missed())
        self.counts("ours" if fits else "refused")
        return fits

    async def standing(self, viewer: ContactViewer, id: ConversationId) -> Standing:
        await self.talks.seen_by(viewer, id)
        code = await self.archive.of_conversation(id, Kind.ASKED)
        if code is None:
            return Standing(State.OVER)
        return Standing(code.state(self.clock()), self.people.shown_as(code.agent) if code.agent else "")

    async def _fresh(self, id: ConversationId, kind: Kind, agent: AgentId | None) -> Fresh:
        digits, at = self.codes.draw(kind), self.clock()
        seal = self.codes.seal(kind, digits)
        code = Code(conversation=id, kind=kind, seal=seal, agent=agent, made_at=at)
        async with self.open_work() as work:
            await work.codes.put(code)
        return Fresh(in_halves(digits), code.expires_at)

    async def _may_check(
        self, contact: ContactViewer | None, address: str, conversation: ConversationId | None
    ) -> None:
        await self.limiter.hit(f"proof:from:{address}", *PER_ADDRESS)
        if conversation is not None:
            await self.limiter.hit(f"proof:in:{conversation}", *PER_CONVERSATION)
        await self.limiter.hit(*(("proof:all", *OF_ALL) if contact else ("proof:strangers", *OF_STRANGERS)))

    async def _talk_of(
        self, seal: str, contact: ContactViewer | None, conversation: ConversationId | None
    ) -> Conversation | None:
        """The conversation that this code was shown in, where it may convince whoever asks."""
        code = await self.archive.of_seal(Kind.SHOWN, seal)
        talk = await self.talks.find(code.conversation) if code else None
        if code is None or talk is None or not is_with(talk, code.agent):
            return None
        is_theirs = contact is None or talk.contact == contact.contact
        return talk if is_theirs and conversation in (None, talk.id) else None

    async def _use(self, id: ConversationId, seal: str) -> Code | None:
        """Of two who check at once, one gets it."""
        at = self.clock()
        async with self.open_work() as work:
            code = await work.codes.of_conversation(id, Kind.SHOWN)
            if code is None or not code.fits(seal, at):
                return None
            await work.codes.put(code.used(at))
        return code

    async def _told(self, code: Code, talk: Conversation, contact: ContactViewer | None) -> CodeCheck:
        if contact is None:
            return CodeCheck(ours=True, at=code.made_at)
        return CodeCheck(
            ours=True,
            at=code.made_at,
            conversation=talk.id,
            badge=await self.badges.of(talk),
            working_on=await self.badges.working_on(talk),
        )

    async def _refused(self, conversation: ConversationId | None) -> None:
        """Count it: against the code that it was tried on, and for the leads."""
        self.counts("refused")
        if conversation is not None:
            await self._miss(conversation)
        try:
            await self.limiter.hit("proof:refused", *REFUSED)
        except TooMany:
            async with self.open_work() as work:
                work.emit(CodesRefused(at=self.clock()))

    async def _miss(self, id: ConversationId) -> None:
        async with self.open_work() as work:
            code = await work.codes.of_conversation(id, Kind.SHOWN)
            if code is not None and code.is_open(self.clock()):
                await work.codes.put(code.missed())


def _refuse_absent(talk: Conversation, viewer: AgentViewer) -> None:
    """Whoever merely reads along proves nothing to the contact: the agent of the conversation does."""
    if not is_with(talk, viewer.agent):
        raise Conflict("Take this conversation first. Then you can prove who you are.", code="not_in_it")
