"""64 digits that nobody named, by every way in that a contact has: asked about, and kept nowhere."""

from pathlib import Path

import httpx
import pytest

from tests.support.canaries import KEY as DIGITS
from tests.support.canaries import in_database, in_files
from tests.support.installation import Contact, Installation


@pytest.mark.parametrize("named", ["note.txt", f"{DIGITS}.txt"], ids=["in the file", "in its name"])
async def test_a_file_with_bare_digits_is_asked_about(
    house: Installation, tmp_path: Path, named: str
) -> None:
    contact, id = await _talking(house)
    answer = await _sends(contact, id, named, f"look\n{DIGITS}\n")
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])


async def test_a_file_that_names_them_is_taken(house: Installation) -> None:
    contact, id = await _talking(house)
    answer = await _sends(contact, id, "note.txt", f"transaction ID: {DIGITS}\n")
    assert answer.status_code == 201


async def test_bare_digits_beside_a_message_are_asked_about(house: Installation, tmp_path: Path) -> None:
    contact, id = await _talking(house)
    marks = {"overall": 5, "comment": DIGITS}
    answer = await contact.ask("POST", f"/api/conversations/{id}/survey", marks)
    assert (answer.status_code, answer.json()["code"]) == (422, "may_be_secret")
    assert (await in_database(house.system.engine.db), in_files(tmp_path)) == ([], [])


async def _talking(house: Installation) -> tuple[Contact, str]:
    contact = await house.contact()
    return contact, (await contact.starts())["head"]["id"]


async def _sends(contact: Contact, id: str, name: str, text: str) -> httpx.Response:
    files = {"file": (name, text.encode(), "text/plain")}
    return await contact.ask("POST", f"/api/conversations/{id}/attachments", files=files)
