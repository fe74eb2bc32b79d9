"""For those whose coins are being taken: five steps in order, what lies where, the evidence in one file."""

from walletdesk.theft.events import AddressTold, StepTaken
from walletdesk.theft.model import Address, Containment, Holding, Permission, Step
from walletdesk.theft.packing import Pack, Packing, link, told
from walletdesk.theft.service import LOOK, Containing
from walletdesk.theft.showing import ContainmentView, shown, to_agents

__all__ = [
    "LOOK",
    "Address",
    "AddressTold",
    "Containing",
    "Containment",
    "ContainmentView",
    "Holding",
    "Pack",
    "Packing",
    "Permission",
    "Step",
    "StepTaken",
    "link",
    "shown",
    "to_agents",
    "told",
]
