"""Secrets are planted in every field, file and address of every route, and must be nowhere afterwards.

Not in a row, an index, a file of the data folder, a mail, a prompt of a model, an answer, a live feed, or the
log. A hint to the wallet's back end has no field for a text (tests/unit/integrations).
"""

import logging
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.integration.app.test_matrix import MATRIX
from tests.support.canaries import CANARIES, UNASKED, holds, in_database, in_files, planted
from tests.support.indexes import learns_nothing, learnt_and_kept
from tests.support.installation import Installation
from tests.support.mail import Sink
from tests.support.matrix import Row, Scene
from tests.support.model import ModelServer
from walletdesk.platform.db import statement
from walletdesk.workspace import feed_key

# Who tries: whoever may, and has the most to say.
ORDER = ("contact", "admin", "lead", "agent", "anonymous", "other_contact", "other_desk")


@pytest.fixture
async def scene(mailing_house: Installation) -> Scene:
    scene = Scene(mailing_house)
    await scene.fill()
    return scene


@pytest.mark.slow
@pytest.mark.timeout(1500)
@pytest.mark.patience(1200)
async def test_no_secret_gets_in_by_any_way(
    scene: Scene, sink: Sink, model: ModelServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    schema = (await scene.house.http.get("/api/openapi.json")).json()
    db, ways = scene.system.engine.db, list(planted(MATRIX, schema))
    kept: list[str] = []
    screens = [scene.house.listen(key) for key in (f"contact:{scene.contact.id}", feed_key(scene.agent.id))]
    with learns_nothing():  # at the end, of all that was kept
        for plant in ways:
            answer = await scene.asked(plant.asked, plant.row, _who(plant.row))
            if holds(answer.text):
                kept.append(f"{plant.where}: said back, {answer.status_code}")
        await _asked_of_the_model(scene)
        await scene.house.settle()
    await learnt_and_kept(scene.system.answers.library)
    where = {plant.ring: plant.route for plant in ways}
    found = sorted({*await in_database(db), *in_files(tmp_path)})
    kept += [f"{one}: {[where.get(ring) for ring in one.split()[2:]]}" for one in found]
    kept += ["a mail" for letter in sink.letters if holds(str(letter))]
    kept += ["a prompt" for one in model.told if holds(one)]
    kept += ["a live feed" for screen in screens if holds(" ".join(screen.taken))]
    kept += [f"the log: {line.name}" for line in _our_lines(caplog) if holds(line.getMessage())]
    assert kept == []
    assert all(screen.taken for screen in screens)
    assert _heads_in(tmp_path), "nothing was learnt"
    assert model.asked, "nobody asked the model"
    assert len(ways) > 2 * len(MATRIX) * len(CANARIES) / 3, "fewer ways than there are routes"
    assert UNASKED.keys() <= {plant.where.rpartition(" ")[0] for plant in ways}, "a row without a field"


@pytest.mark.slow
async def test_the_search_finds_what_was_let_in(house: Installation, tmp_path: Path) -> None:
    db = house.system.engine.db
    put = statement(sa.text("update article set body = :body where id = 'forgot-password'"))
    assert (await in_database(db), in_files(tmp_path)) == ([], [])
    async with db.write() as tx:
        await tx.run(put, body=f"- {CANARIES['phrase']}")
    assert {row.split()[1] for row in await in_database(db)} >= {"article"}
    (tmp_path / "upload.part").write_text(CANARIES["key"])
    assert "file upload.part" in in_files(tmp_path)


async def _asked_of_the_model(scene: Scene) -> None:
    """A question with each of them in it, and what the staff asks of a conversation like this."""
    talk = (await scene.contact.starts("transaction pending for a long time"))["head"]["id"]
    staff = scene.asks["admin"]
    for kind, secret in CANARIES.items():
        body = {"client_id": kind, "text": f"{secret} transaction pending for a long time"}
        await scene.contact.ask("POST", f"/api/conversations/{talk}/messages", body)
    await scene.contact.post(f"/api/conversations/{talk}/agent")
    await scene.house.settle()
    for what in ("draft-reply", "summary"):
        await staff.ask("POST", f"/api/workspace/conversations/{talk}/{what}", {"locale": "en"})


def _who(row: Row) -> str:
    return next((column for column in ORDER if column in row.may), "anonymous")


def _heads_in(folder: Path) -> list[Path]:
    return [*folder.rglob("heads/*.npz")]


def _our_lines(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """Without those of the client that asks, which is no part of Walletdesk."""
    return [line for line in caplog.records if not line.name.startswith(("httpx", "httpcore"))]
