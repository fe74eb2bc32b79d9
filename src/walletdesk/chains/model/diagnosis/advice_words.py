"""The form of an advice, and what several of them say."""

from dataclasses import dataclass
from typing import Final

from walletdesk.chains.model.diagnosis.codes import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """``reversible``: whether what happened, or may still happen, can be undone by the actor.

    ``article`` is the topic of the knowledge that says more.
    """

    title: str
    meaning: str
    steps: tuple[str, ...]
    never: tuple[str, ...]
    actor: Actor
    reversible: bool
    article: str


NO_PHRASE: Final = (
    "Give nobody your recovery phrase or private key. Nobody needs it to look into a transaction."
)
NO_HELPER: Final = "Pay nobody who promises to bring it back or to speed it up."
NOT_TWICE: Final = (
    "Do not send the amount a second time while the first one still waits: both may go through."
)
