"""Only what is listed is official, whichever way it is written, and nothing that merely looks like it."""

import pytest

from tests.support.registry import ENTRIES, PHONE, sample_registry
from walletdesk.registry import Kind, Registry

OFFICIAL = [
    (Kind.SITE, "wallet.example", "wallet.example"),
    (Kind.SITE, "WALLET.Example.", "wallet.example"),
    (Kind.SITE, "https://wallet.example/help?x=1#top", "wallet.example"),
    (Kind.SITE, "https://wallet.example:443/", "wallet.example"),
    (Kind.SITE, "wallet.example/download", "wallet.example"),
    (Kind.SITE, "ｗａｌｌｅｔ.example", "wallet.example"),
    (Kind.SITE, "https://a.b.help.wallet.example", "*.help.wallet.example"),
    (Kind.SITE, "https://admin.wallet.example:8443/x", "admin.wallet.example:8443"),
    (Kind.SITE, "例子.example", "xn--fsqu00a.example"),
    (Kind.SITE, "https://shared.example/wallet/", "https://shared.example/wallet"),
    (Kind.SITE, "https://t.me/SampleWallet", "telegram:samplewallet"),
    (Kind.SITE, "https://wa.me/864001234567", PHONE),
    (
        Kind.SITE,
        "https://play.google.com/store/apps/details?id=com.example.samplewallet",
        "google_play:com.example.samplewallet",
    ),
    (Kind.SITE, "https://apps.apple.com/cn/app/sample/id1234567890", "app_store:1234567890"),
    (Kind.SITE, "https://desk.wallet.example/help/en", "desk.wallet.example"),  # this installation's own
    (Kind.MAIL, "Support@Wallet.Example", "support@wallet.example"),
    (Kind.MAIL, "no-reply@mail.wallet.example", "mail.wallet.example"),
    (Kind.HANDLE, "Telegram:@SampleWallet", "telegram:samplewallet"),
    (Kind.HANDLE, "微信:samplewallet_help", "wechat:samplewallet_help"),
    (Kind.HANDLE, "@samplewallet", "telegram:samplewallet"),
    (Kind.PHONE, "+86 400-123-4567", PHONE),
    (Kind.PHONE, "0086 (400) 123 4567", PHONE),
    (Kind.APP, "com.example.samplewallet", "com.example.samplewallet"),
]
NOT_OFFICIAL = [
    (Kind.SITE, "wallet.example.evil.com"),
    (Kind.SITE, "evilwallet.example"),
    (Kind.SITE, "evil-wallet.example"),
    (Kind.SITE, "www.wallet.example"),  # a host below is declared or it is not ours
    (Kind.SITE, "help.wallet.example"),  # *. is what lies below, not the host itself
    (Kind.SITE, "evilhelp.wallet.example"),
    (Kind.SITE, "x.nothelp.wallet.example"),
    (Kind.SITE, "https://wallet.example@evil.com/"),
    (Kind.SITE, "https://wallet.example:pass@evil.com/"),
    (Kind.SITE, "https://evil.com@wallet.example/"),  # nobody of us writes so
    (Kind.SITE, "https://wallet.example:8443/"),
    (Kind.SITE, "https://admin.wallet.example/"),
    (Kind.SITE, "https://wallet.example\\@evil.com"),
    (Kind.SITE, "https://evil.com\\.wallet.example"),
    (Kind.SITE, "https://wallet.example%2eevil.com"),
    (Kind.SITE, "https://wallet.exam\tple"),
    (Kind.SITE, "https://wallet%2eexample"),
    (Kind.SITE, "https://w\u0430llet.example"),  # a Cyrillic a
    (Kind.SITE, "https://wallet.example.."),
    (Kind.SITE, "https://shared.example/other"),
    (Kind.SITE, "https://shared.example/wallet?next=evil"),
    (Kind.SITE, "https://shared.example/wallet/../other"),
    (Kind.SITE, "https://shared.example/%2e%2e/wallet"),
    (Kind.SITE, "http://shared.example/wallet"),  # the page is listed with its lock
    (Kind.SITE, "https://t.me/samplewallet_help"),
    (Kind.SITE, "https://t.me/joinchat/samplewallet"),
    (Kind.SITE, "https://t.me/samplewallet/../other"),
    (Kind.SITE, "https://t.me.evil.com/samplewallet"),
    (Kind.SITE, "https://play.google.com/store/apps/details?id=com.evil&id=com.example.samplewallet"),
    (Kind.SITE, "https://apps.apple.com/app/id12345678901"),
    (Kind.SITE, "ftp://wallet.example"),
    (Kind.SITE, "javascript:alert(1)//wallet.example"),
    (Kind.SITE, ""),
    (Kind.MAIL, "other@wallet.example"),
    (Kind.MAIL, "support@wallet.example.evil.com"),
    (Kind.MAIL, "support@evil.com"),
    (Kind.MAIL, "x@sub.mail.wallet.example"),
    (Kind.MAIL, "support@wallet.example]x <evil@evil.com>"),
    (Kind.MAIL, "support@wallet.example@evil.com"),
    (Kind.MAIL, "Support <support@wallet.example>"),  # whoever asks says which part is the address
    (Kind.HANDLE, "x:samplewallet"),
    (Kind.HANDLE, "telegram:samplewallet_"),
    (Kind.HANDLE, "telegram:sample_wallet"),
    (Kind.HANDLE, "@wallet"),
    (Kind.PHONE, "+864001234568"),
    (Kind.PHONE, "4001234567"),  # of which country?
    (Kind.PHONE, "+1 400 123 4567"),
    (Kind.APP, "com.example.samplewallet.pro"),
    (Kind.APP, "com.Example.SampleWallet"),
]


@pytest.mark.parametrize(("kind", "value", "listed"), OFFICIAL)
def test_what_is_listed_is_official_in_every_way_of_writing(kind: Kind, value: str, listed: str) -> None:
    found = sample_registry().official(kind, value)
    assert found is not None
    assert found.value == listed


@pytest.mark.parametrize(("kind", "value"), NOT_OFFICIAL)
def test_what_is_not_listed_is_not_official_however_near(kind: Kind, value: str) -> None:
    assert sample_registry().official(kind, value) is None


def test_every_entry_is_official_as_it_stands() -> None:
    listed = [entry for entry in ENTRIES if not entry.value.startswith("*.")]
    assert [e for e in listed if sample_registry().official(e.kind, e.value) != e] == []


def test_nothing_is_official_before_anything_was_listed_but_our_own_pages() -> None:
    empty = Registry(["http://127.0.0.1:8080"])
    assert empty.entries() == ()
    assert empty.official("site", "wallet.example") is None
    assert empty.official("site", "http://127.0.0.1:8080/help") is not None
    assert empty.official("site", "http://127.0.0.1:9000/help") is None


def test_what_was_removed_is_not_official_any_more() -> None:
    registry = sample_registry()
    registry.use(ENTRIES[1:])
    assert registry.official(Kind.SITE, "wallet.example") is None
