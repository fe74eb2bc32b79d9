"""The order of steps for an app that does not work: nothing that could cost a wallet before its backup."""

from datetime import UTC, datetime
from itertools import product

import pytest

from walletdesk.platform.i18n import LOCALES, Locale
from walletdesk.releases.model import Platform
from walletdesk.releases.problems import Checked, State, Step, Told, Trouble, Version
from walletdesk.releases.problems.model import judged
from walletdesk.releases.problems.words import step_words
from walletdesk.safety.advice import check, standard

AT = datetime(2026, 11, 23, tzinfo=UTC)


def version(number: str, state: State, platform: Platform = Platform.ANDROID, **more: str) -> Version:
    problem = {"en": more["problem"], "zh-CN": more["problem"]} if "problem" in more else {}
    return Version(
        id=f"ver_{number}",
        platform=platform,
        version=number,
        state=state,
        problem=problem,
        fixed_in=more.get("fixed_in", ""),
        added_at=AT,
        added_by="agt_lead",
    )


TABLE = (
    version("2.4.2", State.CURRENT),
    version("2.4.1", State.KNOWN_BAD, problem="The transfer page closes.", fixed_in="2.4.2"),
    version("2.3", State.OUTDATED, problem="Slow."),
    version("2.4.0", State.CURRENT, Platform.IOS),
)
EVERY = [
    (Told(version=number, platform=platform, trouble=trouble, backed_up=backed_up), table)
    for number, platform, trouble, backed_up, table in product(
        ("", "1.0", "2.3", "2.4.1", "2.4.2", "9", "nonsense"), Platform, Trouble, (False, True), (TABLE, ())
    )
]


def test_without_a_confirmed_backup_no_step_could_cost_a_wallet() -> None:
    for told, table in EVERY:
        steps = judged(told, table).steps
        assert told.backed_up or not any(one.destroys or one.needs_backup for one in steps), told


def test_what_destroys_stands_behind_the_backup_and_last_before_a_person() -> None:
    for told, table in EVERY:
        steps = judged(told, table).steps
        places = [place for place, one in enumerate(steps) if one.destroys]
        assert all(place > steps.index(Step.TEST_BACKUP) for place in places), told
        assert all(place == len(steps) - 2 for place in places), told
        assert (steps[-1], steps.count(Step.TEST_BACKUP)) == (Step.ASK_PERSON, 1)


def test_whoever_confirms_gets_the_same_steps_and_more() -> None:
    for told, table in EVERY:
        both = [
            judged(
                Told(version=told.version, platform=told.platform, trouble=told.trouble, backed_up=yes), table
            )
            for yes in (False, True)
        ]
        assert [one for one in both[1].steps if one in both[0].steps] == list(both[0].steps)
        assert [one.asks_backup for one in both] == [len(both[1].steps) > len(both[0].steps), False]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_guard_of_what_goes_out_has_nothing_against_the_words(locale: Locale) -> None:
    for told, table in EVERY:
        checked = judged(told, table)
        said = "\n".join(step_words(one, checked, locale) for one in checked.steps)
        assert [one.rule for one in check(said, standard()) if told.backed_up is False] == [], told


@pytest.mark.parametrize(
    ("number", "state", "newest"),
    [
        ("2.4.2", State.CURRENT, "2.4.2"),
        ("v2.4.2 (1880)", State.CURRENT, "2.4.2"),
        ("2.4.1", State.KNOWN_BAD, "2.4.2"),
        ("2.3.0", State.OUTDATED, "2.4.2"),
        ("1.0", State.OUTDATED, "2.4.2"),
        ("2.5", State.UNKNOWN, "2.4.2"),
        ("", State.UNKNOWN, "2.4.2"),
        ("nonsense", State.UNKNOWN, "2.4.2"),
    ],
)
def test_a_version_is_what_the_table_says_and_nothing_is_guessed(
    number: str, state: State, newest: str
) -> None:
    checked = judged(Told(version=number, platform=Platform.ANDROID), TABLE)
    assert (checked.state, checked.newest) == (state, newest)


def test_another_platform_has_its_own_versions() -> None:
    assert judged(Told(version="2.4.1", platform=Platform.IOS), TABLE).state is State.UNKNOWN
    assert judged(Told(version="2.4.0", platform=Platform.IOS), TABLE).state is State.CURRENT
    assert judged(Told(version="2.4.2"), TABLE).state is State.UNKNOWN


def test_a_withdrawn_version_is_stopped_first_and_its_problem_told() -> None:
    checked = judged(Told(version="2.4.1", platform=Platform.ANDROID), TABLE)
    assert checked.steps[0] is Step.STOP_USING
    assert "Fixed in 2.4.2" in step_words(Step.KNOWN_PROBLEM, checked, "en")
    unfixed = judged(Told(version="2.3", platform=Platform.ANDROID), TABLE)
    assert "isn't fixed yet" in step_words(Step.KNOWN_PROBLEM, unfixed, "en")


@pytest.mark.parametrize("platform", [Platform.ANDROID, Platform.ANY])
def test_a_warning_counts_before_what_is_said_of_every_platform(platform: Platform) -> None:
    listed = [
        version("2.4.1", State.CURRENT, Platform.ANY),
        version("2.4.1", State.KNOWN_BAD),
    ]
    assert judged(Told(version="2.4.1", platform=platform), listed).state is State.KNOWN_BAD


def test_every_step_has_words_in_each_language() -> None:
    empty = Checked(state=State.UNKNOWN, steps=())
    said = [step_words(one, empty, locale) for one in Step for locale in LOCALES]
    assert len(set(said)) == 2 * len(Step)
