"""The agents' live line: who is there, what they look at, what their frames mean, what they are told."""

from walletdesk.workspace.live.face import AgentFace
from walletdesk.workspace.live.presence import Presence
from walletdesk.workspace.live.pushes import AgentPushes, feed_key

__all__ = ["AgentFace", "AgentPushes", "Presence", "feed_key"]
