"""Signing in and out, and changing one's own password."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import SessionId, new_id
from walletdesk.staff.events import SessionRevoked
from walletdesk.staff.model import (
    Agent,
    Credential,
    SignedIn,
    StaffSession,
    State,
    check_password,
    folded_login,
    same_form,
)
from walletdesk.staff.ports import Limiter, OpenWork, Passwords, Reading, Work
from walletdesk.staff.service.common import end_sessions, held, note, set_state
from walletdesk.staff.service.sessions import StaffSessions
from walletdesk.staff.tokens import StaffSecrets

QUARTER_HOUR = 900
IN_ALL = (300, 60)
NOBODY = "nobody"
BROWSER_LENGTH = 120
_PLAIN = re.compile(r"[^ -~]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """``ip`` is only counted; ``old_secret`` is the cookie that came along, which ends here."""

    login: str = field(repr=False)
    password: str = field(repr=False)
    ip: str = field(repr=False)
    browser: str = ""
    old_secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewSession:
    """``secret`` goes into the cookie and nowhere else."""

    secret: str = field(repr=False)
    signed_in: SignedIn


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    open_work: OpenWork
    reading: Reading
    passwords: Passwords
    secrets: StaffSecrets
    sessions: StaffSessions
    limiter: Limiter
    clock: Clock
    per_quarter_hour: int = 10  # tries for one account from one address

    async def sign_in(self, attempt: Attempt) -> NewSession:
        """A new session, never one that was there before.

        An unknown login, a wrong password and an account that was switched off take the same way: one hash is
        tried, one row is written, one sentence is said.
        """
        login = _typed(attempt.login)
        await self._count(login, attempt.ip)
        found = await self.reading.credential(login)
        fits = await self._fits(found, attempt.password)
        if found is None or not fits:
            await self._refuse(found)
            raise _refusal()
        return await self._open(found, attempt)

    async def sign_out(self, secret: str) -> None:
        """Saying it twice does no harm."""
        secret_hash = self.secrets.hash_of(secret)
        if secret_hash is None:
            return
        at = self.clock()
        async with self.open_work() as work:
            ended = await _end_old(work, secret_hash, at, "signed_out")
            if ended is None:
                return
            if await work.sessions.count(ended.agent) == 0:
                await set_state(work, ended.agent, State.OFFLINE, at, "signed_out")
            await note(work, at, ended.agent, "signed_out", ended.agent)
        self.sessions.clear(ended.agent)

    async def change_password(
        self, signed_in: SignedIn, *, current: str, new: str, ip: str, browser: str = ""
    ) -> NewSession:
        """Every other sign-in of this agent ends, and this one gets a new secret."""
        agent = signed_in.agent
        await self._count(agent.login, ip)
        found = await self.reading.credential(agent.login)
        if found is None or not await self._fits(found, current):
            raise Invalid("The present password is wrong.", code="password_wrong")
        check_password(new, login=agent.login, name=agent.name)
        new_hash = await self.passwords.hash(same_form(new))
        at, secret = self.clock(), self.secrets.new_session()
        async with self.open_work() as work:
            await self._still(work, found)
            await work.agents.set_password(agent.id, new_hash)
            await end_sessions(work, agent.id, at, "password_changed")
            session = await self._add(work, agent, secret, at, browser=browser)
            await note(work, at, agent.id, "password_changed", agent.id)
        self.sessions.clear(agent.id)
        return self._new(agent, session, secret)

    async def _open(self, found: Credential, attempt: Attempt) -> NewSession:
        fresh_hash = await self._rehashed(found, attempt.password)
        at, secret = self.clock(), self.secrets.new_session()
        old_hash = self.secrets.hash_of(attempt.old_secret)
        async with self.open_work() as work:
            agent = await self._still(work, found)
            if fresh_hash:
                await work.agents.set_password(agent.id, fresh_hash)
            ended = await _end_old(work, old_hash, at, "signed_in_again") if old_hash else None
            session = await self._add(work, agent, secret, at, browser=attempt.browser)
            await note(work, at, agent.id, "signed_in", agent.id)
        if ended:
            self.sessions.clear(ended.agent)
        return self._new(agent, session, secret)

    async def _fits(self, found: Credential | None, password: str) -> bool:
        stored = found.password_hash if found and found.password_hash else self.passwords.decoy
        fits = await self.passwords.verify(stored, same_form(password))
        return fits and found is not None and found.active and stored == found.password_hash

    async def _still(self, work: Work, found: Credential) -> Agent:
        """The agent, if nothing changed while the password was being tried."""
        agent = await held(work, found.agent)
        if not agent.active or await work.agents.password_hash(agent.id) != found.password_hash:
            raise Conflict("This changed meanwhile. Try again.", code="changed_meanwhile")
        return agent

    async def _refuse(self, found: Credential | None) -> None:
        """What was typed is not kept: people type their password into the wrong field."""
        async with self.open_work() as work:
            target = found.agent if found else "unknown"
            await note(work, self.clock(), NOBODY, "sign_in_failed", target)

    async def _rehashed(self, found: Credential, password: str) -> str:
        if not self.passwords.is_outdated(found.password_hash):
            return ""
        return await self.passwords.hash(same_form(password))

    async def _add(
        self, work: Work, agent: Agent, secret: str, at: datetime, *, browser: str
    ) -> StaffSession:
        session = StaffSession(
            id=SessionId(new_id("ses")),
            agent=agent.id,
            created_at=at,
            seen_at=at,
            expires_at=at + self.sessions.rules.longest,
            browser=_PLAIN.sub(" ", browser)[:BROWSER_LENGTH].strip(),
        )
        await work.sessions.add(session, self.secrets.kept(secret))
        return session

    def _new(self, agent: Agent, session: StaffSession, secret: str) -> NewSession:
        signed_in = SignedIn(
            session=session.id,
            agent=agent,
            ends_at=session.ends_at(self.sessions.rules),
            csrf=self.secrets.csrf_for(session.id),
        )
        return NewSession(secret, signed_in)

    async def _count(self, login: str, ip: str) -> None:
        """By the login as it was typed, known or not; somebody at one place cannot lock everybody out.

        What is counted for everybody comes first, so that made-up logins cannot fill the limiter.
        """
        n = self.per_quarter_hour
        account = self.secrets.kept(login)  # the limiter's keys may rest in another store
        await self.limiter.hit(f"staff:sign_in:ip:{ip}", 3 * n, QUARTER_HOUR)
        await self.limiter.hit("staff:sign_in", *IN_ALL)
        await self.limiter.hit(f"staff:sign_in:{ip}:{account}", n, QUARTER_HOUR)
        await self.limiter.hit(f"staff:sign_in:account:{account}", 5 * n, QUARTER_HOUR)


def _typed(login: str) -> str:
    try:
        return folded_login(login)
    except Invalid:
        return ""  # nobody's: it takes the way of every unknown login


def _refusal() -> Invalid:
    return Invalid("The login or the password is wrong.", code="sign_in_failed")


async def _end_old(work: Work, secret_hash: str, at: datetime, reason: str) -> StaffSession | None:
    ended = await work.sessions.end_by_hash(secret_hash)
    if ended:
        work.emit(SessionRevoked(at=at, agent=ended.agent, session=ended.id, reason=reason))
    return ended
