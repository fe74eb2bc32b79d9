"""For leads: the words of the house and of the program, and trying one before it is saved."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Protocol

import msgspec
from litestar import Request, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.kernel.clock import millis
from walletdesk.knowledge.synonyms.model import LONGEST, Found
from walletdesk.knowledge.synonyms.service import Listing, Synonyms
from walletdesk.platform.http import Access, access, agent_of

PATH = "/api/workspace/synonyms"
Word = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST)]
Meant = Annotated[str, msgspec.Meta(max_length=LONGEST)]
Sentence = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]


class People(Protocol):
    async def names(self) -> Sequence[tuple[str, str]]: ...


class SynonymView(msgspec.Struct):
    """``own``: of the house, by whom and when. ``off``: a word of ours that this house does without."""

    written: str
    meant: str
    own: bool
    off: bool = False
    by: str = ""
    at: int = 0


class SynonymsView(msgspec.Struct):
    items: list[SynonymView]


class NewSynonym(msgspec.Struct, forbid_unknown_fields=True):
    """Without ``meant``: a word of ours is switched off."""

    written: Word
    meant: Meant = ""


class TriedSynonym(msgspec.Struct, forbid_unknown_fields=True):
    written: Word
    sentence: Sentence
    locale: Literal["zh-CN", "en"]
    meant: Meant = ""


class RemovedSynonym(msgspec.Struct, forbid_unknown_fields=True):
    written: Word


class FoundView(msgspec.Struct):
    """``sure``: how sure we are of it, 0 to 1."""

    article: str
    title: str
    sure: float


class TrialView(msgspec.Struct):
    """The sentence as it is compared, and what it leads to, best first: now, and with the word."""

    before: str
    after: str
    found_before: list[FoundView]
    found_after: list[FoundView]


def routes(synonyms: Synonyms, people: People) -> Sequence[HTTPRouteHandler]:
    lead = access(Access.LEAD)

    @get(PATH, opt=lead)
    async def list_synonyms(request: Request[Any, Any, Any]) -> SynonymsView:
        """Those of the house first."""
        return _listed(await synonyms.list(agent_of(request)), dict(await people.names()))

    @post(PATH, opt=lead, status_code=204)
    async def add_synonym(request: Request[Any, Any, Any], data: JSONBody[NewSynonym]) -> None:
        """It counts from the next question on."""
        await synonyms.add(agent_of(request), data.written, data.meant)

    @post(f"{PATH}/try", opt=lead, status_code=200)
    async def try_synonym(request: Request[Any, Any, Any], data: JSONBody[TriedSynonym]) -> TrialView:
        """What becomes of a sentence, and what it finds. Nothing is kept."""
        trial = await synonyms.attempt(
            agent_of(request), data.written, data.meant, data.sentence, data.locale
        )
        return TrialView(trial.before, trial.after, _found(trial.found_before), _found(trial.found_after))

    @post(f"{PATH}/remove", opt=lead, status_code=204)
    async def remove_synonym(request: Request[Any, Any, Any], data: JSONBody[RemovedSynonym]) -> None:
        """A word of the house goes; one of ours counts again."""
        await synonyms.remove(agent_of(request), data.written)

    return [list_synonyms, add_synonym, try_synonym, remove_synonym]


def _listed(listing: Listing, names: dict[str, str]) -> SynonymsView:
    own = [
        SynonymView(one.written, one.meant, own=True, by=names.get(one.by, ""), at=millis(one.at))
        for one in listing.own
        if not one.is_off
    ]
    off = {one.written: one for one in listing.own if one.is_off}
    shipped = [
        SynonymView(
            written,
            meant,
            own=False,
            off=written in off,
            by=names.get(off[written].by, "") if written in off else "",
            at=millis(off[written].at) if written in off else 0,
        )
        for written, meant in listing.shipped
    ]
    return SynonymsView([*own, *shipped])


def _found(found: Sequence[Found]) -> list[FoundView]:
    return [FoundView(one.article, one.title, round(one.sure, 2)) for one in found]
