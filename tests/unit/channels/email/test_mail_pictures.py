"""Pictures of a mail: its own, and those outside by the connector alone, drawn anew, asked for once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from tests.support.files import png_with_text
from tests.support.matrix_mails import with_pictures
from walletdesk.app.wiring.mail_originals import MOST_BYTES, STEPS, Drawing, PicturesOutside
from walletdesk.channels.email.originals import MailPictures, Originals
from walletdesk.channels.email.originals.pictures import KEPT_FOR
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import AgentId, ConversationId
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.platform.blobs import DiskBlobs, Intake
from walletdesk.platform.connector import Connector, Incoming, NotReached, Outgoing, Why
from walletdesk.platform.mime import read
from walletdesk.platform.settings import AttachmentSettings, ConnectorSettings

NOW = datetime(2026, 11, 23, tzinfo=UTC)
AGENT = AgentViewer(agent=AgentId("agt_1"), role=Role.AGENT)
TALK = ConversationId("cnv_1")


class OneMail:
    """The archive, the conversations and the reader of one mail."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    async def find(self, id: str) -> Any:  # noqa: ANN401 - the shape of an arrival
        return SimpleNamespace(id=id, kind="email", conversation=TALK, is_taken=True, has_raw=True)

    async def arrived(self, id: str) -> Any:  # noqa: ANN401 - as above
        return SimpleNamespace(raw=self._raw)

    async def seen_by(self, viewer: AgentViewer, id: ConversationId) -> None:
        if viewer != AGENT:
            raise NotFound

    async def read(self, raw: bytes) -> Any:  # noqa: ANN401 - as above
        return read(raw)


class Outside:
    def __init__(self, *answers: Incoming | NotReached) -> None:
        self._answers = list(answers)
        self.asked: list[Outgoing] = []

    async def send(self, asked: Outgoing) -> Incoming:
        self.asked.append(asked)
        answer = self._answers.pop(0)
        if isinstance(answer, NotReached):
            raise answer
        return answer


def found(body: bytes) -> Incoming:
    return Incoming(status=200, headers={"content-type": "text/html", "set-cookie": "a=1"}, body=body)


def moved(to: str) -> Incoming:
    return Incoming(status=302, headers={"location": to}, body=b"")


class Clock:
    now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
async def intake(tmp_path: Path) -> AsyncIterator[Intake]:
    folder = tmp_path / "intake"
    yield Intake(DiskBlobs(tmp_path / "b"), AttachmentSettings(), folder=folder, secret_in=lambda _: None)
    assert list(folder.glob("*")) == []  # nothing is left, whatever it was


def pictures(intake: Intake, outside: Outside, clock: Clock | None = None) -> MailPictures:
    mail = cast("Any", OneMail(with_pictures()))
    fetch = PicturesOutside(cast("Connector", outside)).fetch
    shown = Originals(archive=mail, conversations=mail, reads=mail)
    return MailPictures(shown, fetch, Drawing(intake).draw, clock or Clock())


async def test_one_from_outside_is_drawn_anew_and_asked_for_once_in_a_while(intake: Intake) -> None:
    content = png_with_text()
    outside, clock = Outside(moved("/2.png"), found(content), found(content)), Clock()
    shown = pictures(intake, outside, clock)
    for _ in range(2):
        drawn, type = await shown.picture(AGENT, TALK, "arr_1", "remote-0")
        assert (type, drawn[:4], drawn != content, b"tEXt" in drawn) == ("image/png", b"\x89PNG", True, False)
    assert [one.url for one in outside.asked] == ["http://track.example/1.png", "http://track.example/2.png"]
    assert {tuple(one.headers) for one in outside.asked} == {("Accept",)}  # no cookie, no referrer
    assert {one.most_bytes for one in outside.asked} == {MOST_BYTES}
    clock.now += KEPT_FOR + timedelta(seconds=1)
    await shown.picture(AGENT, TALK, "arr_1", "remote-0")
    assert len(outside.asked) == STEPS


async def test_what_is_no_picture_or_not_there_is_told_alike(intake: Intake) -> None:
    answers: tuple[Incoming | NotReached, ...] = (
        found(b"<script>1</script>"),
        found(b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        Incoming(status=404, headers={}, body=png_with_text()),
        NotReached(Why.ADDRESS),
        moved("file:///etc/passwd"),
        NotReached(Why.ADDRESS),
        *[moved("/again.png")] * STEPS,
    )
    outside = Outside(*answers)
    shown = pictures(intake, outside)
    for id in ("remote-0",) * 6 + ("remote-1", "inline-1", "inline--1", "raw-0", "remote-٣"):
        with pytest.raises(NotFound):
            await shown.picture(AGENT, TALK, "arr_1", id)
    assert len(outside.asked) == len(answers)


async def test_no_machine_of_ours_is_asked_for_a_picture() -> None:
    real = PicturesOutside(Connector(ConnectorSettings()))
    for address in ("http://127.0.0.1/1.png", "https://[::1]/1.png", "http://169.254.169.254/", "file:///x"):
        with pytest.raises(NotFound):
            await real.fetch(address)


async def test_its_own_is_shown_and_only_to_who_may_read_the_conversation(intake: Intake) -> None:
    outside = Outside()
    shown = pictures(intake, outside)
    _, type = await shown.picture(AGENT, TALK, "arr_1", "inline-0")
    assert (type, outside.asked) == ("image/png", [])
    stranger = AgentViewer(agent=AgentId("agt_2"), role=Role.AGENT)
    with pytest.raises(NotFound):
        await shown.picture(stranger, TALK, "arr_1", "inline-0")  # although it is in memory by now
