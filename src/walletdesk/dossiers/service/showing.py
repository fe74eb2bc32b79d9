"""Dossiers in words: the same view for every face, for whoever may see the conversation."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from walletdesk.dossiers.model import (
    HELD,
    Dossier,
    Finding,
    Sort,
    State,
    Why,
    is_alarming,
    is_ours,
    may_be_held,
    tone_of,
)
from walletdesk.dossiers.model.view import (
    ChainView,
    DossierView,
    ExplorerView,
    FileView,
    HoldView,
    NodesView,
    ReasonView,
)
from walletdesk.dossiers.ports import (
    Archive,
    Articles,
    Chain,
    Chains,
    Counsel,
    Custody,
    Files,
    OwnAddresses,
    Say,
    Talks,
)
from walletdesk.dossiers.service import words as w
from walletdesk.dossiers.service.facts import amount_of, facts_of, told_of
from walletdesk.dossiers.service.timeline import Timeline
from walletdesk.kernel.clock import millis
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, Viewer

UNKNOWN: Final = "unknown"
_EMPTY: Final = Finding(code=UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One transaction for another capability; what is not known is empty. ``at``: when it came in."""

    dossier: str
    name: str
    tx: str
    chain: str
    address: str
    code: str
    title: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """What the contact is told. ``title``, ``meaning`` and ``step`` are sentences that stand alone."""

    name: str
    title: str
    meaning: str
    step: str
    ask: str
    amount: str
    topic: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a view takes from others."""

    say: Say
    counsel: Mapping[str, Counsel]
    articles: Articles
    files: Files
    own: OwnAddresses
    custody: Custody
    shown_as: Callable[[AgentId], str]


class Showing:
    def __init__(self, *, archive: Archive, talks: Talks, table: Chains, around: Around) -> None:
        self._archive = archive
        self._talks = talks
        self._table = table
        self._around = around
        self._timeline = Timeline(around.say, table)

    async def every(self, viewer: Viewer, conversation: ConversationId, locale: str) -> Sequence[DossierView]:
        await self._talks.seen_by(viewer, conversation)
        found = await self._archive.of_conversation(conversation)
        files = await self._around.files.of_conversation(conversation) if found else ()
        return [await self._view(viewer, one, files, locale) for one in found]

    async def one(self, viewer: Viewer, conversation: ConversationId, id: str, locale: str) -> DossierView:
        """Raises NotFound for what is not there, not theirs, or another conversation's."""
        found = await self.seen_by(viewer, conversation, id)
        files = await self._around.files.of_conversation(conversation)
        return await self._view(viewer, found, files, locale)

    async def seen_by(self, viewer: Viewer, conversation: ConversationId, id: str) -> Dossier:
        """The only way to a dossier from outside."""
        await self._talks.seen_by(viewer, conversation)
        found = await self._archive.find(id)
        if found is None or found.conversation != conversation:
            raise NotFound
        return found

    async def of_conversation(self, conversation: ConversationId, locale: str = "en") -> Sequence[Known]:
        """For colleagues inside; whoever answers somebody outside asks for views."""
        found = await self._archive.of_conversation(conversation)
        return [self._known(one, locale) for one in found]

    async def ready(self, id: str, locale: str, *, is_let_go: bool = False) -> Ready | None:
        """The words in which its contact is told; None where it is gone or nothing is known yet.

        ``is_let_go``: that alone is told, whatever was found since; what was found has words of its own.
        """
        found = await self._archive.find(id)
        if found is not None and is_let_go:
            return self._let_go(found, locale)
        if found is None or found.finding is None:
            return None
        advice, title, meaning = self._worded(found, found.finding, locale)
        unsure = found.sort in {Sort.MISSING, Sort.UNKNOWN} and not found.finding.chain
        return Ready(
            name=found.name,
            title=title,
            meaning=meaning,
            step=self._say(locale, advice.steps[0]),
            ask=self._say(locale, w.ASK_FOR_MORE) if unsure else "",
            amount=self._amount_said(found, locale),
            topic=advice.article,
        )

    def _let_go(self, it: Dossier, locale: str) -> Ready:
        title, meaning, step = self._all(locale, (w.LET_GO, w.LET_GO_MEANS, w.LET_GO_STEP))
        topic = self._advice(HELD).article
        return Ready(name=it.name, title=title, meaning=meaning, step=step, ask="", amount="", topic=topic)

    def _amount_said(self, dossier: Dossier, locale: str) -> str:
        """Only in coins of our own table: what a token calls itself is not for us to say."""
        found = dossier.finding or _EMPTY
        amount = amount_of(found, self._chain(dossier), self._say, locale)
        return f"{amount.value} {amount.symbol}" if amount and not amount.claimed else ""

    def _known(self, dossier: Dossier, locale: str) -> Known:
        found = dossier.finding or _EMPTY
        _, title, _ = self._worded(dossier, found, locale)
        return Known(
            dossier=dossier.id,
            name=dossier.name,
            tx=dossier.tx,
            chain=dossier.likely,
            address=found.evidence.get("recipient") or found.evidence.get("to") or dossier.sender,
            code=dossier.code,
            title=title,
            at=dossier.opened_at,
        )

    async def _view(self, viewer: Viewer, it: Dossier, files: Sequence[FileView], locale: str) -> DossierView:
        found, chain = it.finding or _EMPTY, self._chain(it)
        advice, title, meaning = self._worded(it, found, locale)
        for_agents = isinstance(viewer, AgentViewer)
        explorer = _explorer(chain, it.tx)
        return DossierView(
            id=it.id,
            name=it.name,
            conversation=it.conversation,
            at=millis(it.opened_at),
            state=it.state.value,
            tone=tone_of(it.code, found.state).value,
            badge=self._say(locale, _badge(it)),
            since=_ms(it.since),
            amount=amount_of(found, chain, self._say, locale),
            chain=ChainView(id=chain.id, name=chain.called(locale)) if chain else None,
            possible=[] if chain else self._possible(it, locale),
            direction=await self._direction(it, found),
            tx=it.tx,
            explorer=explorer,
            code=it.code,
            title=title,
            meaning=meaning,
            timeline=self._timeline.of(it, locale),
            steps=self._all(locale, _steps(it, found, advice)),
            who=self._say(locale, advice.who),
            undo=self._say(locale, _undo(it)),
            never=self._all(locale, advice.never),
            article=await self._around.articles.article(advice.article, locale) if it.code else None,
            reason=found.reason or None,
            nodes=_nodes(found),
            checked_at=_ms(it.checked_at),
            next_at=_ms(it.next_at),
            findings=[
                *told_of(it, self._called(it.named, locale), self._say, locale),
                *facts_of(found, chain, self._say, locale, all_of_it=for_agents),
            ],
            files=list(files),
            hold=self._hold(it, locale, for_agents=for_agents),
            reasons=await self._reasons(viewer, it, locale),
            may_tell=_may_tell(it),
            print_url=_page(it, for_agents=for_agents),
            json_url=f"{_api(it, for_agents=for_agents)}/export.json",
        )

    def _worded(self, it: Dossier, found: Finding, locale: str) -> tuple[Counsel, str, str]:
        """With title and meaning; of an answer that did not come, whose fault that is."""
        advice = self._of_ours() if is_ours(it) else self._advice(found.code)
        title, meaning = advice.title, advice.meaning
        if it.finding is None:
            title, meaning = w.CHECKING, w.CHECKING_MEANS
        elif found.cannot_be_asked:
            title, meaning = w.NOT_HERE, w.NOT_HERE_MEANS
        elif found.trouble:
            meaning = w.SILENT_MEANS
        said = [*self._before(it, found, locale), self._say(locale, meaning), *self._held_for(it, locale)]
        return advice, self._say(locale, title), ("" if locale.startswith("zh") else " ").join(said)

    def _before(self, it: Dossier, found: Finding, locale: str) -> Iterator[str]:
        """People are sure of their network, and wrong."""
        if it.named and found.chain and it.named != found.chain:
            names = {"found": self._called(found.chain, locale), "named": self._called(it.named, locale)}
            yield self._say(locale, w.FOUND_ELSEWHERE, **names)

    def _held_for(self, it: Dossier, locale: str) -> Iterator[str]:
        if it.hold is not None and it.code == HELD:
            yield self._say(locale, w.HELD_FOR[it.hold.why.value])

    def _hold(self, it: Dossier, locale: str, *, for_agents: bool) -> HoldView | None:
        if it.hold is None:
            return None
        by = self._around.shown_as(it.hold.by) if for_agents else None
        return HoldView(why=self._say(locale, w.HELD_FOR[it.hold.why.value]), at=millis(it.hold.at), by=by)

    async def _reasons(self, viewer: Viewer, it: Dossier, locale: str) -> list[ReasonView]:
        """Only of what no chain knows, for those of a desk that may say so."""
        custody = self._around.custody
        if not isinstance(viewer, AgentViewer) or not custody.holds_withdrawals or not may_be_held(it):
            return []
        if not await custody.may_hold(viewer):
            return []
        return [ReasonView(id=one.value, text=self._say(locale, w.HELD_FOR[one.value])) for one in Why]

    def _called(self, id: str, locale: str) -> str:
        chain = self._table.find(id)
        return chain.called(locale) if chain else id

    def _of_ours(self) -> Counsel:
        """Nobody is sent to ask somebody else for what is with us."""
        held = self._advice(HELD)
        return replace(held, title=w.OURS, meaning=w.OURS_MEANS, steps=w.OURS_STEPS, who=w.OURS_WHO)

    def _advice(self, code: str) -> Counsel:
        """Of a code that another version wrote nothing is made up."""
        return self._around.counsel.get(code) or self._around.counsel[UNKNOWN]

    async def _direction(self, it: Dossier, found: Finding) -> str | None:
        """Only where one of its addresses is known to be the contact's, and not both."""
        talk = await self._talks.find(it.conversation)
        own = await self._around.own.of_contact(talk.contact) if talk else ()
        sent = found.evidence.get("sender") in own
        got = (found.evidence.get("recipient") or found.evidence.get("to")) in own
        return None if sent == got else "outgoing" if sent else "incoming"

    def _chain(self, it: Dossier) -> Chain | None:
        return self._table.find(it.likely) if it.likely else None

    def _possible(self, it: Dossier, locale: str) -> list[str]:
        """An operator may have taken a chain out since."""
        found = [self._table.find(id) for id in it.possible]
        return [chain.called(locale) for chain in found if chain is not None]

    def _say(self, locale: str, sentence: str, /, **values: str) -> str:
        return self._around.say(locale, sentence, **values)

    def _all(self, locale: str, sentences: Sequence[str]) -> list[str]:
        return [self._say(locale, one) for one in sentences]


def _badge(it: Dossier) -> str:
    if it.finding is None:
        return w.CHECKING
    if it.code == HELD:
        return w.OURS_BADGE if is_ours(it) else w.HELD_BADGE
    return w.ALARM if is_alarming(it.code) and it.sort is Sort.DONE else w.BADGES[it.sort]


def _steps(it: Dossier, found: Finding, advice: Counsel) -> Sequence[str]:
    if it.finding is None:
        return ()
    if found.cannot_be_asked:
        return (w.NOT_HERE_STEP,)
    ended = it.state is State.SETTLED and it.sort in {Sort.WAITING, Sort.MISSING, Sort.UNKNOWN}
    return (*advice.steps, w.GIVEN_UP) if ended else advice.steps


def _undo(it: Dossier) -> str:
    return w.UNDO_PERMISSION if it.code == "unlimited_approval" else w.UNDO[it.sort]


def _may_tell(it: Dossier) -> bool:
    """While nothing is known, and of what arrived: it may have arrived elsewhere."""
    return it.finding is not None and it.code != HELD and it.sort in {Sort.MISSING, Sort.UNKNOWN, Sort.DONE}


def _nodes(found: Finding) -> NodesView:
    """Of one chain those that were asked there; of several, how many of the chains have answered."""
    asked, agreeing = found.number("asked_nodes"), found.number("agreeing")
    if asked is not None:
        return NodesView(asked=asked, agree=asked if agreeing is None else agreeing)
    if found.chain:
        return NodesView(asked=1, agree=1)
    failed = sum(why != "no_endpoint" for why in found.silent.values())
    return NodesView(asked=len(found.asked) + failed, agree=len(found.asked))


def _explorer(chain: Chain | None, tx: str) -> ExplorerView | None:
    every = [(one.host, one.tx_url(tx)) for one in chain.explorers] if chain else []
    return next((ExplorerView(host=host, url=url) for host, url in every if url), None)


def _api(it: Dossier, *, for_agents: bool) -> str:
    root = "/api/workspace/conversations" if for_agents else "/api/conversations"
    return f"{root}/{it.conversation}/dossiers/{it.id}"


def _page(it: Dossier, *, for_agents: bool) -> str:
    root = "/workspace/conversations" if for_agents else "/portal"
    return f"{root}/{it.conversation}/dossiers/{it.id}"


def _ms(at: datetime | None) -> int | None:
    return None if at is None else millis(at)
