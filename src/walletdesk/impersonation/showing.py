"""How a fake is shown: a handle by the name of its platform, everything so that nobody can follow it."""

from walletdesk.impersonation.model import Indicator, IndicatorKind
from walletdesk.registry import handle_shown


def shown(indicator: Indicator, locale: str) -> str:
    is_handle = indicator.kind is IndicatorKind.HANDLE
    return handle_shown(indicator.value, locale) if is_handle else indicator.defanged
