"""Whatever page of the help somebody lands on: what we never ask, how to check us, how to reach a person."""

from collections import defaultdict
from pathlib import Path

import pytest

from tests.integration.app.test_matrix import MATRIX
from tests.support.installation import Installation
from tests.support.matrix import FIXED
from tests.support.matrix_forms import APP_BUILD
from tests.support.registry import publish_sample
from walletdesk.kernel.ids import AgentId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.http import Access
from walletdesk.releases import Draft

NEVER = {
    "en": "We never ask for your recovery phrase, private key, password or codes.",
    "zh-CN": "我们绝不会索要助记词、私钥、密码或验证码。",
}
FRAME = 'help/page.css"'
KNOWN = {  # pages that must be among those found, so that nothing is passed over
    "/help/{locale}",
    "/help/{locale}/{article}",
    "/help/{locale}/{article}/opinion",
    "/help/{locale}/guides/{guide}",
    "/help/{locale}/topics/{category}",
    "/contact",
    "/fakes",
    "/message",
    "/official-channels",
    "/portal",
    "/report",
    "/unreached",
    "/verify",
    "/verify/now",
    "/w",
}


@pytest.mark.parametrize("locale", sorted(NEVER))
async def test_every_page_says_it_and_leads_on(house: Installation, locale: str, tmp_path: Path) -> None:
    await publish_sample(house.system.channels, tmp_path)
    lead = AgentViewer(agent=AgentId("agt_1"), role=Role.LEAD)
    fake = Draft(standing="known_bad", package=APP_BUILD["package"], reason="Repacked")
    await house.system.releases.add(lead, fake)
    public = [r.path for r in house.system.web.routes if (r.method, r.access) == ("GET", Access.PUBLIC)]
    found, wrong = set(), []
    for path in public:
        query = {**MATRIX[f"GET {path}"].query, "locale": locale}
        asked = path.format_map(defaultdict(lambda: "none", {**FIXED, "locale": locale}))
        headers = {"accept": "text/html", "accept-language": locale}  # a picture is in no language
        answer = await house.http.get(asked, params=query, headers=headers)
        if FRAME in answer.text:
            found.add(path)
            wrong += [(path, part) for part in _parts(locale) if part not in answer.text]
    nowhere = await house.http.get("/nowhere", headers={"accept": "text/html", "accept-language": locale})
    assert [part for part in _parts(locale) if part not in nowhere.text] == []
    assert wrong == []
    assert found >= KNOWN


def _parts(locale: str) -> tuple[str, str, str]:
    return NEVER[locale], f'href="/verify?locale={locale}"', f'href="/contact?locale={locale}"'
