"""Every provider that messages, each an adapter of its own: how it signs, what it tells, how it is asked."""

from collections.abc import Mapping

from walletdesk.channels.messaging.ports import Provider
from walletdesk.channels.messaging.providers.discord import Discord
from walletdesk.channels.messaging.providers.instagram import Instagram
from walletdesk.channels.messaging.providers.line import Line
from walletdesk.channels.messaging.providers.messenger import Messenger
from walletdesk.channels.messaging.providers.slack import Slack
from walletdesk.channels.messaging.providers.telegram import Telegram
from walletdesk.channels.messaging.providers.wechat import Weixin
from walletdesk.channels.messaging.providers.wecom import WeCom
from walletdesk.channels.messaging.providers.weibo import Weibo
from walletdesk.channels.messaging.providers.whatsapp import WhatsApp
from walletdesk.channels.messaging.providers.x import X

__all__ = ["providers"]


def providers() -> Mapping[str, Provider]:
    """By kind of inbox."""
    every: tuple[Provider, ...] = (
        Discord(),
        Instagram(),
        Line(),
        Messenger(),
        Slack(),
        Telegram(),
        WeCom(),
        Weibo(),
        Weixin(),
        WhatsApp(),
        X(),
    )
    return {one.kind: one for one in every}
