"""What decides between an answer, a choice and a person, and what an installation learnt from its agents.

All of it is one version, ``Learned``, put in force as a whole by ``Library.use`` and rolled back as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from walletdesk.kernel.ids import ArticleId

SHIPPED = "shipped"  # the version and thresholds before anything was learnt; they can always be gone back to


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which P(right) one article answers, and from which P(right is among three) three are offered."""

    answer: float
    offer: float
    source: str = SHIPPED  # what they were fitted on, in a word that a lead reads
    model: str = ""  # what compared texts meanwhile; empty: whatever does

    def __post_init__(self) -> None:
        if not (0 <= self.offer <= 1 and self.answer >= 0):  # above one: nothing is answered
            raise ValueError(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorer:
    """Weights of P(right), fitted for one kind of index and of no use to another."""

    version: str
    kind: str
    weights: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Words that an agent confirmed to be about a topic: they vote as its phrasings do."""

    topic: ArticleId
    locale: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A question that was asked here, and what it was about.

    No topic: no article answers it, or the one that did not help, and nobody knows a better one.
    """

    text: str
    locale: str
    topic: ArticleId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """One version. Without a scorer that fits the index the shipped one judges."""

    version: str
    thresholds: Thresholds
    scorer: Scorer | None = None
    sayings: tuple[Saying, ...] = ()

    def thresholds_for(self, model: str) -> Thresholds:
        """How sure one index is says nothing of how sure another is: then the shipped ones hold."""
        is_fitted_on = self.thresholds.model in {"", model}
        return self.thresholds if is_fitted_on else as_shipped().thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """By what a question was decided: without it no audit and no refit is possible."""

    knowledge: str  # changes whenever a published article or a phrasing does
    model: str  # what compared texts, by name and version
    learned: str


def as_shipped() -> Learned:
    return Learned(version=SHIPPED, thresholds=Thresholds(answer=0.9, offer=0.5))
