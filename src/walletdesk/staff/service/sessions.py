"""Open sign-ins: remembered for a few seconds, so that a request does not cost a query."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound, Unavailable
from walletdesk.kernel.ids import AgentId, SessionId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.staff.events import SessionRevoked
from walletdesk.staff.model import Action, Agent, SessionRules, SignedIn, StaffSession, require_over
from walletdesk.staff.ports import OpenWork, Reading
from walletdesk.staff.service.common import end_sessions, held, note
from walletdesk.staff.tokens import StaffSecrets

KEPT_FOR = timedelta(seconds=5)  # how late another process may learn that a session was revoked
SEEN_EVERY = timedelta(minutes=1)
MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class _Kept:
    session: StaffSession
    agent: Agent
    read_at: datetime

    def is_fresh(self, at: datetime) -> bool:
        return timedelta(0) <= at - self.read_at < KEPT_FOR


class StaffSessions:
    def __init__(
        self,
        *,
        open_work: OpenWork,
        reading: Reading,
        secrets: StaffSecrets,
        clock: Clock,
        rules: SessionRules | None = None,
    ) -> None:
        self._open_work = open_work
        self._reading = reading
        self._secrets = secrets
        self._clock = clock
        self.rules = rules or SessionRules()
        self._kept: dict[str, _Kept] = {}
        self._cleared = 0  # counts revocations, so that an answer read before one is not kept after it

    async def find(self, secret: str) -> SignedIn | None:
        """Who is signed in with this cookie; being asked for keeps the session awake."""
        secret_hash = self._secrets.hash_of(secret)
        kept = await self._look(secret_hash) if secret_hash else None
        if secret_hash and kept:
            await self._seen(secret_hash, kept)
        return self._signed_in(kept) if kept else None

    async def peek(self, secret: str) -> SignedIn | None:
        """The same without keeping it awake: for a socket that only listens."""
        secret_hash = self._secrets.hash_of(secret)
        kept = await self._look(secret_hash) if secret_hash else None
        return self._signed_in(kept) if kept else None

    async def list(self, viewer: AgentViewer, agent: AgentId) -> Sequence[StaffSession]:
        target = await self._reading.agent(agent)
        if target is None:
            raise NotFound
        require_over(viewer, Action.END_SESSIONS, target)
        now = self._clock()
        every = await self._reading.sessions_of(agent)
        return [session for session in every if now < session.ends_at(self.rules)]

    async def revoke(self, viewer: AgentViewer, session: SessionId) -> None:
        """One's own, or as an admin anybody's."""
        at = self._clock()
        async with self._open_work() as work:
            owner = await work.sessions.end(session)
            if owner is None:
                raise NotFound
            require_over(viewer, Action.END_SESSIONS, await held(work, owner))
            work.emit(SessionRevoked(at=at, agent=owner, session=session, reason="revoked"))
            await note(work, at, viewer.agent, "session_revoked", owner)
        self.clear(owner)

    async def revoke_all(self, viewer: AgentViewer, agent: AgentId) -> int:
        at = self._clock()
        async with self._open_work() as work:
            require_over(viewer, Action.END_SESSIONS, await held(work, agent))
            ended = await end_sessions(work, agent, at, "revoked")
            await note(work, at, viewer.agent, "sessions_revoked", agent, count=ended)
        self.clear(agent)
        return ended

    def clear(self, agent: AgentId) -> None:
        """Ask the database again about this agent: something about them or their sessions changed."""
        self._cleared += 1
        for secret_hash in [h for h, kept in self._kept.items() if kept.agent.id == agent]:
            del self._kept[secret_hash]

    async def on_session_revoked(self, event: SessionRevoked) -> None:
        """Another process ended a session."""
        self.clear(event.agent)

    async def _look(self, secret_hash: str) -> _Kept | None:
        now = self._clock()
        kept = self._kept.get(secret_hash)
        if kept is None or not kept.is_fresh(now):
            kept = await self._read(secret_hash, now)
        return kept if kept and now < kept.session.ends_at(self.rules) else None

    async def _read(self, secret_hash: str, now: datetime) -> _Kept | None:
        cleared = self._cleared
        self._kept.pop(secret_hash, None)
        session = await self._reading.session(secret_hash)
        agent = await self._reading.agent(session.agent) if session else None
        if session is None or agent is None or not agent.active:
            return None
        kept = _Kept(session, agent, now)
        if cleared == self._cleared:
            self._keep(secret_hash, kept)
        return kept

    def _keep(self, secret_hash: str, kept: _Kept) -> None:
        if len(self._kept) >= MOST_KEPT:
            self._kept.clear()
        self._kept[secret_hash] = kept

    async def _seen(self, secret_hash: str, kept: _Kept) -> None:
        now = self._clock()
        if now - kept.session.seen_at < SEEN_EVERY:
            return
        if secret_hash in self._kept:
            self._kept[secret_hash] = replace(kept, session=replace(kept.session, seen_at=now))
        try:
            async with self._open_work() as work:
                await work.sessions.seen(kept.session.id, now)
        except Unavailable:
            return  # a full disk must not sign everybody out; the next request tries again

    def _signed_in(self, kept: _Kept) -> SignedIn:
        return SignedIn(
            session=kept.session.id,
            agent=kept.agent,
            ends_at=kept.session.ends_at(self.rules),
            csrf=self._secrets.csrf_for(kept.session.id),
        )
