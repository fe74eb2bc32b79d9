"""Where an article stands for somebody who looks for it: by what happened to them, not by how we work."""

from collections.abc import Collection
from enum import StrEnum

from walletdesk.kernel.ids import ArticleId
from walletdesk.knowledge.model import PRIORITY_ROUTE, Article, Custody


class Category(StrEnum):
    """In the order in which they are shown."""

    MONEY = "money"
    KEYS = "keys"
    SAFETY = "safety"
    FEES = "fees"
    ACCOUNT = "account"
    APP = "app"
    SERVICE = "service"


_TOPICS = {
    Category.MONEY: (
        "incoming-not-received wrong-network-deposit tx-pending tx-speedup-cancel token-not-shown"
        " nft-not-shown exchange-not-credited missing-memo wrong-address bridge-stuck address-changed"
        " send-receive export-history"
    ),
    Category.KEYS: (
        "forgot-password change-password lost-mnemonic restore-wallet backup-mnemonic mnemonic-invalid"
        " new-phone create-wallet export-private-key hardware-wallet watch-wallet manage-wallets passphrase"
        " inheritance"
    ),
    Category.SAFETY: (
        "stolen-funds scam-fake-support fake-app multisig-hijack airdrop-scam approval-revoke dapp-connect"
        " signature-meaning wallet-privacy"
    ),
    Category.FEES: (
        "tx-failed-gas gas-fee-high tron-energy account-activation swap-failed staking buy-crypto"
        " price-display"
    ),
    Category.ACCOUNT: (
        "freeze-account unfreeze-account reset-2fa change-email-phone code-not-received kyc delete-account"
    ),
    Category.APP: "app-crash app-update language-currency notifications custom-network system-status",
    Category.SERVICE: "contact-human service-hours ticket-status complaint-feedback",
}
PLACES = {
    ArticleId(topic): (category, place)
    for category, topics in _TOPICS.items()
    for place, topic in enumerate(topics.split())
}
_FOR_ACCOUNTS = frozenset(map(ArticleId, _TOPICS[Category.ACCOUNT].split()))
_LAST = 1000
_NAMES = frozenset(Category)
_BY_ROUTE = {
    PRIORITY_ROUTE: Category.SAFETY,
    "funds": Category.MONEY,
    "account": Category.ACCOUNT,
    "development": Category.APP,
}


def category_of(article: Article) -> Category:
    """What its editor chose, else the topic's own place, else where its route leads."""
    return _place(article)[0]


def in_order(article: Article) -> tuple[int, str]:
    """What most people look for comes first; what we do not know comes by title."""
    return _place(article)[1], article.title


def is_on_shelf(article: Article, shown: Collection[Custody]) -> bool:
    """Whether it is offered to somebody who looks around.

    Where contacts hold their own keys there is no account to freeze or to verify. Whoever asks for that in so
    many words is told so, by the article; nobody is led to think that there is one.
    """
    return Custody.CUSTODIAL in shown or article.id not in _FOR_ACCOUNTS


def _place(article: Article) -> tuple[Category, int]:
    place = _own_place(article)
    if article.category in _NAMES and article.category != place[0]:
        return Category(article.category), _LAST
    return place


def _own_place(article: Article) -> tuple[Category, int]:
    return PLACES.get(article.id, (_BY_ROUTE.get(article.route, Category.SERVICE), _LAST))
