"""What is said of a name that somebody was sent: ours, made to look like ours, or not ours. Never "safe"."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    OFFICIAL = "official"
    KNOWN_BAD = "known_bad"  # from a block list; the judge of names alone never says it
    LOOKALIKE = "lookalike"
    NOT_OURS = "not_ours"


class Trick(StrEnum):
    """How a name is made to look like ours; UNDER_OURS is no trick, but a place that we do not list."""

    LETTERS = "letters"  # other letters or digits that read the same
    ENDING = "ending"  # our name with another ending
    HYPHENS = "hyphens"  # our name, cut up
    ADDED = "added"  # our name and something more
    TYPO = "typo"  # a letter or two are wrong
    IN_FRONT = "in_front"  # our name stands in front of somebody else's site
    DECORATION = "decoration"  # our name stands before the @ of a link, where it means nothing
    HIDDEN = "hidden"  # characters that nobody sees
    UNDER_OURS = "under_ours"


@dataclass(frozen=True, slots=True)
class Reason:
    """``seen`` is the piece that was pasted, ``ours`` what it imitates, ``site`` whose it is in truth."""

    trick: Trick
    seen: str
    ours: str
    site: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


NOTHING_ALIKE = Likeness(Verdict.NOT_OURS)
