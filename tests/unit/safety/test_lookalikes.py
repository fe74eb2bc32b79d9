"""Which names are taken for look-alikes of ours, and why; honest neighbours are left in peace."""

import pytest

from walletdesk.safety import Trick, Verdict, host_of, lookalike

LONG = "samplewallet.example"  # a long name: it stands in no other by chance
SHORT = "quartz.finance"  # a word that others use too
OURS = (LONG, SHORT, "https://t.me/SampleWalletNews", "@SampleWallet")


def trick(value: str) -> Trick | None:
    judged = lookalike(value, OURS)
    return judged.reasons[0].trick if judged.verdict is Verdict.LOOKALIKE else None


@pytest.mark.parametrize(
    "value",
    [
        "samplewallet.example",
        "https://SampleWallet.example/help?from=mail",
        "www.samplewallet.example.",
        "samplewallet[.]example",
        "t.me/samplewalletnews",
        "@SAMPLEWALLET",
    ],
)
def test_what_is_listed_is_ours_however_it_is_written(value: str) -> None:
    assert lookalike(value, OURS).verdict is Verdict.OFFICIAL


@pytest.mark.parametrize(
    ("value", "how"),
    [
        ("sarnplewallet.example", Trick.LETTERS),
        ("samp1ewallet.example", Trick.LETTERS),
        ("sаmplewallet.example", Trick.LETTERS),  # a Cyrillic letter
        ("xn--smplewallet-yij.example", Trick.LETTERS),  # the same for machines
        ("ｓａｍｐｌｅｗａｌｌｅｔ.example", Trick.LETTERS),
        ("samplevvaIIet.example", Trick.LETTERS),
        ("samplewallet.co.uk", Trick.ENDING),
        ("sample-wallet.com", Trick.HYPHENS),
        ("samplewallet-support.com", Trick.ADDED),
        ("getsamplewallets.com", Trick.ADDED),
        ("samplewalet.com", Trick.TYPO),
        ("smaplewallet.com", Trick.TYPO),
        ("samplewalet-login.com", Trick.TYPO),
        ("samplewallet.example.verify-id.com", Trick.IN_FRONT),
        ("samplewallet.gitbook.io", Trick.ENDING),
        ("sample.wallet-help.com", Trick.IN_FRONT),
        ("quartz-login.com", Trick.ADDED),
        ("quartzwallet.com", Trick.ADDED),
        ("qaurtz-wallet.com", Trick.TYPO),
        ("quartz.finance.session-id.net", Trick.IN_FRONT),
        ("https://samplewallet.example@198-51-100-7.example.net/", Trick.DECORATION),
        ("https://evil.example.net\\@samplewallet.example/", None),
        ("samplewallet.help@gmail.com", Trick.DECORATION),
        ("@samplewallet_support", Trick.ADDED),
        ("https://t.me/SampleWallet_Support", Trick.ADDED),
    ],
)
def test_a_name_made_to_look_like_ours_is_named_with_its_trick(value: str, how: Trick | None) -> None:
    assert trick(value) is how


@pytest.mark.parametrize(
    "value",
    [
        "simplewallet.com",
        "samplesale.com",
        "walletshop.com",
        "quartzcountertops.com",
        "rosequartz.com",
        "quarts.com",
        "quartzite.net",
        "medium.com",
        "docs.google.com",
        "github.io",
        "friend@gmail.com",
        "@a_friend",
        "bbc.co.uk",
        "not a name at all",
        "",
        "..",
    ],
)
def test_an_honest_neighbour_is_only_not_ours(value: str) -> None:
    assert lookalike(value, OURS).verdict is Verdict.NOT_OURS
    assert lookalike(value, OURS).reasons == ()


def test_a_name_that_ends_like_ours_is_not_ours() -> None:
    """By labels, never by the end of the letters."""
    assert lookalike("notsamplewallet.example", OURS).verdict is Verdict.LOOKALIKE
    assert lookalike("myquartz.finance", OURS).verdict is not Verdict.OFFICIAL


def test_a_place_under_our_name_that_we_do_not_list_is_no_lookalike_and_not_listed() -> None:
    judged = lookalike("pay.samplewallet.example", OURS)
    assert judged.verdict is Verdict.NOT_OURS
    assert [r.trick for r in judged.reasons] == [Trick.UNDER_OURS]


def test_what_nobody_sees_is_said_besides() -> None:
    judged = lookalike("sample\u200bwallet.com", OURS)
    assert judged.verdict is Verdict.LOOKALIKE
    assert {r.trick for r in judged.reasons} == {Trick.HIDDEN, Trick.ENDING}


def test_an_official_account_does_not_make_its_platform_official() -> None:
    assert lookalike("t.me", OURS).verdict is Verdict.NOT_OURS
    assert lookalike("https://t.me/somebody", OURS).verdict is Verdict.NOT_OURS


def test_a_name_hidden_between_other_words_by_chance_is_honest() -> None:
    assert lookalike("bitcoinbasel.ch", ["coinbasel.example"]).verdict is Verdict.NOT_OURS
    assert lookalike("coinbasel-help.ch", ["coinbasel.example"]).verdict is Verdict.LOOKALIKE


@pytest.mark.parametrize(
    ("value", "host"),
    [
        ("hxxps://a.example.net/x", "a.example.net"),
        ("https:\\\\a.example.net\\x", "a.example.net"),
        ("https://ours.example@a.example.net:443/x", "a.example.net"),
        ("a%2eexample.net", "a.example.net"),
        ("a。example。net", "a.example.net"),
        ("  HTTPS://A.Example.NET ", "a.example.net"),
    ],
)
def test_the_host_is_what_a_browser_would_open(value: str, host: str) -> None:
    found = host_of(value)
    assert found is not None
    assert found.ascii == host


def test_shared_hosts_are_known_as_a_whole_and_not_in_part() -> None:
    shared = [host_of(value) for value in ("gitbook.io", "pages.dev", "t.me", "docs.google.com")]
    assert all(host is not None and host.is_shared for host in shared)
    own = host_of("somebody.gitbook.io")
    assert own is not None
    assert not own.is_shared
