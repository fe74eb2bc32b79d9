"""Facts about those who could not reach us."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ManyUnreached(Event):
    """``count`` people within an hour could not reach us."""

    count: int

    @property
    def topic(self) -> str:
        return "unreached"
