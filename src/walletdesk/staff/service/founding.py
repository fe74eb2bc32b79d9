"""The first administrator of a fresh installation, by the link that its start prints."""

import hmac
from dataclasses import dataclass

from walletdesk.kernel.errors import Conflict, NotFound
from walletdesk.kernel.viewers import Role
from walletdesk.staff.model import Agent
from walletdesk.staff.ports import Limiter, Reading
from walletdesk.staff.service.people import Personnel
from walletdesk.staff.tokens import StaffSecrets

# By address alone: nobody guesses the token, and a stranger must not be able to shut the founder out.
GUESSES_PER_IP = (30, 600)


@dataclass(frozen=True, slots=True, kw_only=True)
class Founding:
    """Whoever can read what the start prints owns the machine; nobody else can be first."""

    reading: Reading
    personnel: Personnel
    secrets: StaffSecrets
    limiter: Limiter

    async def token(self) -> str | None:
        """For the link; None once there is an administrator."""
        return None if await self._is_founded() else self.secrets.setup

    async def is_open(self, token: str, *, ip: str) -> bool:
        await self.limiter.hit(f"staff:setup:{ip}", *GUESSES_PER_IP)
        return self._fits(token) and not await self._is_founded()

    async def found(self, token: str, *, login: str, name: str, password: str, ip: str) -> Agent:
        """With a token that does not fit, or once somebody was first, there is nothing here."""
        await self.limiter.hit(f"staff:setup:{ip}", *GUESSES_PER_IP)
        if not self._fits(token):
            raise NotFound
        try:
            return await self.personnel.create_first_admin(login=login, name=name, password=password)
        except Conflict as conflict:
            raise (NotFound() if conflict.code == "admin_exists" else conflict) from conflict

    def _fits(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self.secrets.setup.encode())

    async def _is_founded(self) -> bool:
        return any(one.role is Role.ADMIN and one.active for one in await self.reading.agents())
