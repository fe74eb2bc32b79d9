"""Which steps help with an app that does not work, in which order. What destroys comes last or not at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from walletdesk.releases.model import Platform, numbers


class State(StrEnum):
    CURRENT = "current"
    OUTDATED = "outdated"
    KNOWN_BAD = "known_bad"  # published by us and harmful: nobody should go on with it
    UNKNOWN = "unknown"  # nothing is known, and nothing is guessed


KEPT = (State.CURRENT, State.OUTDATED, State.KNOWN_BAD)  # what a lead can say of a version


class Trouble(StrEnum):
    """What happens, as the contact chooses it."""

    WONT_OPEN = "wont_open"
    CRASHES = "crashes"
    UPDATE_FAILS = "update_fails"
    OFFLINE = "offline"  # it opens and loads nothing
    OTHER = "other"


class Step(StrEnum):
    STOP_USING = "stop_using"
    CHANGE_NETWORK = "change_network"
    RESTART = "restart"
    FREE_SPACE = "free_space"
    KNOWN_PROBLEM = "known_problem"
    TEST_BACKUP = "test_backup"
    UPDATE = "update"
    REINSTALL = "reinstall"
    ASK_PERSON = "ask_person"

    @property
    def destroys(self) -> bool:
        """Whether it deletes the wallets on the device."""
        return self is Step.REINSTALL

    @property
    def needs_backup(self) -> bool:
        """Whether it is told only to who has a tested backup. An update is: it can end as a new start."""
        return self.destroys or self is Step.UPDATE


Words = Mapping[str, str]  # by language


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """``problem``: what is known to go wrong with it; ``fixed_in``: where that was put right; or empty."""

    id: str
    platform: Platform
    version: str
    state: State
    added_at: datetime
    added_by: str
    released: date | None = None
    problem: Words = field(default_factory=dict)
    fixed_in: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the contact said. ``backed_up``: that every wallet's phrase is written down and was checked."""

    version: str = ""
    platform: Platform = Platform.ANY
    trouble: Trouble = Trouble.OTHER
    backed_up: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """``asks_backup``: more steps follow once the contact has confirmed a tested backup."""

    state: State
    steps: tuple[Step, ...]
    problem: Words = field(default_factory=dict)
    fixed_in: str = ""
    newest: str = ""
    asks_backup: bool = False


def judged(told: Told, known: Sequence[Version]) -> Checked:
    """``known``: every version that is kept. Nothing that needs a backup stands in it without one."""
    fitting = [one for one in known if one.platform in (told.platform, Platform.ANY)]
    found = _listed(told, known)
    newest = max((one.version for one in fitting if one.state is State.CURRENT), key=numbers, default="")
    state = found.state if found else _compared(told.version, newest)
    every = tuple(_steps(told, state, has_problem=bool(found and found.problem)))
    steps = every if told.backed_up else tuple(one for one in every if not one.needs_backup)
    return Checked(
        state=state,
        steps=steps,
        problem=found.problem if found else {},
        fixed_in=found.fixed_in if found else "",
        newest=newest,
        asks_backup=len(steps) < len(every),
    )


def _listed(told: Told, known: Sequence[Version]) -> Version | None:
    """What is said of this version. A warning counts first, for whoever does not know their platform too."""
    same = [
        one
        for one in known
        if numbers(one.version) == numbers(told.version) != ()
        and (one.platform in (told.platform, Platform.ANY) or _warns(told, one))
    ]
    return min(same, key=_gravity, default=None)


def _gravity(one: Version) -> tuple[bool, bool]:
    return one.state is not State.KNOWN_BAD, one.platform is Platform.ANY


def _warns(told: Told, one: Version) -> bool:
    return told.platform is Platform.ANY and one.state is State.KNOWN_BAD


def _compared(version: str, newest: str) -> State:
    """A version that stands in no list: older than the newest is outdated, anything else unknown."""
    at, last = numbers(version), numbers(newest)
    return State.OUTDATED if at and last and at < last else State.UNKNOWN


def _steps(told: Told, state: State, *, has_problem: bool) -> Iterator[Step]:
    """Look first, then what changes nothing, then the backup; only behind it what could cost a wallet."""
    if state is State.KNOWN_BAD:
        yield Step.STOP_USING
    if told.trouble in (Trouble.OFFLINE, Trouble.UPDATE_FAILS):
        yield Step.CHANGE_NETWORK
    yield Step.RESTART
    if told.trouble is not Trouble.OFFLINE:
        yield Step.FREE_SPACE
    if has_problem:
        yield Step.KNOWN_PROBLEM
    yield Step.TEST_BACKUP
    if state is not State.CURRENT or told.trouble is Trouble.UPDATE_FAILS:
        yield Step.UPDATE
    if told.trouble is not Trouble.OFFLINE:
        yield Step.REINSTALL
    yield Step.ASK_PERSON
