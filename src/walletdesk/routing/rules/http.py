"""The plan of the queues over HTTP: leads read it and set what goes where, administrators the rest."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.kernel.errors import SecretStopped
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.routing.rules.model import (
    LIGHTEST,
    LONGEST,
    MOST,
    WHOLE,
    Facts,
    Overflow,
    Plan,
    Rule,
    Weights,
    first,
)
from walletdesk.routing.rules.service import Arranging

PATH = "/api/queues"
Word = Annotated[str, msgspec.Meta(max_length=80)]
Version = Annotated[int, msgspec.Meta(ge=0, le=2**53)]
Weight = Annotated[int, msgspec.Meta(ge=LIGHTEST, le=WHOLE)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    pass


class OverflowView(Body):
    """Without ``to`` the contact is told of another way than waiting."""

    minutes: Annotated[int, msgspec.Meta(ge=1, le=LONGEST)]
    team: Word = ""
    to: Word = ""


class FactsView(Body):
    """What is empty is not known of it."""

    inbox: Word = ""
    channel: Word = ""
    language: Word = ""
    topic: Word = ""
    organization: Word = ""
    category: Word = ""


class RuleView(Body):
    """Conditions, of which an empty one fits everything; then what such a conversation gets."""

    inbox: Word = ""
    channel: Word = ""
    language: Word = ""
    topic: Word = ""
    organization: Word = ""
    category: Word = ""
    team: Word = ""
    priority: Word = ""
    skill: Word = ""
    level: Annotated[int, msgspec.Meta(ge=1, le=3)] = 1


Overflows = Annotated[list[OverflowView], msgspec.Meta(max_length=MOST)]
Rules = Annotated[list[RuleView], msgspec.Meta(max_length=MOST)]


class SetQueues(Body):
    """``weights``: channel to hundredths of a full conversation. ``version``: the one that was read."""

    version: Version
    weights: Annotated[dict[Word, Weight], msgspec.Meta(max_length=MOST)]
    overflow: Overflows


class SetRules(Body):
    version: Version
    rules: Rules


class TryRules(Body):
    """An example, and rules that need not be saved yet."""

    rules: Rules
    facts: FactsView


class Tried(msgspec.Struct):
    """``rule``: which takes it, counted from 0; null: none, it goes to whoever has room."""

    rule: int | None


class QueuesView(msgspec.Struct):
    version: int
    weights: dict[str, int]
    overflow: list[OverflowView]
    rules: list[RuleView]


def routes(arranging: Arranging, holds_secret: Callable[[str], bool]) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.LEAD))
    async def show_queues() -> QueuesView:
        return _view(await arranging.plan())

    @put(PATH, opt=access(Access.ADMIN))
    async def set_queues(request: Request[Any, Any, Any], data: JSONBody[SetQueues]) -> QueuesView:
        _refuse_secrets(holds_secret, [*data.weights, *_typed(data.overflow)])
        return _view(
            await arranging.set_queues(
                agent_of(request).agent,
                data.version,
                weights=Weights(data.weights),
                overflow=[msgspec.convert(one, Overflow, from_attributes=True) for one in data.overflow],
            )
        )

    @put(f"{PATH}/rules", opt=access(Access.LEAD))
    async def set_rules(request: Request[Any, Any, Any], data: JSONBody[SetRules]) -> QueuesView:
        """All of them anew, in their order."""
        _refuse_secrets(holds_secret, _typed(data.rules))
        return _view(await arranging.set_rules(agent_of(request).agent, data.version, _rules(data.rules)))

    @post(f"{PATH}/try", opt=access(Access.LEAD), status_code=200)
    async def try_rules(data: JSONBody[TryRules]) -> Tried:
        """Which rule would take it. Nothing is changed."""
        facts = msgspec.convert(data.facts, Facts, from_attributes=True)
        return Tried(first(Plan(rules=tuple(_rules(data.rules))).rules, facts))

    return [show_queues, set_queues, set_rules, try_rules]


def _rules(given: Sequence[RuleView]) -> list[Rule]:
    return [msgspec.convert(one, Rule, from_attributes=True) for one in given]


def _typed(given: Sequence[msgspec.Struct]) -> list[str]:
    """What somebody may have pasted into the wrong field."""
    return [value for one in given for value in msgspec.structs.astuple(one) if isinstance(value, str)]


def _refuse_secrets(holds_secret: Callable[[str], bool], texts: Sequence[str]) -> None:
    if any(map(holds_secret, texts)):
        raise SecretStopped


def _view(plan: Plan) -> QueuesView:
    return QueuesView(
        version=plan.version,
        weights=dict(plan.weights.by_channel),
        overflow=[msgspec.convert(one, OverflowView, from_attributes=True) for one in plan.overflow],
        rules=[msgspec.convert(one, RuleView, from_attributes=True) for one in plan.rules],
    )
