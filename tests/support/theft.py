"""What somebody did whose coins are being taken, as agents get it: for tests against a server from memory."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final, cast

import msgspec

from walletdesk.kernel.ids import ContactId, ConversationId
from walletdesk.platform.i18n import Locale, translate
from walletdesk.theft import Containment, Holding, Permission, Step, shown, to_agents

AT: Final = datetime(2026, 11, 23, 3, 12, tzinfo=UTC)
MINE: Final = "0x52908400098527886e0f7030069857d2e4169ee7"
TRON: Final = "TJRyWwFs9wTFGZg3JbrVriFbNfCug5tDeC"
THEIRS: Final = "0x52908d1c7f5ab06e0f7030069857d2e41609ee7a"
SPENDER: Final = "0xde709f2102306220921060314715629080e2fb77"
CHAINS: Final = {"ethereum": "Ethereum", "tron": "TRON", "bsc": "BNB Chain", "polygon": "Polygon"}


def containment(id: str, *, asked: bool = True) -> Containment:
    """Two steps done, two addresses told and one of the thief's. ``asked``: chains have answered."""
    made = Containment(conversation=ConversationId(id), contact=ContactId("con_1"), opened_at=AT)
    made.tick(Step.STOP, AT)
    made.tick(Step.NEW_WALLET, AT + timedelta(minutes=9))
    made.tell(MINE, AT, theirs=False)
    made.tell(TRON, AT, theirs=False)
    made.tell(THEIRS, AT, theirs=True)
    made.suspect(THEIRS, MINE)
    if asked:
        answered(made)
    return made


def answered(made: Containment) -> None:
    permissions = (
        Permission(spender=SPENDER, token="0xc3", symbol="USDT"),
        Permission(spender=SPENDER, token="0xc4", symbol="USDC", amount="1500"),
    )
    found = Holding(chain="ethereum", amount="0.31", symbol="ETH", permissions=permissions)
    silent = [Holding(chain=chain, trouble="no_endpoint") for chain in ("bsc", "polygon")]
    made.learn(MINE, (found, *silent), AT + timedelta(minutes=1))
    taken = Holding(chain="tron", amount="82", symbol="TRX", taken_over=True)
    made.learn(TRON, (taken,), AT + timedelta(minutes=1))


def as_agents_get_it(made: Containment, locale: str) -> Any:  # noqa: ANN401 - any JSON
    view = shown(made, to_agents(partial(translate, cast("Locale", locale))), lambda chain: CHAINS[chain])
    return msgspec.to_builtins(view)
