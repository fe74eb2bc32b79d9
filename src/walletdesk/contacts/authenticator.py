"""Who the bearer of a contact's session token is, without asking the database."""

from walletdesk.contacts.tokens import ReadSession, SessionTokens, SignedOut
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.viewers import ContactViewer


class ContactAuthenticator:
    def __init__(self, *, tokens: SessionTokens, signed_out: SignedOut, clock: Clock) -> None:
        self._tokens = tokens
        self._signed_out = signed_out
        self._clock = clock

    def viewer(self, token: str) -> ContactViewer | None:
        session = self.session(token)
        return ContactViewer(contact=session.contact) if session else None

    def session(self, token: str) -> ReadSession | None:
        """For a socket: it must close at ``expires_at``, and when its epoch is signed out."""
        session = self._tokens.read(token, self._clock())
        return session if session and not self._signed_out.covers(session) else None
