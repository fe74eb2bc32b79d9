"""What is thought of a build, as a table: what it says, what is known, what follows."""

from datetime import UTC, datetime

import pytest

from tests.support.registry import sample_registry
from walletdesk.app.wiring.builds import ListedApps
from walletdesk.kernel.errors import Invalid
from walletdesk.releases import App, Build, Record, Verdict, Why, told
from walletdesk.releases.listing import drafts_in
from walletdesk.releases.model import Known, Standing, judge

OURS, SIGNED, FOREIGN = "com.example.samplewallet", "ab" * 32, "cd" * 32


def published(version: str) -> Record:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return Record(
        id="b", standing=Standing.PUBLISHED, added_at=at, added_by="a", package=OURS, version=version
    )


KNOWN = Known(
    apps=(App(package=OURS, digests=(SIGNED,)), App(package="com.example.other")),
    published=(published("4.2.0"), published("4.10.0")),
)


@pytest.mark.parametrize(
    ("build", "verdict", "why"),
    [
        (Build(), Verdict.UNKNOWN, Why.SAYS_LITTLE),
        (Build(source="a link"), Verdict.UNKNOWN, Why.SAYS_LITTLE),
        (Build(package=OURS), Verdict.UNKNOWN, Why.SAYS_LITTLE),
        (Build(package=OURS, digest=SIGNED), Verdict.OFFICIAL, Why.FITS),
        (Build(package=OURS, digest=SIGNED[:16]), Verdict.OFFICIAL, Why.FITS),
        (Build(package=OURS, digest=FOREIGN), Verdict.IMPOSSIBLE, Why.REPACKAGED),
        (Build(package=OURS.upper(), digest=FOREIGN), Verdict.IMPOSSIBLE, Why.REPACKAGED),
        (Build(package="com.example.other", digest=FOREIGN), Verdict.UNKNOWN, Why.SAYS_LITTLE),
        (Build(package="com.stranger.app", digest=FOREIGN), Verdict.UNKNOWN, Why.NOT_LISTED),
        (Build(package=OURS, version="4.10"), Verdict.UNKNOWN, Why.SAYS_LITTLE),
        (Build(package=OURS, version="4.11"), Verdict.IMPOSSIBLE, Why.TOO_NEW),
        (Build(package=OURS, version="4.9.9"), Verdict.IMPOSSIBLE, Why.NEVER_PUBLISHED),
        (Build(package=OURS, version="4.11", digest=SIGNED), Verdict.IMPOSSIBLE, Why.TOO_NEW),
        (Build(version="9"), Verdict.UNKNOWN, Why.SAYS_LITTLE),
        (Build(package="com.stranger.app", version="9"), Verdict.UNKNOWN, Why.NOT_LISTED),
    ],
)
def test_a_build_is_judged_by_what_speaks_against_it(build: Build, verdict: Verdict, why: Why) -> None:
    finding = judge(build, KNOWN)
    assert (finding.verdict, finding.reasons[0].why) == (verdict, why)


@pytest.mark.parametrize(
    "package",
    [
        "com.example.samp1ewallet",
        "com.example.samplewalet",
        "com.example.samplewallett",
        "com.exampel.samplewallet",
        "com.example.samplevvallet",
        "com.example.sample_wallet",
    ],
)
def test_a_package_id_a_letter_away_from_ours_is_no_accident(package: str) -> None:
    alike = ListedApps(sample_registry()).alike(package)
    finding = judge(told(package=package), Known(apps=KNOWN.apps, alike=alike))
    assert [(one.why, one.ours) for one in finding.reasons] == [(Why.ALIKE, OURS)]
    assert (finding.verdict, finding.indicator) == (Verdict.IMPOSSIBLE, package)


@pytest.mark.parametrize(
    "package", [OURS, OURS.upper(), f"{OURS}.debug", "com.example.wallet", "org.other.messenger"]
)
def test_another_apps_package_id_looks_like_nothing_of_ours(package: str) -> None:
    assert ListedApps(sample_registry()).alike(package) == ""


@pytest.mark.parametrize(
    ("build", "indicator"),
    [
        (Build(package=OURS, digest=FOREIGN), "sha256:cdcdcdcdcdcdcdcd"),
        (Build(package=OURS, version="9.0"), f"{OURS} 9.0"),
    ],
)
def test_a_fake_is_known_again_by_what_is_not_ours_in_it(build: Build, indicator: str) -> None:
    assert judge(build, KNOWN).indicator == indicator


def test_what_cannot_be_read_was_not_told() -> None:
    assert told("no package", "none", "12", "\x00") == Build()
    colons = ":".join(["AB"] * 32)
    assert told(f" {OURS} ", "v4.2.0", f"SHA-256: {colons}", " a \n store ") == Build(
        package=OURS, version="4.2.0", digest=SIGNED, source="a store"
    )
    assert len(told(source="x" * 500).source) == 200


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "[1]",
        "a,b\n1,2",
        "standing\n",
        '{"a": [}',
        "[" * 100_000,
        f"standing\n{'x' * 200_000}",
    ],
)
def test_a_list_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        drafts_in(text)


def test_a_list_is_csv_or_json() -> None:
    row = {"standing": "known_bad", "version": "1"}
    ((line, draft),) = drafts_in('\ufeffstanding,version\nknown_bad,"1"\n\n')
    assert (line, draft) == (2, drafts_in(str([row]).replace("'", '"'))[0][1])
    assert drafts_in('{"standing": "known_bad", "version": "1"}')[0][1] == draft
