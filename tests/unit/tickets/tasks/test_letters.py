"""The letters that come with the program: complete in both languages, and nothing in them does harm."""

import re

import pytest

from tests.architecture.test_vocabulary import EN_NEVER, SHOUTING, ZH_NEVER
from tests.support.registry import OWN, sample_registry
from walletdesk.platform.i18n import LOCALES
from walletdesk.safety.advice import check, standard
from walletdesk.tickets.tasks import Party, letters
from walletdesk.tickets.tasks.ports import Template
from walletdesk.tickets.tasks.service import filled

FIELD = re.compile(r"\{(\w+)\}")
OURS = {"app": "Sample Wallet", "proof_at": f"{OWN}/.well-known/wallet-support.json", "today": "20 Nov 2026"}
KNOWN = {  # what a desk's packet may hold, beside what is ours
    *("chain", "tx_id", "address", "to_address", "at", "amount", "token", "memo", "order", "target_chain"),
    *("police_report", "observed", "expected", "statement", "question"),
}
PROMISES = re.compile(
    r"保证|肯定|一定能|百分之百|马上|追回|我们会追|guarantee|definitely|will recover|100 ?%", re.IGNORECASE
)
QUOTED = "“追回”"  # what a scammer says, in the warning of one
EVERY = [pytest.param(one, locale, id=f"{one.id}-{locale}") for one in letters() for locale in LOCALES]


def whole(template: Template, locale: str) -> str:
    made = filled(template, locale, {**OURS, "ticket": "WD-10001", "party": "Sample Exchange"})
    return f"{made.subject}\n\n{made.text}"


def test_there_is_a_letter_for_every_kind_of_party() -> None:
    assert {one.party for one in letters()} == set(Party)
    assert len({one.id for one in letters()}) == len(letters()) == 8


@pytest.mark.parametrize(("template", "locale"), EVERY)
def test_a_letter_is_whole(template: Template, locale: str) -> None:
    assert template.title[locale]
    assert "\n" not in template.subject[locale]
    assert "{ticket}" in template.subject[locale]
    assert "{app}" in template.text[locale]
    fields = [set(FIELD.findall(template.subject[one] + template.text[one])) for one in LOCALES]
    assert fields[0] == fields[1]
    assert fields[0] <= {*KNOWN, *OURS, "ticket", "party"}


@pytest.mark.parametrize(("template", "locale"), EVERY)
def test_a_letter_asks_for_no_secret_and_advises_nothing_dangerous(template: Template, locale: str) -> None:
    assert [one.rule for one in check(whole(template, locale), standard())] == []


@pytest.mark.parametrize(("template", "locale"), EVERY)
def test_a_letter_names_no_channel_that_is_not_ours(template: Template, locale: str) -> None:
    assert [one.value for one in sample_registry().foreign(whole(template, locale))] == []


@pytest.mark.parametrize(("template", "locale"), EVERY)
def test_a_letter_promises_nothing_and_uses_our_words(template: Template, locale: str) -> None:
    text = whole(template, locale).replace(QUOTED, "")
    for never in (PROMISES, SHOUTING, ZH_NEVER if locale == "zh-CN" else EN_NEVER):
        assert never.findall(text) == []


def test_the_guard_sees_what_a_letter_must_not_say() -> None:
    """So that the tests above can fail."""
    bad = "请把助记词发给我们，我们保证追回。"
    assert check(bad, standard())
    assert PROMISES.search(bad)
