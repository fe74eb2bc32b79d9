"""What is known of addresses, in memory."""

from walletdesk.channels.email.model import Standing
from walletdesk.platform.mail import Address


class MemoryStandings:
    def __init__(self) -> None:
        self.standings: dict[str, Standing] = {}

    async def standing(self, of: Address) -> Standing:
        return self.standings.get(of.lower(), Standing())

    async def note_standing(self, of: Address, standing: Standing) -> None:
        self.standings[of.lower()] = standing
