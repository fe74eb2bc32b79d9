"""The words by which a contact knows our mails: theirs to read and to change, nobody else's."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.platform.http import Access, access, contact_of
from walletdesk.verification.service import Phrases


class ChosenWords(msgspec.Struct, forbid_unknown_fields=True):
    """It may hold a secret, so it never prints itself."""

    phrase: Annotated[str, msgspec.Meta(max_length=200)]

    def __repr__(self) -> str:
        return type(self).__name__


class PhraseView(msgspec.Struct):
    """``phrase`` empty: none. ``may_set`` false: the wallet or a mailbox must first vouch for the contact."""

    phrase: str
    may_set: bool


def phrase_routes(phrases: Phrases) -> Sequence[HTTPRouteHandler]:
    @get("/api/contact/phrase", opt=access(Access.CONTACT))
    async def read_phrase(request: Request[Any, Any, Any]) -> PhraseView:
        viewer = contact_of(request)
        may_set = await phrases.may_set(viewer)
        return PhraseView(await phrases.of(viewer.contact) if may_set else "", may_set)

    @put("/api/contact/phrase", opt=access(Access.CONTACT))
    async def set_phrase(request: Request[Any, Any, Any], data: JSONBody[ChosenWords]) -> PhraseView:
        return PhraseView(await phrases.set(contact_of(request), data.phrase), may_set=True)

    @delete("/api/contact/phrase", opt=access(Access.CONTACT))
    async def remove_phrase(request: Request[Any, Any, Any]) -> None:
        await phrases.remove(contact_of(request))

    return [read_phrase, set_phrase, remove_phrase]
