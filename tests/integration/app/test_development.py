"""The pages for those who work on Walletdesk: there in a demonstration, and nowhere else."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.support.installation import Installation, installation
from walletdesk.app.demo import for_demonstration
from walletdesk.platform.settings import Settings

PAGES = ("/demo/wallet", "/styleguide")


@pytest.fixture
async def real_house(database_url: str, tmp_path: Path) -> AsyncIterator[Installation]:
    async with installation(database_url, tmp_path, development=False) as running:
        yield running


@pytest.mark.parametrize("path", PAGES)
async def test_a_real_installation_does_not_know_them(real_house: Installation, path: str) -> None:
    answer = await real_house.http.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("path", PAGES)
async def test_a_demonstration_serves_them_under_the_policy_of_pages(house: Installation, path: str) -> None:
    answer = await house.http.get(path)
    assert answer.status_code == 200
    assert "require-trusted-types-for 'script'" in answer.headers["content-security-policy"]


def test_only_a_demonstration_turns_them_on() -> None:
    settings = Settings()
    assert (settings.development, for_demonstration(settings).development) == (False, True)
