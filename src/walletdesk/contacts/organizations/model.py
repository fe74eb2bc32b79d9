"""What an organization is, and how its people are known: by a proven address, or by the hand of a lead."""

from dataclasses import dataclass
from typing import Final, NewType

from walletdesk.contacts.model import mail_address
from walletdesk.kernel.errors import Invalid
from walletdesk.kernel.ids import AgentId

OrganizationId = NewType("OrganizationId", str)
NAME = 100  # characters
MOST_DOMAINS = 20

_PROVIDERS: Final = """
    gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.jp yahoo.co.uk
    ymail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me gmx.com gmx.de gmx.net web.de
    mail.com mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru naver.com daum.net
    hanmail.net kakao.com qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net vip.163.com sina.com sina.cn
    vip.sina.com sohu.com 139.com 189.cn wo.cn aliyun.com 21cn.com tom.com hey.com fastmail.com tutanota.com
    tuta.io zoho.com libero.it orange.fr free.fr laposte.net wp.pl o2.pl seznam.cz t-online.de
    rediffmail.com
"""
EVERYBODYS: Final = frozenset(_PROVIDERS.split())  # who proves an address there is anybody


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """``owner``: the agent whom its people get if they are there. ``domains``: of its people's addresses."""

    id: OrganizationId
    name: str
    domains: tuple[str, ...] = ()
    owner: AgentId | None = None
    version: int = 0

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > NAME:
            raise Invalid("A name has between 1 and {most} characters.", most=NAME)
        if len(self.domains) > MOST_DOMAINS:
            raise Invalid("An organization has at most {most} domains.", most=MOST_DOMAINS)


def domain_name(text: str) -> str:
    """The part of an address behind the @, in the one form in which addresses are kept."""
    domain = mail_address(f"a@{text.strip().lstrip('@')}").partition("@")[2]
    if domain in EVERYBODYS:
        raise Invalid("Anybody can have an address there. Add such people by hand.", code="public_domain")
    return domain
