"""Use cases about contacts, in memory."""

import pytest

from tests.support.contacts import People, people_in_memory
from tests.support.contacts_promises import ContactsPromises


@pytest.fixture
def people() -> People:
    return people_in_memory()


class TestInMemory(ContactsPromises):
    pass
