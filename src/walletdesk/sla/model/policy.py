"""What we set out to keep: so many business minutes for such a conversation."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from walletdesk.kernel.errors import Invalid

PolicyId = NewType("PolicyId", str)
DEFAULT_POLICY = PolicyId("sla_default")

LONGEST = 60 * 24 * 90  # business minutes; more is no promise
MOST_TARGETS = 200


class Metric(StrEnum):
    FIRST_REPLY = "first_reply"
    NEXT_REPLY = "next_reply"
    RESOLUTION = "resolution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whom:
    """What a target depends on."""

    priority: str = ""
    channel: str = ""
    desk: str = ""
    organization: str = ""

    @property
    def weight(self) -> tuple[bool, bool, bool, bool]:
        """Which of two targets is more particular: the organization decides first, the channel last."""
        return bool(self.organization), bool(self.desk), bool(self.priority), bool(self.channel)


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """``minutes`` of business time for whom it is; what is empty means any.

    ``warn_after`` so many minutes the leads are told that time is running out. A first reply is counted
    from when a person is asked for, or ``from_first_message`` where no bot answers before.
    """

    metric: Metric
    minutes: int
    warn_after: int | None = None
    priority: str = ""
    channel: str = ""
    from_first_message: bool = False
    desk: str = ""
    organization: str = ""

    def __post_init__(self) -> None:
        if not 0 < self.minutes <= LONGEST:
            raise Invalid("A target is at least a minute and at most 90 days.")
        if self.warn_after is not None and not 0 < self.warn_after < self.minutes:
            raise Invalid("A warning comes before the target is missed.")

    @property
    def whom(self) -> "Whom":
        return Whom(
            priority=self.priority, channel=self.channel, desk=self.desk, organization=self.organization
        )

    def fits(self, whom: "Whom") -> bool:
        return (
            self.priority in {"", whom.priority}
            and self.channel in {"", whom.channel}
            and self.desk in {"", whom.desk}
            and self.organization in {"", whom.organization}
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    id: PolicyId
    name: str
    calendar: str
    targets: tuple[Target, ...]
    version: int = 0

    def __post_init__(self) -> None:
        places = {(t.metric, t.whom) for t in self.targets}
        if len(places) < len(self.targets) or len(self.targets) > MOST_TARGETS:
            raise Invalid("A policy has one target at most for each measure and each of those it is for.")

    def target_for(self, metric: Metric, whom: Whom) -> Target | None:
        """The most particular one, see ``Whom``. None: nothing was set out."""
        fitting = [t for t in self.targets if t.metric is metric and t.fits(whom)]
        return max(fitting, key=lambda t: t.whom.weight, default=None)


FIRST_TARGETS = (  # what an installation begins with, until a lead decides
    Target(metric=Metric.FIRST_REPLY, minutes=15, warn_after=10),
    Target(metric=Metric.FIRST_REPLY, minutes=5, warn_after=3, priority="high"),
    Target(metric=Metric.FIRST_REPLY, minutes=3, warn_after=2, priority="security"),
    Target(metric=Metric.FIRST_REPLY, minutes=120, warn_after=90, channel="form"),
    Target(metric=Metric.FIRST_REPLY, minutes=480, warn_after=360, channel="email", from_first_message=True),
)
