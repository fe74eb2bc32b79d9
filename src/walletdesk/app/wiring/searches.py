"""Counting what readers of the help look for."""

import hmac
import re

from walletdesk.app.wiring.engine import Engine
from walletdesk.app.wiring.heart import secret_in
from walletdesk.knowledge import Library
from walletdesk.knowledge.searches import Searches
from walletdesk.knowledge.searches import store as search_store
from walletdesk.platform.limits import Limiter
from walletdesk.safety import may_continue

# On the list of a phrase's words, and what people ask us about: alone they say nothing.
_OURS = re.compile(r"\b(?:cash|crypto|fee|gas|invest|scam|stake|swap|token|wallet)\b", re.IGNORECASE)


def searches_of(engine: Engine, library: Library, limiter: Limiter) -> Searches:
    return Searches(
        open_work=search_store.open_work(engine.db),
        counts=search_store.SqlCounts(engine.db),
        articles=library,
        limiter=limiter,
        seal=lambda text: sealed(engine.key, text),
        is_doubtful=is_doubtful,
        clock=engine.clock,
    )


def is_doubtful(text: str) -> bool:
    """A secret, or what may be a piece of one: counted nowhere."""
    return secret_in(text) is not None or may_continue(_OURS.sub("", text))


def sealed(key: bytes, tab: str) -> str:
    """Another seal than that of opinions: what one reader did here and there cannot be put together."""
    return hmac.digest(hmac.digest(key, b"walletdesk tabs", "sha256"), tab.encode(), "sha256").hex()
