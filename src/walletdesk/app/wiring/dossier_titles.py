"""Transactions in one sentence each, for transcripts: of what is stored alone, as the heart comes first."""

from collections.abc import Callable, Mapping

from walletdesk.dossiers.model import Dossier
from walletdesk.dossiers.reading import counsel
from walletdesk.dossiers.service.words import CHECKING, NOT_HERE
from walletdesk.dossiers.store import SqlArchive
from walletdesk.kernel.ids import ConversationId


class DossierTitles:
    """The title that the card has: ``say`` translates it."""

    def __init__(self, archive: SqlArchive, say: Callable[[str, str], str]) -> None:
        self._archive = archive
        self._say = say
        self._counsel = counsel()

    async def __call__(self, conversation: ConversationId, locale: str) -> Mapping[str, str]:
        found = await self._archive.of_conversation(conversation)
        return {one.id: f"{one.name}: {self._say(locale, self._title(one))}" for one in found}

    def _title(self, dossier: Dossier) -> str:
        if dossier.finding is None:
            return CHECKING
        if dossier.finding.cannot_be_asked:
            return NOT_HERE
        return (self._counsel.get(dossier.code) or self._counsel["unknown"]).title
