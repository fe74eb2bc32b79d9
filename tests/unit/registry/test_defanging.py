"""Links that nothing opens: as a person reads them, and as no program takes them for links."""

import pytest

from walletdesk.registry import defanged


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("see https://evil.example/claim?a=b.c now", "see hxxps://evil[.]example/claim?a=b[.]c now"),
        ("HTTP://Evil.Example", "hxxp://Evil[.]Example"),
        ("请打开evil.com领取", "请打开evil[.]com领取"),
        ("wallet.example@evil.com and www.evil.com.", "wallet.example@evil.com and www[.]evil[.]com."),
        ("two: evil.com, https://bad.com", "two: evil[.]com, hxxps://bad[.]com"),
        ("hxxps://evil[.]example stays", "hxxps://evil[.]example stays"),
        ("Version 5.2.1, file report.pdf, 12.50 USDT", "Version 5.2.1, file report.pdf, 12.50 USDT"),
    ],
)
def test_what_is_left_of_a_link(said: str, shown: str) -> None:
    assert defanged(said) == shown
    assert defanged(shown) == shown
