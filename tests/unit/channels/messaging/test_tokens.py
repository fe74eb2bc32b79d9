"""The tokens of WeChat and WeCom: kept while they last, and for the secret they were given for."""

from datetime import timedelta
from typing import Any

import pytest

from tests.unit.channels.messaging.test_providers import AT, account
from walletdesk.channels.messaging.fakes import fakes
from walletdesk.channels.messaging.model import Out
from walletdesk.channels.messaging.ports import Account
from walletdesk.channels.messaging.providers import providers


@pytest.mark.parametrize(("kind", "secret"), [("wechat", "app_secret"), ("wecom", "secret")])
async def test_a_token_is_asked_for_anew_where_the_secret_is_another_or_it_ended(
    kind: str, secret: str
) -> None:
    fake, kept, asked = fakes()[kind](), dict[str, str](), list[str]()
    fake.left = 99  # type: ignore[attr-defined] # both count what may still be sent

    async def keep(key: str, value: str) -> None:
        kept[key] = value

    answer = fake.answer

    def watched(one: Any) -> Any:  # noqa: ANN401 - as the fake itself
        asked.append(one.path.rpartition("/")[2])
        return answer(one)

    fake.answer = watched  # type: ignore[method-assign,assignment]

    async def sends(instead: dict[str, str], later: timedelta = timedelta()) -> int:
        """How often it asked for a token."""
        asked.clear()
        known = account(fake, **kept, **instead)
        given = Account(inbox=known.inbox, given=known.given, line=fake, keep=keep, clock=lambda: AT + later)
        await providers()[kind].send(Out(to="1", key="k", text="hello"), given)
        return len([one for one in asked if "token" in one])

    changed = {secret: "changed"}
    assert [await sends({}), await sends({}), await sends(changed)] == [1, 0, 1]
    assert [await sends(changed), await sends(changed, timedelta(hours=3))] == [0, 1]
