"""Which services exist by who holds the keys, and that each one that does not says why."""

import pytest

from walletdesk.accounts import Mode, Service, catalogue
from walletdesk.safety.advice import known

LANGUAGES = {"zh-CN", "en"}
NEVER = {Service.RECOVER_PHRASE, Service.REVERSE_TRANSACTION}


def test_where_contacts_hold_their_keys_no_service_of_an_account_exists() -> None:
    assert catalogue("self_custody").missing == set(Service)


@pytest.mark.parametrize("mode", ["custodial", "hybrid"])
def test_where_we_hold_them_all_exist_but_what_nobody_can_do(mode: str) -> None:
    assert catalogue(mode).missing == NEVER


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("service", list(Service))
def test_each_says_why_not_and_what_instead_in_both_languages(mode: Mode, service: Service) -> None:
    offer = catalogue(mode).offers(service)
    assert [set(words) for words in (offer.why, offer.instead)] == [LANGUAGES, LANGUAGES]
    assert offer.exists == (service not in catalogue(mode).missing)


def test_the_guard_knows_each_service() -> None:
    assert known() == set(Service)
