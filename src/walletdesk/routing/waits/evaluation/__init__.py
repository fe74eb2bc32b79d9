"""Whether the honest wait is honest: generated histories, and how often what was told came true."""

from walletdesk.routing.waits.evaluation.constant import Constant
from walletdesk.routing.waits.evaluation.histories import HISTORIES, waits
from walletdesk.routing.waits.evaluation.judging import PLACES, Teller, Verdict, replay

__all__ = ["HISTORIES", "PLACES", "Constant", "Teller", "Verdict", "replay", "waits"]
