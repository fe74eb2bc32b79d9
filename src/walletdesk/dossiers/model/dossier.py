"""A dossier and its rules: what is known of one transaction in one conversation. No clock, no storage."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from walletdesk.dossiers.model.entries import Body, Entry, What, entry
from walletdesk.dossiers.model.finding import Finding
from walletdesk.dossiers.model.hold import HELD, WHY, Hold, Why, finding_of, is_left_to_people
from walletdesk.dossiers.model.pace import pause
from walletdesk.dossiers.model.sorts import Sort, is_news, remembered, sort_of
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import ConversationId

FIRST_NUMBER = 3_001
CONTACT = "contact"  # who opened it: the contact, or the id of an agent
AGENT = "agent"  # in the log, whichever it was
MOST_AT_ONCE = 3  # of one message
MOST_OF_CONVERSATION = 50
HIGHEST_NONCE = 2**53  # beyond this no wallet counts, and no chain its blocks


class State(StrEnum):
    CHECKING = "checking"  # nobody has answered yet
    WATCHING = "watching"
    SETTLED = "settled"  # nobody looks again by themselves


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody tells beside the id. What is empty was not told.

    ``chain``: the one they say it is on. ``meant``: the address that they wanted to pay to. ``last_block``
    (Solana): the last in which it could be carried out. ``back``: which of ``chain`` and ``meant`` were told
    by mistake before.
    """

    chain: str = ""
    sender: str = ""
    nonce: int | None = None
    meant: str = ""
    last_block: int | None = None
    back: tuple[str, ...] = ()

    @property
    def is_nothing(self) -> bool:
        return self == Told()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """``possible``: the chains that the id can belong to; ``chain``: the one that knows it.

    ``named``: the chain that somebody says it is on, who may be wrong; ``meant``: the address that was to be
    paid. ``coins`` (Bitcoin): what it spends, as the chain told while it waited. ``hold``: a desk says so.
    ``since``: when the present code was first found. ``seen``: how many looks in a row found this sort of
    code. ``told``: what the contact knows of, from us or from the card, as ``remembered`` writes it.
    ``awaited``: the contact waits for an answer. ``turn`` grows whenever more is asked: what was found for
    less is not taken. ``seq`` and ``digest`` are those of its last entry, ``tellings`` counts what there was
    to tell. ``heard``: the number of the last message that spoke of it.
    """

    id: str
    number: int
    conversation: ConversationId
    tx: str
    possible: tuple[str, ...]
    opened_at: datetime
    opened_by: str
    locale: str
    chain: str = ""
    sender: str = ""
    nonce: int | None = None
    named: str = ""
    meant: str = ""
    coins: str = ""
    last_block: int | None = None
    hold: Hold | None = None
    state: State = State.CHECKING
    finding: Finding | None = None
    since: datetime | None = None
    seen: int = 0
    told: str = ""
    awaited: bool = False
    tellings: int = 0
    turn: int = 1
    heard: int = 0
    checked_at: datetime | None = None
    next_at: datetime | None = None
    seq: int = 0
    digest: str = ""

    @property
    def name(self) -> str:
        """As people call it."""
        return f"D-{self.number}"

    @property
    def code(self) -> str:
        return self.finding.code if self.finding else ""

    @property
    def sort(self) -> Sort:
        return self.finding.sort if self.finding else sort_of("")

    @property
    def chains(self) -> tuple[str, ...]:
        """Those to be asked."""
        return (self.chain,) if self.chain else self.possible

    @property
    def likely(self) -> str:
        """The chain, as far as it is known or believed; empty where several are as good."""
        if self.chain:
            return self.chain
        said = self.named if self.named in self.possible else ""
        return self.possible[0] if len(self.possible) == 1 else said

    def with_more(self, told: Told) -> "Dossier":
        """What is known already by the chain itself is not overwritten by what somebody says."""
        found = bool(self.finding and self.finding.chain)
        return replace(
            self,
            named=told.chain or ("" if "chain" in told.back else self.named),
            meant=told.meant or ("" if "meant" in told.back else self.meant),
            last_block=self.last_block if told.last_block is None else told.last_block,
            sender=self.sender if found and self.sender else told.sender or self.sender,
            nonce=self.nonce if found and self.nonce is not None else self._nonce(told),
        )

    def _nonce(self, told: Told) -> int | None:
        return told.nonce if told.nonce is not None else self.nonce

    def asked_again(self, now: datetime, *, awaited: bool) -> "Dossier":
        """To be looked at at once; whoever looks already comes too early."""
        state = State.WATCHING if self.finding else State.CHECKING
        waits = self.awaited or awaited
        return replace(self, state=state, next_at=now, turn=self.turn + 1, awaited=waits)


@dataclass(frozen=True, slots=True)
class Step:
    """What a check makes of a dossier: its new state, what is written down, what is told to whom.

    ``entry``: None where it found nothing new. ``before``: the code until now; None where it stays.
    ``tells``: answer or news, or nothing.
    """

    dossier: Dossier
    entry: Entry | None = None
    before: str | None = None
    tells: str = ""


ANSWER, NEWS = "answer", "news"
NEWS_KEY = "dossier-news-"  # so begins the client id of a message that tells news


def opened(dossier: Dossier) -> tuple[Dossier, Entry]:
    by = {"by": _side(dossier.opened_by)}
    body: Body = {"tx": dossier.tx, "possible": list(dossier.possible), **by, **_known(dossier)}
    return _written(dossier, What.OPENED, body, dossier.opened_at)


def joined(dossier: Dossier, told: Told, now: datetime, *, by: str) -> Step:
    """More is known: worth another look. Telling what is known changes nothing."""
    more = dossier.with_more(told)
    if _known(more) == _known(dossier):
        return Step(dossier)
    asked = more.asked_again(now, awaited=by == CONTACT)
    return Step(*_written(asked, What.TOLD, {**_known(more), "by": _side(by)}, now))


def may_be_held(dossier: Dossier) -> bool:
    """Only what no chain has ever known."""
    return not dossier.chain and (dossier.finding is None or is_left_to_people(dossier.finding))


def put_on_hold(dossier: Dossier, hold: Hold, now: datetime) -> Step:
    """A desk says that it is held; twice is once. Raises Conflict where a chain says otherwise."""
    if not may_be_held(dossier):
        raise Conflict("A network knows this transaction: it is not held any more.", code="on_a_chain")
    if dossier.hold and dossier.hold.why is hold.why:
        return Step(dossier)
    told, body = finding_of(hold, dossier.finding), {"code": HELD, WHY: hold.why.value, "by": AGENT}
    before = dossier.code if dossier.code != HELD else None
    after = replace(
        dossier.asked_again(now, awaited=False),
        hold=hold,
        state=State.WATCHING,
        finding=told,
        since=now,
        seen=1,
        told=HELD,
        awaited=False,
        tellings=dossier.tellings + 1,
    )
    return Step(*_written(after, What.HELD, {**body}, now), before, NEWS)


def is_ours(dossier: Dossier) -> bool:
    """Whether it is we who hold it. Of another provider nobody here knows the reason."""
    return dossier.hold is not None and dossier.hold.why is not Why.UNKNOWN and dossier.code == HELD


def let_go(dossier: Dossier, now: datetime) -> Step:
    """The desk says that it is not held any more: the chains are asked what it is now.

    Its contact was told that it is held, so that this is news; that nobody has it yet is none afterwards.
    """
    if dossier.hold is None:
        return Step(dossier)
    after = replace(
        dossier.asked_again(now, awaited=False),
        hold=None,
        state=State.CHECKING,
        finding=None,
        told=Sort.UNKNOWN.value,
        tellings=dossier.tellings + 1,
    )
    return Step(*_written(after, What.LET_GO, {"by": AGENT}, now), dossier.code, NEWS)


def checked(dossier: Dossier, looked: Finding, now: datetime, *, enough: int) -> Step:
    """``enough``: confirmations after which nobody expects it to be taken back."""
    is_held = dossier.hold is not None and is_left_to_people(looked)
    finding = finding_of(dossier.hold, looked) if dossier.hold and is_held else looked
    same_sort = bool(dossier.finding) and dossier.sort is finding.sort
    seen = dossier.seen + 1 if same_sort else 1
    wait = pause(finding, seen, enough=enough)
    tells = _tells(dossier, finding, seen)
    after = replace(
        _learned(dossier, finding),
        hold=dossier.hold if is_held else None,
        state=State.SETTLED if wait is None else State.WATCHING,
        finding=finding,
        since=dossier.since if dossier.code == finding.code else now,
        seen=seen,
        told=remembered(finding.code, finding.state) if tells or not dossier.told else dossier.told,
        awaited=False,
        tellings=dossier.tellings + bool(tells),
        checked_at=now,
        next_at=None if wait is None else now + wait,
    )
    before = dossier.code if dossier.code != finding.code else None
    if finding.tells_the_same_as(dossier.finding):
        return Step(after, None, before, tells)
    return Step(*_written(after, What.FOUND, _as_body(finding), now), before, tells)


def _tells(dossier: Dossier, finding: Finding, seen: int) -> str:
    """A first answer is told; afterwards only what changes what the contact was told."""
    if dossier.awaited:
        return ANSWER
    return NEWS if dossier.told and is_news(dossier.told, finding.code, seen, finding.state) else ""


def _learned(dossier: Dossier, finding: Finding) -> Dossier:
    """What the chain says of it is kept: if it vanishes later, only its sender and number tell why."""
    if not finding.chain:
        return dossier
    sender, nonce = finding.evidence.get("sender", ""), finding.number("nonce")
    return replace(
        dossier,
        chain=finding.chain,
        sender=sender or dossier.sender,
        nonce=dossier.nonce if nonce is None else nonce,
        coins=finding.evidence.get("coins", "") or dossier.coins,
    )


def _side(by: str) -> str:
    """The log leaves the house as it is hashed: who of us it was is nobody's business there."""
    return CONTACT if by == CONTACT else AGENT


def _known(dossier: Dossier) -> dict[str, str]:
    told = {
        "chain": dossier.chain,
        "named": dossier.named,
        "sender": dossier.sender,
        "nonce": _written_out(dossier.nonce),
        "meant": dossier.meant,
        "last_block": _written_out(dossier.last_block),
    }
    return {name: value for name, value in told.items() if value}


def _written_out(number: int | None) -> str:
    return "" if number is None else str(number)


def _as_body(finding: Finding) -> Body:
    whole: Mapping[str, str | list[str] | dict[str, str]] = {
        "code": finding.code,
        "chain": finding.chain,
        "evidence": dict(finding.evidence),
        "reason_kind": finding.reason_kind,
        "reason": finding.reason,
        "trouble": finding.trouble,
        "asked": list(finding.asked),
        "silent": dict(finding.silent),
    }
    return {name: value for name, value in whole.items() if value}


def _written(dossier: Dossier, what: What, body: Body, at: datetime) -> tuple[Dossier, Entry]:
    new = entry(dossier.id, dossier.seq + 1, at, what, body, before=dossier.digest)
    return replace(dossier, seq=new.seq, digest=new.digest), new
