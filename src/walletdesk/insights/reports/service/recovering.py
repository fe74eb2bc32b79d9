"""Facts of conversations that began before facts were kept, from what the conversations themselves know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from walletdesk.conversations import Conversation, Happened, Item, Kind, Speaker
from walletdesk.insights.reports.model.facts import Did, Fact, tongue
from walletdesk.insights.reports.ports import Facts, OpenWork, Past
from walletdesk.kernel.clock import Clock, millis

AT_ONCE = 100
_SAID = {Speaker.CONTACT: Did.WROTE, Speaker.AGENT: Did.ANSWERED}
_ASKS = {"handoff", "requeued", "reopened"}
_DID = {"assigned": Did.GIVEN, "resolved": Did.RESOLVED, "closed": Did.CLOSED}
_LETS_GO = {"requeued", "resolved", "closed"}
UNKNOWN = "-"  # an agent, and nobody knows which


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovering:
    """``keep``: what is older is forgotten at night, and not looked for."""

    past: Past
    facts: Facts
    open_work: OpenWork
    keep: timedelta
    clock: Clock

    async def recover(self) -> int:
        """How many conversations were found whose begin nobody had told. Doing it again finds none."""
        found, seen = 0, None
        oldest = self.clock() - self.keep
        while talks := [one for one in await self.past.latest(seen, AT_ONCE) if one.last_at >= oldest]:
            seen = millis(talks[-1].last_at), talks[-1].id
            known = await self.facts.begun([one.id for one in talks])
            lost = [one for one in talks if one.id not in known]
            told = [fact for one in lost for fact in facts_of_past(one, await self.past.items(one.id))]
            if told:
                async with self.open_work() as work:
                    await work.tell(told)
            found += len(lost)
        return found


def facts_of_past(talk: Conversation, items: Sequence[Item]) -> list[Fact]:
    """As they would have been told, as far as the conversation knows; what is told of it twice is kept once.

    It does not know which team it was with before, by whose name an agent was meant who never answered, nor
    marks, promises and what the bot thought.
    """
    begin = Fact(
        about=talk.id,
        at=millis(talk.created_at),
        did=Did.BEGAN,
        channel=talk.channel,
        inbox=talk.inbox,
        language=tongue(talk.locale),
    )
    return [begin, *_walked(talk, items)]


def _walked(talk: Conversation, items: Sequence[Item]) -> Iterator[Fact]:
    holder, had_one = "", False
    for place, item in enumerate(items):
        fact = Fact(about=talk.id, at=millis(item.at), did=Did.WROTE)
        if item.event is None:
            yield from _message(fact, item, talk)
            continue
        what = item.event.what
        if what == "assigned":
            holder, had_one = _holder(talk, items[place + 1 :]), True
        yield from _event(fact, item.event, holder, talk, had_one=had_one)
        holder = "" if what in _LETS_GO else holder


def _message(fact: Fact, item: Item, talk: Conversation) -> Iterator[Fact]:
    did = _SAID.get(item.author.kind)
    if item.kind is Kind.MESSAGE and did is not None:
        said = replace(fact, did=did, key=item.id, channel=talk.channel, inbox=talk.inbox)
        agent = item.author.id if did is Did.ANSWERED else ""
        yield replace(said, agent=agent, language=tongue(talk.locale))


def _event(fact: Fact, told: Happened, holder: str, talk: Conversation, *, had_one: bool) -> Iterator[Fact]:
    if told.what in _ASKS:
        if told.what == "requeued" and holder:
            yield replace(fact, did=Did.TAKEN_BACK, agent=holder, word=told.reason)
        if told.what == "reopened":
            yield replace(fact, did=Did.REOPENED)
        if told.what != "reopened" or had_one:
            asked = replace(fact, did=Did.ASKED, word=told.reason or told.what)
            yield replace(asked, team=talk.team or "", language=tongue(talk.locale))
    elif told.what in _DID:
        word = told.value or told.reason
        agent = "" if told.what == "closed" else holder
        yield replace(fact, did=_DID[told.what], agent=agent, word=word)


def _holder(talk: Conversation, later: Sequence[Item]) -> str:
    """Who has it from here on: the line holds a name alone, an answer and the conversation hold the id."""
    for item in later:
        if item.event is not None and item.event.what in {*_LETS_GO, "assigned"}:
            return UNKNOWN
        if item.kind is Kind.MESSAGE and item.author.kind is Speaker.AGENT:
            return item.author.id
    return talk.assignee or UNKNOWN
