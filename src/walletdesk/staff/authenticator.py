"""Who the bearer of a staff cookie is."""

from walletdesk.kernel.viewers import AgentViewer
from walletdesk.staff.model import SignedIn
from walletdesk.staff.service import StaffSessions


class StaffAuthenticator:
    def __init__(self, sessions: StaffSessions) -> None:
        self._sessions = sessions

    async def viewer(self, cookie: str) -> AgentViewer | None:
        """``cookie`` is the session cookie's value."""
        found = await self._sessions.find(cookie)
        return found.viewer if found else None

    async def csrf_token(self, cookie: str) -> str | None:
        found = await self._sessions.find(cookie)
        return found.csrf if found else None

    async def session(self, cookie: str) -> SignedIn | None:
        """For a socket at its first frame, and again when the agent does something there."""
        return await self._sessions.find(cookie)

    async def still(self, cookie: str) -> SignedIn | None:
        """For a socket that only listens: asking does not keep the session awake."""
        return await self._sessions.peek(cookie)
