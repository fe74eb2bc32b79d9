"""An agent, a team, and whether somebody is there."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.viewers import AgentViewer, Role

MOST_AT_ONCE = 50  # conversations; nobody talks with more people at a time
MOST_SKILLS = 50
LEVELS = range(1, 4)
NAME_LENGTH = 60
_SLUG = re.compile(r"[a-z][a-z0-9_]{0,39}")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_LOGIN = re.compile(r"[^\s/\\]{2,64}")


class State(StrEnum):
    """Online takes new conversations, away keeps those at hand and takes by hand only."""

    ONLINE = "online"
    AWAY = "away"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """``name`` is the alias contacts see; ``skills`` name a level from 1 to 3; ``languages`` best first."""

    id: AgentId
    login: str = field(repr=False)
    name: str
    role: Role
    created_at: datetime
    teams: frozenset[TeamId] = frozenset()
    skills: Mapping[str, int] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    capacity: int = 4
    active: bool = True

    def __post_init__(self) -> None:
        if not 1 <= self.capacity <= MOST_AT_ONCE:
            raise Invalid("The capacity must be from 1 to {most}.", code="bad_capacity", most=MOST_AT_ONCE)
        if len(self.skills) > MOST_SKILLS or not all(map(_SLUG.fullmatch, self.skills)):
            raise Invalid("A skill is a short word of small letters.", code="bad_skill")
        if not all(level in LEVELS for level in self.skills.values()):
            raise Invalid("A skill has a level from 1 to 3.", code="bad_skill")
        if len(self.languages) > MOST_SKILLS or not all(map(_LANGUAGE.fullmatch, self.languages)):
            raise Invalid("A language is a code like zh-CN or en.", code="bad_language")

    @property
    def viewer(self) -> AgentViewer:
        return AgentViewer(agent=self.id, role=self.role, teams=self.teams)


@dataclass(frozen=True, slots=True)
class Team:
    id: TeamId
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    agent: AgentId
    state: State
    since: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Present:
    """An agent who is online or away: what routing needs to know."""

    agent: Agent
    state: State
    since: datetime


def folded_login(text: str) -> str:
    """The one form in which logins are kept and compared."""
    login = unicodedata.normalize("NFKC", text.strip()).casefold()
    if not _LOGIN.fullmatch(login) or not login.isprintable():
        raise Invalid("A login has 2 to 64 characters and no spaces.", code="bad_login")
    return login


def name_of_person(text: str) -> str:
    """The alias contacts see; a contact must be able to tell it from every other sign on the screen."""
    if name := _shown(text):
        return name
    raise Invalid("A name has 1 to {most} characters.", code="bad_name", most=NAME_LENGTH)


def name_of_team(text: str) -> str:
    if name := _shown(text):
        return name
    raise Invalid("A team's name has 1 to {most} characters.", code="bad_name", most=NAME_LENGTH)


def reason_code(text: str) -> str:
    if text and not _SLUG.fullmatch(text):
        raise Invalid("A reason is a short word of small letters.", code="bad_reason")
    return text


def _shown(text: str) -> str:
    """The name without needless gaps; nothing if it is too long or hides something."""
    name = " ".join(unicodedata.normalize("NFC", text).split())
    return name if len(name) <= NAME_LENGTH and name.isprintable() else ""
