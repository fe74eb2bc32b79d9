"""What leads are alerted to, how urgently, in which words, and what keeps a storm from their screens."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walletdesk.kernel.ids import AgentId, AlertId, ConversationId

STORM = 10  # alerts of one kind within STORM_WINDOW; those beyond are counted in one
STORM_WINDOW = timedelta(minutes=10)


class Severity(StrEnum):
    INFO = "info"
    WARNING = "warning"
    URGENT = "urgent"


class Kind(StrEnum):
    SECRET_STOPPED = "secret_stopped"  # noqa: S105 - a word, not a secret
    SECRET_ASKED = "secret_asked"  # noqa: S105 - as above
    PROMISE_NEARING = "promise_nearing"
    PROMISE_BREACHED = "promise_breached"
    LOW_SCORE = "low_score"
    MANY_UNREACHED = "many_unreached"
    NOBODY_ONLINE = "nobody_online"
    DEAD_LETTER = "dead_letter"
    MAIL_FAILED = "mail_failed"
    MAIL_HELD = "mail_held"
    MAIL_WAITS = "mail_waits"
    CODES_REFUSED = "codes_refused"
    REPORTS_REFUSED = "reports_refused"
    LIST_EXPIRING = "list_expiring"
    PRECISION_FELL = "precision_fell"
    CALLBACK_LATE = "callback_late"
    CHASE_DUE = "chase_due"
    SPECIALISTS_OVERDUE = "specialists_overdue"
    SPECIALISTS_ANSWERED = "specialists_answered"


@dataclass(frozen=True, slots=True)
class Wording:
    """``many`` stands for a whole storm, with ``{count}``. Fields come from the alert's values.

    ``of``: more exact ones, for what was promised.
    """

    severity: Severity
    one: str
    many: str = ""
    of: Mapping[str, str] = field(default_factory=dict)


WORDS = {
    Kind.SECRET_STOPPED: Wording(
        Severity.URGENT,
        "A contact sent a recovery phrase, key or code. It was stopped. Their wallet may be in danger.",
    ),
    Kind.SECRET_ASKED: Wording(
        Severity.URGENT,
        "{name} tried to ask a contact for a recovery phrase, key, password or code. It was not sent.",
    ),
    Kind.PROMISE_NEARING: Wording(
        Severity.WARNING,
        "A promised reply is due soon and nobody has answered.",
        "{count} more promises are due soon.",
        {
            "first_reply": "A promised first reply is due soon and nobody has answered.",
            "next_reply": "A promised next reply is due soon and nobody has answered.",
            "resolution": "A promised resolution is due soon.",
        },
    ),
    Kind.PROMISE_BREACHED: Wording(
        Severity.URGENT,
        "A promised reply is overdue.",
        "{count} more promises are overdue.",
        {
            "first_reply": "A promised first reply is overdue.",
            "next_reply": "A promised next reply is overdue.",
            "resolution": "A promised resolution is overdue.",
        },
    ),
    Kind.LOW_SCORE: Wording(
        Severity.WARNING,
        "A contact rated the service {overall} of 5.",
        "",
        {"unsolved": "A contact says that it is not solved, and rated the service {overall} of 5."},
    ),
    Kind.MANY_UNREACHED: Wording(
        Severity.URGENT, "Within an hour {count_told} people told us that they could not reach us."
    ),
    Kind.NOBODY_ONLINE: Wording(
        Severity.URGENT, "Nobody is online and contacts are waiting. In the queue: {waiting}"
    ),
    Kind.DEAD_LETTER: Wording(
        Severity.WARNING,
        "Something keeps failing and needs a look: {reaction}",
        "{count} more things keep failing and need a look.",
    ),
    Kind.MAIL_FAILED: Wording(
        Severity.WARNING, "A mail could not be delivered.", "{count} more mails could not be delivered."
    ),
    Kind.MAIL_HELD: Wording(Severity.WARNING, "Too many mails were asked for. Some were not sent."),
    Kind.MAIL_WAITS: Wording(
        Severity.WARNING,
        "A mail is in no conversation: it could not be displayed, or its sender claims to be one of us.",
        "{count} more mails are in no conversation.",
    ),
    Kind.CODES_REFUSED: Wording(
        Severity.WARNING, "Many proof codes were refused. Somebody may pretend to be us."
    ),
    Kind.REPORTS_REFUSED: Wording(
        Severity.WARNING, "Too many fakes were reported at once. Some reports were not kept."
    ),
    Kind.LIST_EXPIRING: Wording(
        Severity.URGENT, "The list of official channels will not be believed any more. Days left: {days}"
    ),
    Kind.PRECISION_FELL: Wording(
        Severity.WARNING,
        "Fewer answers of the bot may be right than promised: {right} of the last {judged} that were judged.",
    ),
    Kind.CALLBACK_LATE: Wording(
        Severity.URGENT,
        "A contact was not called in the half hour that we had promised.",
        "{count} more contacts were not called in the half hour that we had promised.",
    ),
    Kind.CHASE_DUE: Wording(
        Severity.WARNING,
        "Ticket {number}: today somebody outside is to be asked again, and no owner could be told.",
        "{count} more tickets wait for somebody outside to be asked again.",
    ),
    Kind.SPECIALISTS_OVERDUE: Wording(
        Severity.WARNING,
        "Ticket {number}: its desk has not answered by the time that was promised.",
        "{count} more tickets wait for their desks longer than was promised.",
    ),
    Kind.SPECIALISTS_ANSWERED: Wording(
        Severity.WARNING,
        "Ticket {number}: its desk answered, and nobody has the conversation.",
        "{count} more tickets were answered by their desks, and nobody has the conversation.",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What happened. ``key`` is the same when the same is told again: it alerts once."""

    kind: Kind
    key: str
    at: datetime
    conversation: ConversationId | None = None
    values: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """``count`` above zero: this one stands for so many that came in a storm."""

    id: AlertId
    key: str
    kind: Kind
    at: datetime
    last_at: datetime
    conversation: ConversationId | None = None
    values: Mapping[str, str | int] = field(default_factory=dict)
    count: int = 0
    folded_into: AlertId | None = None
    acknowledged_by: AgentId | None = None
    acknowledged_at: datetime | None = None

    @property
    def metric(self) -> str:
        """What was promised; empty for what is no promise, and of what was kept before there were several."""
        return str(self.values.get("metric", ""))

    @property
    def severity(self) -> Severity:
        return WORDS[self.kind].severity

    @property
    def message(self) -> str:
        """The English sentence, which is also the key of its translation."""
        words = WORDS[self.kind]
        return words.many if self.count else words.of.get(self.metric, words.one)

    @property
    def shown_values(self) -> dict[str, str | int]:
        return {**self.values, "count": self.count} if self.count else dict(self.values)

    def acknowledged(self, by: AgentId | None, at: datetime) -> "Alert":
        """Who was first stays."""
        if self.acknowledged_at is not None:
            return self
        return replace(self, acknowledged_by=by, acknowledged_at=at)


def folds(kind: Kind, recently: int) -> bool:
    """Whether one more of this kind goes into the storm's alert. Some kinds never do."""
    return bool(WORDS[kind].many) and recently >= STORM


def storm_key(kind: Kind, at: datetime) -> str:
    """One alert for each stretch of a storm."""
    return f"storm:{kind.value}:{int(at.timestamp() // STORM_WINDOW.total_seconds())}"
