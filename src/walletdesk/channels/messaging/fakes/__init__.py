"""Providers played on this machine, so that the whole loop runs without a line to anybody.

``fakes()[kind]`` makes one; ``hook`` is what it posts when somebody writes, ``answer`` what it says to us.
"""

from collections.abc import Callable, Mapping

from walletdesk.channels.messaging.fakes.base import Fake, Reply, Sent, Told
from walletdesk.channels.messaging.fakes.discord import FakeDiscord
from walletdesk.channels.messaging.fakes.instagram import FakeInstagram
from walletdesk.channels.messaging.fakes.line import FakeLine
from walletdesk.channels.messaging.fakes.messenger import FakeMessenger
from walletdesk.channels.messaging.fakes.slack import FakeSlack
from walletdesk.channels.messaging.fakes.telegram import FakeTelegram
from walletdesk.channels.messaging.fakes.wechat import FakeWeixin
from walletdesk.channels.messaging.fakes.wecom import FakeWeCom
from walletdesk.channels.messaging.fakes.weibo import FakeWeibo
from walletdesk.channels.messaging.fakes.whatsapp import FakeWhatsApp
from walletdesk.channels.messaging.fakes.x import FakeX

__all__ = ["Fake", "Reply", "Sent", "Told", "fakes"]


def fakes() -> Mapping[str, Callable[[], Fake]]:
    """By kind of inbox."""
    every: tuple[type[Fake], ...] = (
        FakeDiscord,
        FakeInstagram,
        FakeLine,
        FakeMessenger,
        FakeSlack,
        FakeTelegram,
        FakeWeCom,
        FakeWeibo,
        FakeWeixin,
        FakeWhatsApp,
        FakeX,
    )
    return {one.kind: one for one in every}
