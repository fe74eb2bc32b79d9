"""What leads decide about surveys."""

from dataclasses import dataclass

from walletdesk.kernel.errors import Invalid

LOW = 2  # an overall mark up to this wants somebody's attention
QUIET_DAYS = 90
SHORTEST_QUIET, LONGEST_QUIET = 30, 730


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """``asks``: after a matter is resolved. The periodic survey (``pulse``) is off until somebody wants it.

    ``pulse_share``: of a hundred contacts, so many are asked. ``quiet_days``: nobody more often than that.
    """

    asks: bool = True
    low: int = LOW
    pulse: bool = False
    pulse_share: int = 10
    quiet_days: int = QUIET_DAYS
    version: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.low <= 4:
            raise Invalid("A low mark lies between 1 and 4.")
        if not 1 <= self.pulse_share <= 100:
            raise Invalid("The share lies between 1 and 100 of a hundred.")
        if not SHORTEST_QUIET <= self.quiet_days <= LONGEST_QUIET:
            raise Invalid(
                "The quiet time lies between {least} and {most} days.",
                least=SHORTEST_QUIET,
                most=LONGEST_QUIET,
            )
