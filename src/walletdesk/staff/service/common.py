"""Steps that several use cases about the staff share."""

from datetime import datetime

from walletdesk.kernel.errors import NotFound, SecretStopped
from walletdesk.kernel.ids import AgentId
from walletdesk.staff.events import AgentAvailabilityChanged, SessionRevoked
from walletdesk.staff.model import Agent, AuditEntry, Availability, State
from walletdesk.staff.ports import SecretIn, Work

SYSTEM = "system"  # the actor when nobody of the staff did it


def refuse_secret(secret_in: SecretIn, *texts: str) -> None:
    """A name stands on every screen; a key pasted into the wrong field must not."""
    if any(map(secret_in, texts)):
        raise SecretStopped


async def held(work: Work, id: AgentId) -> Agent:
    if found := await work.agents.find(id):
        return found
    raise NotFound


async def note(work: Work, at: datetime, actor: str, action: str, target: str, **details: str | int) -> None:
    await work.audit.record(AuditEntry(at=at, actor=actor, action=action, target=target, details=details))


async def end_sessions(work: Work, agent: AgentId, at: datetime, reason: str) -> int:
    """Every sign-in of the agent is over. The caller clears the memory of sessions after the block."""
    ended = await work.sessions.end_all(agent)
    work.emit(*(SessionRevoked(at=at, agent=agent, session=id, reason=reason) for id in ended))
    return len(ended)


async def set_state(work: Work, agent: AgentId, state: State, at: datetime, reason: str = "") -> bool:
    """Saying the same again changes nothing, not even since when."""
    before = await work.availabilities.get(agent)
    previous = before.state if before else State.OFFLINE
    if (previous, before.reason if before else "") == (state, reason) or (not before and state is previous):
        return False
    await work.availabilities.save(Availability(agent=agent, state=state, since=at, reason=reason))
    work.emit(
        AgentAvailabilityChanged(
            at=at, agent=agent, state=state.value, previous=previous.value, reason=reason
        )
    )
    return True
