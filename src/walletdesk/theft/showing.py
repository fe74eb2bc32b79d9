"""Theft mode as its reader sees it: the steps in words, what lies where. The same for every face."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from walletdesk.kernel.clock import millis
from walletdesk.theft.model import Address, Containment, Holding, Permission, Step


@dataclass(frozen=True, slots=True)
class Words:
    """English, which is the key of the translation. ``done``: what the button says."""

    title: str
    text: str
    done: str


STEPS: Final[Mapping[Step, Words]] = {
    Step.STOP: Words(
        "Stop",
        "Send nothing more to that wallet, not even for a fee: it is often taken at once. Sign nothing, and "
        "answer nobody who writes to you about it.",
        "I have stopped",
    ),
    Step.NEW_WALLET: Words(
        "Make a new wallet on a clean phone",
        "Take a phone on which the suspicious app never was. Make the wallet yourself, write the new phrase "
        "on paper, take no screenshot, and send it to nobody.",
        "I have made it",
    ),
    Step.MOVE: Words(
        "Move what is left to the new wallet",
        "What is worth most goes first. Copy the address on the clean phone and compare it to the last "
        "character.",
        "I have moved it",
    ),
    Step.REVOKE: Words(
        "Take back permissions",
        "Whoever may spend a token from your address still may after you leave their site. Taking that back "
        "costs a fee and brings nothing back. If your phrase has leaked, moving away is what helps.",
        "I have taken them back",
    ),
    Step.EVIDENCE: Words(
        "Keep evidence and go to the police",
        "Addresses, transaction IDs, times and your conversation come into one file. Give it to the police, "
        "and ask them for a number: exchanges and issuers freeze coins for the police, not for us.",
        "I have reported it",
    ),
}
WARNINGS: Final = (
    "Nobody can hack coins back. Whoever takes money for it is a thief too.",
    "Pay no deposit, no unlocking fee and no tax.",
    "Give your phrase to nobody: not to the police, and not to us.",
)


TAKEN_OVER: Final = "Its permissions were changed: it cannot be moved by you alone. Send no fee there."
IMITATES: Final = "This address was made to look like yours: {address}"
TO_AGENTS: Final = {
    TAKEN_OVER: "Its permissions were changed: the contact alone cannot move it. Send no fee there.",
    IMITATES: "This address was made to look like the contact's: {address}",
}  # what is said of the reader's own, and must not be said to an agent


class Say(Protocol):
    """The reader's language."""

    def __call__(self, sentence: str, /, **values: str) -> str: ...


Named = Callable[[str], str]
"""A chain by its id, as the reader calls it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepView:
    """``state``: done, now or next. ``at``: when it was done, in milliseconds UTC."""

    step: str
    state: str
    title: str
    text: str
    done: str
    at: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingView:
    """One line of what lies at an address. ``tone``: first, skip or none."""

    chain: str
    amount: str
    tone: str
    hint: str
    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressView:
    """``checking``: the chains are being asked. ``silent``: the names of those of which nothing is known.

    ``warning``: what is wrong with it.
    """

    address: str
    checking: bool
    at: int | None
    holdings: tuple[HoldingView, ...]
    silent: tuple[str, ...]
    warning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContainmentView:
    conversation: str
    version: int
    steps: tuple[StepView, ...]
    own: tuple[AddressView, ...]
    theirs: tuple[AddressView, ...]
    warnings: tuple[str, ...]
    checking: bool
    permissions: int


def to_agents(say: Say) -> Say:
    """The same of somebody else."""

    def said(sentence: str, /, **values: str) -> str:
        return say(TO_AGENTS.get(sentence, sentence), **values)

    return said


def shown(containment: Containment, say: Say, named: Named) -> ContainmentView:
    own = tuple(_address(one, say, named) for one in containment.own)
    return ContainmentView(
        conversation=containment.conversation,
        version=containment.version,
        steps=tuple(_step(containment, step, say) for step in Step),
        own=own,
        theirs=tuple(_address(one, say, named, theirs=True) for one in containment.theirs),
        warnings=tuple(say(one) for one in WARNINGS),
        checking=bool(containment.unseen),
        permissions=sum(len(holding.permissions) for one in own for holding in one.holdings),
    )


def _step(containment: Containment, step: Step, say: Say) -> StepView:
    words, at = STEPS[step], containment.steps.get(step)
    state = "done" if at else "now" if step is containment.next_step else "next"
    return StepView(
        step=step.value,
        state=state,
        title=say(words.title),
        text=say(words.text),
        done=say(words.done),
        at=millis(at) if at else None,
    )


def _address(one: Address, say: Say, named: Named, *, theirs: bool = False) -> AddressView:
    warning = say(IMITATES, address=one.imitates) if one.imitates else ""
    return AddressView(
        address=one.value,
        checking=not theirs and one.looked_at is None,
        at=millis(one.looked_at) if one.looked_at else None,
        holdings=tuple(_holding(holding, say, named(holding.chain)) for holding in _in_order(one.holdings)),
        silent=tuple(named(holding.chain) for holding in one.holdings if holding.trouble),
        warning=warning,
    )


def _in_order(holdings: Sequence[Holding]) -> list[Holding]:
    """What can be saved first; chains where nothing lies, and those that are silent, are no lines."""
    lying = (one for one in holdings if not (one.trouble or one.is_empty))
    return sorted(lying, key=lambda one: one.taken_over)


def _holding(one: Holding, say: Say, chain: str) -> HoldingView:
    tone, hint = _judged(one)
    return HoldingView(
        chain=chain,
        amount=say("{amount} {symbol}", amount=one.amount, symbol=one.symbol)
        if one.amount is not None
        else "",
        tone=tone,
        hint=say(hint),
        permissions=tuple(_permission(permission, say) for permission in one.permissions),
    )


def _judged(one: Holding) -> tuple[str, str]:
    if one.taken_over:
        return "skip", TAKEN_OVER
    if one.lent_to:
        return "first", "A program decides for this address. Move everything away from it."
    if one.amount == "0":
        return "none", "Nothing of the chain's own coin lies here. Tokens still may."
    return "first", "It can be moved. Keep a little of it back for fees until the tokens are moved."


def _permission(one: Permission, say: Say) -> str:
    symbol = one.symbol or one.token
    if one.amount is None:
        return say("{spender} may take all {symbol}", spender=one.spender, symbol=symbol)
    return say("{spender} may take {amount} {symbol}", spender=one.spender, symbol=symbol, amount=one.amount)
