"""Use cases of the queue: one file each, in one hand here."""

from walletdesk.kernel.ids import ConversationId
from walletdesk.routing.ports import Called, Conversing, Hours, MessagePath, Tell, World
from walletdesk.routing.service.assigning import OFFER_EXPIRED, Assigning
from walletdesk.routing.service.moving import OWN_REASONS, Moving
from walletdesk.routing.service.offers import Offers
from walletdesk.routing.service.overflowing import Overflowing
from walletdesk.routing.service.placing import CONTACT_GONE, Placing
from walletdesk.routing.service.presence import AGENT_GONE, Presence, since_of
from walletdesk.routing.service.repairing import Repairing
from walletdesk.routing.service.standing import Board, Standings
from walletdesk.routing.service.telling import Telling

__all__ = ["AGENT_GONE", "CONTACT_GONE", "OFFER_EXPIRED", "OWN_REASONS", "Board", "Routing", "since_of"]


class Nobody:
    """Where nobody is called."""

    async def is_to_be_called(self, conversation: ConversationId) -> bool:
        return False


class Routing:
    """Who takes what. Each part is one activity; they share the queue and nothing else."""

    def __init__(
        self,
        world: World,
        *,
        conversing: Conversing,
        hours: Hours,
        messages: MessagePath,
        tell: Tell,
        called: Called | None = None,
    ) -> None:
        self.assigning = Assigning(world)
        self.placing = Placing(world, self.assigning)
        self.offers = Offers(world, self.assigning)
        self.moving = Moving(world, self.assigning)
        self.presence = Presence(world, self.assigning, messages, called or Nobody())
        self.standings = Standings(world, self.assigning, hours)
        self.board = Board(world, tell)
        self.telling = Telling(world, conversing, self.placing)
        self.repairing = Repairing(
            world,
            self.assigning,
            self.placing,
            self.moving,
            self.offers,
            Overflowing(world, hours, messages),
        )
