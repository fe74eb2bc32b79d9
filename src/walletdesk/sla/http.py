"""What we set out to keep, for those who lead: they read it, administrators change it."""

from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from walletdesk.kernel.errors import SecretStopped
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.sla.model import DEFAULT_POLICY, Metric, Policy, PolicyId, Target
from walletdesk.sla.model.policy import LONGEST, MOST_TARGETS
from walletdesk.sla.service import Targets

PATH = "/api/policies"
Minutes = Annotated[int, msgspec.Meta(ge=1, le=LONGEST)]
Word = Annotated[str, msgspec.Meta(max_length=40)]


class Body(msgspec.Struct, forbid_unknown_fields=True):
    pass


class TargetView(Body):
    """So many minutes while we are open, for whom it is; what is empty means any."""

    metric: Metric
    minutes: Minutes
    warn_after: Minutes | None = None
    priority: Word = ""
    channel: Word = ""
    from_first_message: bool = False
    desk: Word = ""
    organization: Word = ""


class SetPolicy(Body):
    """``version``: the one that was read. Another in the meantime is a conflict, and nothing is changed."""

    version: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    name: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
    calendar: Word
    targets: Annotated[list[TargetView], msgspec.Meta(max_length=MOST_TARGETS)]


class PolicyView(SetPolicy):
    id: str = ""


class Policies(msgspec.Struct):
    items: list[PolicyView]


def routes(targets: Targets, holds_secret: Callable[[str], bool]) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.LEAD))
    async def list_policies() -> Policies:
        return Policies([_view(await targets.get(DEFAULT_POLICY))])

    @put(f"{PATH}/{{policy:str}}", opt=access(Access.ADMIN))
    async def set_policy(
        request: Request[Any, Any, Any], policy: FromPath[str], data: JSONBody[SetPolicy]
    ) -> PolicyView:
        """All targets anew. Running promises are counted anew by them."""
        await targets.get(PolicyId(policy))
        if any(map(holds_secret, _typed(data))):
            raise SecretStopped
        return _view(await targets.save(_policy(PolicyId(policy), data), by=agent_of(request).agent))

    return [list_policies, set_policy]


def _typed(given: SetPolicy) -> Iterator[str]:
    """What somebody may have pasted into the wrong field."""
    yield given.name
    for target in given.targets:
        yield from (target.priority, target.channel, target.desk, target.organization)


def _policy(id: PolicyId, given: SetPolicy) -> Policy:
    return Policy(
        id=id,
        name=given.name,
        calendar=given.calendar,
        targets=tuple(msgspec.convert(one, Target, from_attributes=True) for one in given.targets),
        version=given.version,
    )


def _view(policy: Policy) -> PolicyView:
    return msgspec.convert(policy, PolicyView, from_attributes=True)
