"""A copy of a dossier is checked by somebody who has nothing of ours but the root key."""

import copy
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.support.anvil import Anvil
from tests.support.dossier_rig import Moving, asking_a_node, looked
from tests.support.installation import Contact, Installation
from tests.support.registry import publish_sample

pytestmark = pytest.mark.anyio

Json = Any
UNSIGNED = "signature"


def canonical(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def verify(export: Json, root: str) -> None:
    """The recipe of docs/flows/dossier.md, line by line. Raises where something does not hold."""
    digest = ""
    assert len(export["entries"]) == len(export["chain"])
    for number, (entry, named) in enumerate(zip(export["entries"], export["chain"], strict=True), 1):
        digest = hashlib.sha256((digest + canonical(entry)).encode()).hexdigest()
        assert (digest, entry["seq"], entry["dossier"]) == (named, number, export["dossier"]["id"])
    sealed, mandate = export["signature"], export["signature"]["mandate"]
    assert (mandate["by"], mandate["key"]) == (root, sealed["by"])
    for key, what, statement, signature in (
        (root, "mandate", without(mandate), mandate["signature"]),
        (sealed["by"], "dossier", without(export), sealed["signature"]),
    ):
        signed = f"walletdesk registry 1 {what}\n{canonical(statement)}".encode()
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), signed)


def without(statement: Json) -> Json:
    return {name: value for name, value in statement.items() if name != UNSIGNED}


async def exported(house: Installation, node: Anvil) -> tuple[Contact, str, str]:
    people = node.accounts()
    contact = await house.contact("en")
    tx = node.mined(people[6], people[7], value=3)
    talk = (await contact.starts(f"where is my transfer {tx}"))["head"]["id"]
    files = {"file": ("receipt.txt", b"a receipt", "text/plain")}
    sent = (await contact.ask("POST", f"/api/conversations/{talk}/attachments", files=files)).json()
    body = {"client_id": "file", "text": "", "attachments": [sent["id"]]}
    await contact.post(f"/api/conversations/{talk}/messages", body)
    await looked(house)
    (card,) = (await contact.get(f"/api/conversations/{talk}/dossiers"))["dossiers"]
    assert card["files"] == [
        {"name": "receipt.txt", "sha256": hashlib.sha256(b"a receipt").hexdigest(), "size": 9}
    ]
    url: str = card["json_url"]
    return contact, url, tx


@pytest.mark.usefixtures("patient")
async def test_a_copy_is_chained_and_signed_and_one_changed_byte_is_noticed(
    database_url: str, tmp_path: Path, node: Anvil
) -> None:
    async with asking_a_node(database_url, tmp_path, node.url, Moving()) as house:
        contact, url, tx = await exported(house, node)
        assert (await contact.get(url))["signature"] is None  # honestly: nobody has set up a key
        root = await publish_sample(house.system.channels, tmp_path)
        answer = await contact.ask("GET", url)
        whole = answer.json()
    assert answer.headers["content-disposition"] == f'attachment; filename="{whole["dossier"]["name"]}.json"'
    assert (whole["dossier"]["tx"], whole["dossier"]["code"]) == (tx, "confirmed")
    assert [one["what"] for one in whole["entries"]] == ["opened", "found"]
    assert whole["entries"][1]["evidence"]["value"] == "3"
    verify(whole, root)
    for spoil in (
        lambda it: it["entries"].pop(),
        lambda it: (it["entries"].pop(), it["chain"].pop()),
        lambda it: it["entries"][1]["evidence"].update(value="4"),
        lambda it: it["dossier"].update(tx="0x" + "00" * 32),
        lambda it: it["files"][0].update(sha256="0" * 64),
        lambda it: it["chain"].reverse(),
    ):
        spoilt = copy.deepcopy(whole)
        spoil(spoilt)
        with pytest.raises((AssertionError, InvalidSignature, ValueError)):
            verify(spoilt, root)
