"""Those who pretend to be us: what people report of them, and what becomes of it."""

from walletdesk.impersonation.events import CampaignDecided, FakeReported, FakesRefused
from walletdesk.impersonation.letters import letter
from walletdesk.impersonation.model import (
    Campaign,
    Indicator,
    IndicatorKind,
    Report,
    State,
    Takedown,
    TakedownState,
    Target,
)
from walletdesk.impersonation.service import Campaigns, Receipt, Reporting
from walletdesk.impersonation.showing import shown

__all__ = [
    "Campaign",
    "CampaignDecided",
    "Campaigns",
    "FakeReported",
    "FakesRefused",
    "Indicator",
    "IndicatorKind",
    "Receipt",
    "Report",
    "Reporting",
    "State",
    "Takedown",
    "TakedownState",
    "Target",
    "letter",
    "shown",
]
