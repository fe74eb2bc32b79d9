"""What may be set out, and which target holds."""

from dataclasses import replace
from functools import partial
from itertools import count

import pytest

from tests.support.sla import FIRST, POLICY
from walletdesk.kernel.errors import Invalid
from walletdesk.sla import FIRST_TARGETS, Metric, Target
from walletdesk.sla.model import Whom


@pytest.mark.parametrize(
    ("priority", "channel", "minutes"),
    [("normal", "webchat", 60), ("high", "webchat", 5), ("normal", "email", 240), ("high", "email", 5)],
    ids=count(),
)
def test_the_most_particular_target_holds_and_priority_counts_first(
    priority: str, channel: str, minutes: int
) -> None:
    target = POLICY.target_for(FIRST, Whom(priority=priority, channel=channel))
    assert target is not None
    assert target.minutes == minutes


@pytest.mark.parametrize(
    ("whom", "minutes"),
    [
        (Whom(priority="high", channel="webchat"), 5),
        (Whom(priority="high", channel="webchat", desk="funds"), 30),
        (Whom(priority="high", channel="webchat", desk="funds", organization="org_1"), 2),
        (Whom(priority="high", channel="webchat", desk="risk", organization="org_2"), 5),
    ],
    ids=count(),
)
def test_an_organization_counts_before_a_desk_and_a_desk_before_the_priority(
    whom: Whom, minutes: int
) -> None:
    more = (
        Target(metric=FIRST, minutes=30, desk="funds"),
        Target(metric=FIRST, minutes=2, organization="org_1"),
    )
    target = replace(POLICY, targets=POLICY.targets + more).target_for(FIRST, whom)
    assert target is not None
    assert target.minutes == minutes


def test_nothing_set_out_is_no_target() -> None:
    assert POLICY.target_for(Metric.RESOLUTION, Whom(priority="normal", channel="webchat")) is None


@pytest.mark.parametrize(
    "set_out",
    [
        partial(Target, metric=FIRST, minutes=0),
        partial(Target, metric=FIRST, minutes=60 * 24 * 91),
        partial(Target, metric=FIRST, minutes=10, warn_after=10),
        partial(Target, metric=FIRST, minutes=10, warn_after=0),
        partial(replace, POLICY, targets=POLICY.targets * 2),
        partial(
            replace,
            POLICY,
            targets=tuple(Target(metric=FIRST, minutes=1, channel=str(n)) for n in range(201)),
        ),
    ],
    ids=count(),
)
def test_what_makes_no_sense_is_refused(set_out: partial[object]) -> None:
    with pytest.raises(Invalid):
        set_out()


def test_an_installation_begins_with_targets_that_fit_together() -> None:
    assert replace(POLICY, targets=FIRST_TARGETS).targets == FIRST_TARGETS
