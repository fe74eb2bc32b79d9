"""Proofs over HTTP: codes, the phrase in mails, and who talks to a contact now."""

from collections.abc import Sequence

from litestar.handlers import HTTPRouteHandler

from walletdesk.verification.http.codes import code_routes
from walletdesk.verification.http.now import now_routes
from walletdesk.verification.http.phrases import phrase_routes
from walletdesk.verification.service import Badges, Phrases, Proving, Talking


def routes(
    proving: Proving, badges: Badges, phrases: Phrases, talking: Talking
) -> Sequence[HTTPRouteHandler]:
    return [*code_routes(proving, badges), *phrase_routes(phrases), *now_routes(talking)]
