"""Random stories of one conversation, told over HTTP, and screens that fold frames as the browser does.

A step that does not fit (answering what nobody has taken) is refused and part of the story all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from tests.support.installation import Agent, Contact, Frames, Installation, Json
from walletdesk.kernel.clock import from_millis
from walletdesk.kernel.ids import AgentId, ConversationId, TeamId
from walletdesk.kernel.viewers import Role

MARKER = "PineappleLedger"  # stands in every note, and nowhere else
STEPS = (
    "contact_says",
    "contact_reads",
    "contact_asks_for_a_person",
    "contact_ends",
    "agent_takes",
    "agent_lets_it_pass",
    "the_offer_runs_out",
    "agent_answers",
    "agent_notes",
    "agent_reads",
    "agent_resolves",
    "agent_reopens",
    "agent_goes_away",
    "agent_comes_online",
    "colleague_notes",
    "colleague_takes_over",
    "lead_moves_it_to_the_desk",
)
NOTES = frozenset({"agent_notes", "colleague_notes"})


def stories(least: int = 12, most: int = 30) -> st.SearchStrategy[list[str]]:
    """Each soon leads to a person: with the bot alone there is little to tell."""
    return st.lists(st.sampled_from(STEPS), min_size=least, max_size=most).map(
        lambda steps: ["contact_asks_for_a_person", "contact_says", *steps, "agent_answers"]
    )


class Story:
    """One new contact with one conversation; the agents are shared by all stories."""

    def __init__(self, house: Installation, cast: "Cast", contact: Contact) -> None:
        self.house, self.cast, self.contact = house, cast, contact
        self.numbers = count(1)
        self.id = ConversationId("")

    async def begins(self) -> None:
        started = await self.contact.starts("hello", f"start-{next(self.numbers)}")
        self.id = ConversationId(started["head"]["id"])
        await self.house.settle()

    async def step(self, name: str) -> None:
        """What is refused changes nothing; what fails on our side fails the story."""
        answer = await getattr(self, name)()
        assert answer.status_code < 500, (name, answer.text)

    async def contact_says(self) -> Json:
        body = {"client_id": self._new(), "text": f"question {next(self.numbers)}"}
        return await self._asks("POST", "/messages", body)

    async def contact_reads(self) -> Json:
        return await self._asks("POST", "/read", {"seq": next(self.numbers)})

    async def contact_asks_for_a_person(self) -> Json:
        return await self._asks("POST", "/agent", {})

    async def contact_ends(self) -> Json:
        return await self._asks("POST", "/end", {})

    async def agent_takes(self) -> Json:
        return await self._does(self.cast.agent, "/accept")

    async def agent_lets_it_pass(self) -> Json:
        return await self._does(self.cast.agent, "/decline")

    async def the_offer_runs_out(self) -> Json:
        """If there is one: only where agents are asked first."""
        answer = await self.cast.lead.ask("GET", self.cast.lead.of(self.id))
        if offer := answer.json()["head"]["offer"]:
            asked, until = AgentId(offer["agent"]["id"]), from_millis(offer["until"])
            await self.house.system.work.routing.offers.expire(asked, self.id, until)
        return answer

    async def agent_answers(self) -> Json:
        """Whoever of the two has it."""
        head = (await self.cast.lead.get(self.cast.lead.of(self.id)))["head"]
        has_it = (head["assignee"] or {}).get("id") == self.cast.colleague.id
        voice = self.cast.colleague if has_it else self.cast.agent
        return await self._writes(voice, "reply", f"answer {next(self.numbers)}")

    async def agent_notes(self) -> Json:
        return await self._writes(self.cast.agent, "note", f"{MARKER} {next(self.numbers)}")

    async def agent_reads(self) -> Json:
        """Up to the last item there is: a note, perhaps."""
        agent = self.cast.agent
        opened = await agent.ask("GET", agent.of(self.id))
        return await self._does(agent, "/read", {"seq": opened.json().get("head", {}).get("last_seq", 0)})

    async def agent_resolves(self) -> Json:
        return await self._does(self.cast.agent, "/resolve")

    async def agent_reopens(self) -> Json:
        return await self._does(self.cast.agent, "/reopen")

    async def agent_goes_away(self) -> Json:
        return await self.cast.agent.ask("PUT", "/api/me/availability", {"state": "away"})

    async def agent_comes_online(self) -> Json:
        return await self.cast.agent.ask("PUT", "/api/me/availability", {"state": "online"})

    async def colleague_notes(self) -> Json:
        return await self._writes(self.cast.colleague, "note", f"{MARKER} {next(self.numbers)}")

    async def colleague_takes_over(self) -> Json:
        return await self._does(self.cast.lead, "/transfer", {"agent": self.cast.colleague.id})

    async def lead_moves_it_to_the_desk(self) -> Json:
        return await self._does(self.cast.lead, "/transfer", {"team": self.cast.desk})

    async def _writes(self, agent: Agent, mode: str, text: str) -> Json:
        return await self._does(agent, "/messages", {"client_id": self._new(), "mode": mode, "text": text})

    async def _asks(self, method: str, what: str, body: Json) -> Json:
        return await self.contact.ask(method, f"/api/conversations/{self.id}{what}", body)

    async def _does(self, agent: Agent, what: str, body: Json = None) -> Json:
        return await agent.ask("POST", agent.of(self.id, what), body or {})

    def _new(self) -> str:
        return f"c{next(self.numbers)}"


@dataclass(kw_only=True)
class Cast:
    """The people of an installation's stories. Only the agent is on a live line."""

    agent: Agent
    colleague: Agent
    outsider: Agent  # of no desk: sees what is of no desk, until it goes to one
    lead: Agent
    desk: TeamId


@dataclass
class Screen:
    """What a browser shows: heads by version, items by number, as ``ui/`` folds them."""

    heads: dict[str, Json] = field(default_factory=dict)
    items: dict[str, list[Json]] = field(default_factory=dict)

    def show(self, conversation: str, picture: Json) -> None:
        self.keep(picture["head"])
        self.items[conversation] = picture["items"]

    def keep(self, head: Json) -> None:
        """An older head never replaces a newer one."""
        known: Json = self.heads.get(head["id"], head)
        if age(head) >= age(known):
            self.heads[head["id"]] = head

    def take(self, frames: Sequence[Json]) -> None:
        for frame in frames:
            if frame["t"] == "head":
                self.keep(frame["head"])
            elif frame["t"] == "gone":
                self.heads.pop(frame["conversation"], None)
            elif frame["conversation"] in self.items:
                self.append(self.items[frame["conversation"]], frame["item"])

    def append(self, items: list[Json], item: Json) -> None:
        """One that we have is skipped; one that leaves a gap breaks the law and stays out."""
        if item["seq"] == (items[-1]["seq"] if items else 0) + 1:
            items.append(item)


async def cast(house: Installation) -> Cast:
    desk = await house.team("Desk")
    return Cast(
        agent=await house.agent(teams=[desk]),
        colleague=await house.agent(teams=[desk]),
        outsider=await house.agent(),
        lead=await house.agent(Role.LEAD),
        desk=desk,
    )


def heard(frames: Frames) -> list[Json]:
    return frames.of("item", "head", "gone")


def age(head: Json) -> tuple[int, int]:
    """Agents' heads also count how often they were made."""
    return head["version"], head.get("told", 0)
