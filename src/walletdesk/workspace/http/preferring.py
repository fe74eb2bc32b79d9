"""An agent's own preferences."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

import msgspec
from litestar import Request, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody

from walletdesk.kernel.ids import AgentId
from walletdesk.platform.http import Access, access, agent_of
from walletdesk.workspace.preferences import Preferences, Preferring

PATH = "/api/workspace/preferences"
Asked = Request[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class PreferenceNeeds:
    preferring: Preferring
    preferences_of: Callable[[AgentId], Awaitable[Preferences]]


class NoticeView(msgspec.Struct, forbid_unknown_fields=True):
    sound: bool
    desktop: bool


class PreferencesView(msgspec.Struct, forbid_unknown_fields=True):
    """``time_zone`` and ``locale`` empty: as the browser has them."""

    locale: Literal["", "zh-CN", "en"]
    time_zone: Annotated[str, msgspec.Meta(max_length=64)]
    theme: Literal["auto", "light", "dark"]
    density: Literal["compact", "comfortable"]
    send_key: Literal["control_enter", "enter"]
    quiet: bool
    queue: NoticeView
    mine: NoticeView
    mention: NoticeView
    alert: NoticeView


def preference_routes(needs: PreferenceNeeds) -> Sequence[HTTPRouteHandler]:
    @get(PATH, opt=access(Access.AGENT))
    async def my_preferences(request: Asked) -> PreferencesView:
        return _view(await needs.preferences_of(agent_of(request).agent))

    @put(PATH, opt=access(Access.AGENT))
    async def set_my_preferences(request: Asked, data: JSONBody[PreferencesView]) -> PreferencesView:
        chosen = msgspec.convert(data, Preferences, from_attributes=True)
        await needs.preferring.save(agent_of(request).agent, chosen)
        return data

    return [my_preferences, set_my_preferences]


def _view(preferences: Preferences) -> PreferencesView:
    return msgspec.convert(preferences, PreferencesView, from_attributes=True)
