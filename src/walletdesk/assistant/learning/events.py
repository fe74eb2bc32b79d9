"""Facts about what was learnt."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningEvent(Event):
    version: str

    @property
    def topic(self) -> str:
        return "learning"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionSwitched(LearningEvent):
    """Another version answers from now on; ``by`` is empty where nobody asked for it."""

    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrecisionFell(LearningEvent):
    """Of ``judged`` answers that this version gave too few were ``right`` to keep what is promised."""

    judged: int
    right: int
