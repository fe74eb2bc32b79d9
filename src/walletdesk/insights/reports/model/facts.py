"""What happened, narrow enough to keep by the million: ids, times and fixed words, and nobody's text."""

from dataclasses import dataclass
from enum import StrEnum


class Did(StrEnum):
    """In this order where several happened in the same millisecond."""

    BEGAN = "began"
    REOPENED = "reopened"
    DANGER = "danger"  # theft, or a secret that was stopped
    WROTE = "wrote"  # the contact
    DECIDED = "decided"  # the bot; word: its outcome
    JUDGED = "judged"  # the contact, of an answer of the bot; value: 1 it helped
    MOVED = "moved"  # it is another team's; no transfer: nobody handed it over
    TAKEN_BACK = "taken_back"  # word: why
    ASKED = "asked"  # a person was asked for, or whoever lost the line is back in it
    GIVEN = "given"  # to an agent
    ANSWERED = "answered"  # an agent wrote
    RESOLVED = "resolved"  # word: by whom
    LEFT = "left"  # the queue, without an agent; word: why
    CLOSED = "closed"
    PROMISE = "promise"  # word: first_reply, next_reply or resolution; value: a Kept
    MARKED = "marked"  # key: survey.mark.given at; word: which of the five marks; value: 1 to 5
    PRESENT = "present"  # an agent is online, away or offline; word: which


_ORDER = {did: place for place, did in enumerate(Did)}

BROKEN, KEPT, LATE, CANCELLED = 0, 1, 2, 3  # what became of a promise
TRANSFERRED, GONE, CONTACT = "transferred", "contact_gone", "contact"
ANSWERED_BY_BOT = "answered"
ONLINE = "online"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """``about``: the conversation, or the agent who is present. ``key`` tells apart what is alike otherwise.

    ``at``: milliseconds UTC. The four together name a fact: one that is told twice is kept once.
    """

    about: str
    at: int
    did: Did
    key: str = ""
    channel: str = ""
    inbox: str = ""
    team: str = ""
    agent: str = ""
    language: str = ""
    topic: str = ""
    word: str = ""
    value: int = 0

    @property
    def order(self) -> tuple[int, int, str]:
        return self.at, _ORDER[self.did], self.key


def tongue(locale: str) -> str:
    """``zh-CN`` is counted under ``zh``."""
    return locale.partition("-")[0].lower()
