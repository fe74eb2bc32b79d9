"""Facts about fakes."""

from dataclasses import dataclass

from walletdesk.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignEvent(Event):
    campaign: str

    @property
    def topic(self) -> str:
        return f"impersonation/{self.campaign}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FakeReported(CampaignEvent):
    """``first``: nobody had told of this one before."""

    report: str
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FakesRefused(Event):
    """More reports than people make: some were not kept, and whoever sent them was told so."""

    @property
    def topic(self) -> str:
        return "impersonation"


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignDecided(CampaignEvent):
    """``state``: what we hold it for from now on."""

    state: str
