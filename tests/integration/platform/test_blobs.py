"""Bytes on disk: whole or not at all, under names that nobody could guess or forge."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.files import pieces
from walletdesk.kernel.errors import NotFound, TooLarge
from walletdesk.kernel.ids import BlobId
from walletdesk.platform.blobs import BlobDamaged, DiskBlobs, sweep

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
CONTENT = b"what somebody sent " * 1_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "blobs"


@pytest.fixture
def blobs(folder: Path) -> DiskBlobs:
    return DiskBlobs(folder, clock=lambda: NOW)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_what_was_saved_is_read_back_and_its_digest_is_known(blobs: DiskBlobs) -> None:
    stored = await blobs.save(pieces(CONTENT), most=100_000)
    assert await blobs.read(stored.id) == CONTENT
    assert stored.size == len(CONTENT)
    assert stored.id.endswith(stored.sha256)


async def test_the_same_bytes_twice_are_two_blobs_in_different_places(blobs: DiskBlobs, folder: Path) -> None:
    ids = {(await blobs.save(pieces(CONTENT), most=100_000)).id for _ in range(20)}
    assert len(ids) == len(files(folder)) == 20
    assert len({path.parent for path in files(folder)}) > 10


async def test_too_much_is_refused_and_nothing_is_left(blobs: DiskBlobs, folder: Path) -> None:
    with pytest.raises(TooLarge):
        await blobs.save(pieces(CONTENT), most=5_000)
    assert files(folder) == []


async def test_a_line_that_breaks_leaves_nothing(blobs: DiskBlobs, folder: Path) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await blobs.save(broken(), most=100)
    assert files(folder) == []


async def test_a_blob_is_named_only_after_its_bytes_are_on_disk(
    blobs: DiskBlobs, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.setattr("walletdesk.platform.blobs.disk.os.fsync", lambda _: steps.append("sync"))
    rename = Path.rename

    def noted(draft: Path, place: Path) -> Path:
        steps.append("rename")
        return rename(draft, place)

    monkeypatch.setattr(Path, "rename", noted)
    await blobs.save(pieces(CONTENT), most=100_000)
    assert steps == ["sync", "rename", "sync", "sync", "sync"]


@pytest.mark.parametrize(
    "wrong",
    ["", "x", "../../etc/passwd", "blb_" + "0" * 26, f"blb_{'0' * 26}.{'0' * 64}", "blb_/../.." + "0" * 80],
)
async def test_a_name_that_is_none_of_ours_is_not_found(blobs: DiskBlobs, wrong: str) -> None:
    with pytest.raises(NotFound):
        await blobs.read(BlobId(wrong))
    await blobs.remove(BlobId(wrong))


async def test_a_name_leads_to_no_file_but_a_blob(blobs: DiskBlobs, folder: Path) -> None:
    (folder / "x" / "x").mkdir(parents=True)
    secret = folder.parent / "secret"
    secret.write_bytes(b"not a blob")
    with pytest.raises(NotFound):
        await blobs.read(BlobId("x/../../../secret"))
    await blobs.remove(BlobId("x/../../../secret"))
    assert secret.exists()


async def test_a_changed_byte_is_noticed(blobs: DiskBlobs, folder: Path) -> None:
    stored = await blobs.save(pieces(CONTENT), most=100_000)
    (file,) = files(folder)
    file.write_bytes(CONTENT.replace(b"sent", b"kept"))
    with pytest.raises(BlobDamaged):
        await blobs.read(stored.id)


async def test_removing_is_once_and_for_all(blobs: DiskBlobs) -> None:
    stored = await blobs.save(pieces(CONTENT), most=100_000)
    await blobs.remove(stored.id)
    await blobs.remove(stored.id)
    with pytest.raises(NotFound):
        await blobs.read(stored.id)


async def test_what_nobody_refers_to_is_swept_when_it_is_old(blobs: DiskBlobs, folder: Path) -> None:
    used, orphan = [(await blobs.save(pieces(CONTENT), most=100_000)).id for _ in range(2)]
    (folder / "incoming" / "blb_forgotten").write_bytes(b"half")

    async def is_used(blob: BlobId) -> bool:
        return blob == used

    assert await sweep(blobs, NOW - timedelta(hours=1), is_used) == 0
    assert await sweep(blobs, NOW + timedelta(hours=1), is_used) == 1
    assert await blobs.read(used) == CONTENT
    with pytest.raises(NotFound):
        await blobs.read(orphan)
