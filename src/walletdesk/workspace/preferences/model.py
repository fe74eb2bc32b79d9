"""What an agent may choose, and what holds until they do."""

from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from walletdesk.kernel.errors import Invalid


@dataclass(frozen=True, slots=True)
class Notice:
    """How something makes itself heard while nobody looks at it."""

    sound: bool = True
    desktop: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """Empty ``locale`` and ``time_zone``: as the browser has them. ``quiet``: nothing rings at all."""

    locale: Literal["", "zh-CN", "en"] = ""
    time_zone: str = ""
    theme: Literal["auto", "light", "dark"] = "auto"
    density: Literal["compact", "comfortable"] = "compact"
    send_key: Literal["control_enter", "enter"] = "control_enter"
    quiet: bool = False
    queue: Notice = Notice()  # somebody new waits, or is offered to them
    mine: Notice = Notice()  # a contact of theirs wrote
    mention: Notice = Notice()
    alert: Notice = Notice()

    def __post_init__(self) -> None:
        if self.time_zone:
            _known(self.time_zone)


def _known(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, OSError, ValueError) as error:  # not found, a folder, not a name at all
        raise Invalid("This time zone is not known.") from error
