"""A fake as people meet it, and what is known and done about it."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import AgentId, ContactId, ConversationId

LONGEST_VALUE, LONGEST_WORDS = 300, 2_000
_HTTP = re.compile(r"^http", re.IGNORECASE)


class IndicatorKind(StrEnum):
    SITE = "site"  # a host, ASCII
    MAIL = "mail"
    HANDLE = "handle"  # ``platform:name``; the platform may be empty
    PHONE = "phone"  # E.164 where it could be read so
    APP = "app"  # a package id, a version of it, all its forgeries (``*``), or how its signature begins
    OTHER = "other"  # words


class State(StrEnum):
    REPORTED = "reported"  # somebody says so; nobody has looked
    CONFIRMED = "confirmed"
    NOT_FAKE = "not_fake"
    GONE = "gone"  # was one, and no longer answers


class Target(StrEnum):
    """Who can take a fake down."""

    REGISTRAR = "registrar"
    HOST = "host"
    BROWSER_LISTS = "browser_lists"
    PLATFORM = "platform"
    STORE = "store"
    CARRIER = "carrier"
    MAIL_PROVIDER = "mail_provider"
    POLICE = "police"


class TakedownState(StrEnum):
    TO_DO = "to_do"
    SENT = "sent"
    ANSWERED = "answered"
    REFUSED = "refused"
    DONE = "done"


_TARGETS = {
    IndicatorKind.SITE: (Target.REGISTRAR, Target.HOST, Target.BROWSER_LISTS),
    IndicatorKind.MAIL: (Target.MAIL_PROVIDER,),
    IndicatorKind.HANDLE: (Target.PLATFORM,),
    IndicatorKind.PHONE: (Target.CARRIER,),
    IndicatorKind.APP: (Target.STORE, Target.HOST),
    IndicatorKind.OTHER: (),
}


@dataclass(frozen=True, slots=True)
class Indicator:
    """By what a fake is known again. ``value`` is in the one form that all spellings of it share."""

    kind: IndicatorKind
    value: str

    @property
    def defanged(self) -> str:
        """To be shown: nobody lands there by a slip of the finger."""
        shown = self.value.removeprefix(":") if self.kind is IndicatorKind.HANDLE else self.value
        if self.kind in (IndicatorKind.SITE, IndicatorKind.MAIL):
            return _HTTP.sub("hxxp", shown).replace(".", "[.]").replace("@", "[@]")
        return shown

    @property
    def targets(self) -> tuple[Target, ...]:
        return _TARGETS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """All that was reported of one indicator."""

    id: str
    indicator: Indicator
    first_at: datetime
    last_at: datetime
    reports: int = 1
    state: State = State.REPORTED
    decided_at: datetime | None = None
    decided_by: AgentId | None = None
    version: int = 1

    @property
    def is_known_bad(self) -> bool:
        return self.state in (State.CONFIRMED, State.GONE)

    def met_again(self, at: datetime) -> "Campaign":
        """One that was gone and is met again stands again."""
        state = State.CONFIRMED if self.state is State.GONE else self.state
        return replace(self, reports=self.reports + 1, last_at=at, state=state, version=self.version + 1)

    def decided(self, state: State, by: AgentId, at: datetime) -> "Campaign":
        if state is State.REPORTED:
            raise Conflict("Decide whether it is a fake or not.", code="no_decision")
        if state is State.GONE and not self.is_known_bad:
            raise Conflict("Only what was confirmed can be gone.", code="not_confirmed")
        return replace(self, state=state, decided_by=by, decided_at=at, version=self.version + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one person told. ``said`` is shown to agents alone, defanged; ``at`` never changes."""

    id: str
    campaign: str
    at: datetime
    said: str = ""
    locale: str = "en"
    contact: ContactId | None = None
    conversation: ConversationId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Takedown:
    """One letter to one who can act. ``due_at``: when to ask again."""

    campaign: str
    target: Target
    state: TakedownState = TakedownState.TO_DO
    note: str = ""
    due_at: datetime | None = None
    changed_at: datetime | None = None
    changed_by: AgentId | None = None
