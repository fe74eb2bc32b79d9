"""What people paste, and by what it is known again."""

import pytest

from tests.support.impersonation import reader
from walletdesk.impersonation import Indicator, IndicatorKind

SITE, MAIL, HANDLE = IndicatorKind.SITE, IndicatorKind.MAIL, IndicatorKind.HANDLE
PHONE, APP, OTHER = IndicatorKind.PHONE, IndicatorKind.APP, IndicatorKind.OTHER


@pytest.mark.parametrize(
    ("pasted", "kind", "value"),
    [
        ("https://user@login.evil.co.uk:8443/x", SITE, "evil.co.uk"),
        ("hxxps[:]//evil[.]com", SITE, "evil.com"),
        ("ｅｖｉｌ．ｃｏｍ", SITE, "evil.com"),
        ("https://xn--80ak6aa92e.com", SITE, "xn--80ak6aa92e.com"),
        ("https://sample-wallet.gitbook.io/us", SITE, "sample-wallet.gitbook.io"),
        ("https://sites.google.com/sample-wallet/help", SITE, "sites.google.com/sample-wallet"),
        ("Help@Evil.com", MAIL, "help@evil.com"),
        ("telegram: @Sample_Help1", HANDLE, "telegram:sample_help1"),
        ("@Sample_Help1", HANDLE, ":sample_help1"),
        ("+1 (555) 010-0100", PHONE, "+15550100100"),
        ("com.evil.wallet", APP, "com.evil.wallet"),
    ],
)
def test_every_spelling_has_one_form(pasted: str, kind: IndicatorKind, value: str) -> None:
    assert reader().read(pasted, None) == Indicator(kind, value)


@pytest.mark.parametrize(
    ("pasted", "kind", "value"),
    [
        ("sample_help1", HANDLE, ":sample_help1"),
        ("evil.wallet", APP, "evil.wallet"),
        ("a man  who says he is from the bank", OTHER, "a man who says he is from the bank"),
    ],
)
def test_whoever_says_what_it_is_is_believed(pasted: str, kind: IndicatorKind, value: str) -> None:
    assert reader().read(pasted, kind) == Indicator(kind, value)


def test_a_shared_host_is_never_a_fake_as_a_whole() -> None:
    assert reader().read("https://sites.google.com/", None) is None


@pytest.mark.parametrize(
    ("indicator", "shown"),
    [
        (Indicator(SITE, "a.evil.com"), "a[.]evil[.]com"),
        (Indicator(MAIL, "x@evil.com"), "x[@]evil[.]com"),
        (Indicator(HANDLE, ":name"), "name"),
    ],
)
def test_what_is_shown_cannot_be_followed(indicator: Indicator, shown: str) -> None:
    assert indicator.defanged == shown


@pytest.mark.parametrize(
    ("pasted", "indicator"),
    [
        ("he says: open https://evil.com/x", Indicator(SITE, "evil.com")),
        ("write to help@evil.com", Indicator(MAIL, "help@evil.com")),
    ],
)
def test_what_can_be_followed_is_never_kept_as_mere_words(pasted: str, indicator: Indicator) -> None:
    """Words are shown to everybody as they are, and nothing on that page can be followed."""
    assert reader().read(pasted, OTHER) == indicator


def test_a_fake_app_is_known_again_where_it_is_mentioned() -> None:
    assert Indicator(APP, "com.evil.wallet") in reader().mentioned("They had me install com.evil.wallet!")
    assert reader().mentioned("See example.com for nothing.") == [Indicator(SITE, "example.com")]


def test_of_a_message_full_of_links_the_first_are_looked_for() -> None:
    assert len(reader().mentioned(" ".join(f"evil{n}.com" for n in range(500)))) == 20


@pytest.mark.parametrize("said", ["Sample_Help added me", "加我的是sample_help吗", "@sample_help?"])
def test_a_handle_is_seen_without_its_sign(said: str) -> None:
    assert Indicator(IndicatorKind.HANDLE, ":sample_help") in reader().mentioned(said)


@pytest.mark.parametrize("said", ["support", "0x90c192cfd3ac94af", "mail a_b_c@sample.example", "2026_11_22"])
def test_plain_words_mails_and_numbers_are_no_handles(said: str) -> None:
    assert not [one for one in reader().mentioned(said) if one.kind is IndicatorKind.HANDLE]
