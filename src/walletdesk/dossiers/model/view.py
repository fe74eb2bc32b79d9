"""A dossier as its reader sees it: words in the reader's language, amounts as exact text, times in ms UTC."""

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """Of a step of the timeline."""

    DONE = "done"
    NOW = "now"
    MISSING = "missing"
    NEXT = "next"


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountView:
    """``claimed``: the symbol is what the token's own contract says, which may be anything."""

    value: str
    symbol: str
    claimed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainView:
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplorerView:
    """``url`` is made of our own chain table, never of what somebody sent."""

    host: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    state: Mark
    text: str
    at: int | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NodesView:
    asked: int
    agree: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonView:
    """Why a withdrawal may be held, in the reader's language."""

    id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldView:
    """A desk says that it is held. ``by``: who said so; agents alone are told."""

    why: str
    at: int
    by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """``state``: checking, watching or settled; ``tone``: waiting, failed, done or unknown.

    ``possible``: names of the chains that it can belong to, where it is not known which. ``reason``: a
    contract's own words, which anybody can write: a quotation, never a link. ``findings``: of contacts the
    few that help, of agents all. ``reasons``: for which its reader may say that it is held; mostly none.
    ``may_tell``: whether it helps to know whom they wanted to pay, and on which chain.
    """

    id: str
    name: str
    conversation: str
    at: int
    state: str
    tone: str
    badge: str
    since: int | None
    amount: AmountView | None
    chain: ChainView | None
    possible: list[str]
    direction: str | None
    tx: str
    explorer: ExplorerView | None
    code: str
    title: str
    meaning: str
    timeline: list[StepView]
    steps: list[str]
    who: str
    undo: str
    never: list[str]
    article: ArticleView | None
    reason: str | None
    nodes: NodesView
    checked_at: int | None
    next_at: int | None
    findings: list[FactView]
    files: list[FileView]
    hold: HoldView | None
    reasons: list[ReasonView]
    may_tell: bool
    print_url: str
    json_url: str
