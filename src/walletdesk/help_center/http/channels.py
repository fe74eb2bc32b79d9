"""The signed list of official channels as a page, with what was added and removed, for anybody to read."""

from typing import Final

from litestar import Response, get
from litestar.handlers import HTTPRouteHandler

from walletdesk.help_center.http.center import HTML, KEPT, PUBLIC_PAGE, Anyone, HelpCenter
from walletdesk.help_center.model import chosen_by_query
from walletdesk.platform.http import visit_of
from walletdesk.platform.i18n import LOCALES
from walletdesk.registry import KIND_NAMES, Kind, Watch, handle_shown

CHANNELS: Final = "/official-channels"
ORDER: Final = list(KIND_NAMES)  # what people look for first


def channel_routes(help_center: HelpCenter, watch: Watch) -> list[HTTPRouteHandler]:
    @get(CHANNELS, opt=PUBLIC_PAGE, media_type=HTML, include_in_schema=False)
    async def official_channels(request: Anyone) -> Response[str]:
        """Without a publication there is no such page."""
        locale, published = visit_of(request.scope).locale, watch.published
        if published is None:
            return help_center.missing(locale)
        values = {
            "published": published,
            "entries": sorted(published.entries, key=lambda one: ORDER.index(one.kind)),
            "names": KIND_NAMES,
            "shown": lambda one: handle_shown(one.value, locale) if one.kind is Kind.HANDLE else one.value,
            "changes": [one for one in watch.log if one.added or one.removed],
            "alternates": chosen_by_query(LOCALES, CHANNELS),
        }
        return help_center.answer("channels", locale, f"{CHANNELS}?locale={locale}", values, KEPT)

    return [official_channels]
