"""Handles as people know them."""

import pytest

from walletdesk.registry import handle_shown
from walletdesk.registry.naming import _NAMES
from walletdesk.registry.platforms import SAID


@pytest.mark.parametrize(
    ("value", "en", "zh"),
    [
        ("telegram:samplewallet", "Telegram @samplewallet", "Telegram @samplewallet"),
        ("TG:@Sample_Help", "Telegram @Sample_Help", "Telegram @Sample_Help"),
        ("微信:wallet_kefu", "WeChat wallet_kefu", "微信 wallet_kefu"),
        ("wechat:wallet_kefu", "WeChat wallet_kefu", "微信 wallet_kefu"),
        (":sample_help", "@sample_help", "@sample_help"),
        ("@sample_help", "@sample_help", "@sample_help"),
        ("示例钱包客服", "示例钱包客服", "示例钱包客服"),
        ("somewhere:sample", "somewhere:sample", "somewhere:sample"),
    ],
)
def test_a_handle_is_shown_with_the_name_of_its_platform(value: str, en: str, zh: str) -> None:
    assert (handle_shown(value, "en"), handle_shown(value, "zh-CN")) == (en, zh)


def test_every_platform_that_is_recognised_has_a_name() -> None:
    assert SAID.keys() == _NAMES.keys()
