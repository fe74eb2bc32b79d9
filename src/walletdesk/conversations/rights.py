"""Who may read a conversation."""

from walletdesk.conversations.model import Conversation
from walletdesk.kernel.ids import AgentId, TeamId
from walletdesk.kernel.viewers import AgentViewer, ContactViewer, Role, Viewer


def may_read(viewer: Viewer, conversation: Conversation) -> bool:
    """Its contact; the assignee; agents of its team (of any, if it has none); leads and admins."""
    match viewer:
        case ContactViewer(contact=contact):
            return conversation.contact == contact
        case AgentViewer() as agent:
            return agent_may_read(agent, conversation.team, conversation.assignee)
        case _:
            return False


def agent_may_read(agent: AgentViewer, team: TeamId | None, assignee: AgentId | None) -> bool:
    """What stands, or stood, with this team and this agent."""
    return agent.at_least(Role.LEAD) or team is None or team in agent.teams or assignee == agent.agent
