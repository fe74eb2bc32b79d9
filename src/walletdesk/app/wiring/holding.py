"""Withdrawals that a desk holds: whether there are any here, and who is of such a desk."""

from typing import Final

from walletdesk.accounts import Catalogue, Service
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.tickets.desks import DeskKind
from walletdesk.tickets.desks.ports import Reading

_KINDS: Final = {DeskKind.FUNDS, DeskKind.RISK}


class Custodians:
    """Fits the port ``dossiers.Custody``."""

    def __init__(self, services: Catalogue, teams: Reading) -> None:
        self._services = services
        self._teams = teams

    @property
    def holds_withdrawals(self) -> bool:
        return self._services.offers(Service.WITHDRAWAL_STATUS).exists

    async def may_hold(self, viewer: AgentViewer) -> bool:
        return any(one.kind in _KINDS and one.team in viewer.teams for one in await self._teams.desks())
