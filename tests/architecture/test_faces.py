"""Who may import what, beyond what import-linter can say: faces only, SQL only in stores."""

from typing import NamedTuple

import grimp
import pytest

from tests.support.source import SRC, capabilities, imported, modules, nodes, offered, place, ring

SQL = {"sqlalchemy", "sqlite3", "asyncpg"}
OWN_SQL = {"platform", "app"}  # the engine itself; the program that installs and measures it


class Import(NamedTuple):
    """From one folder of the package into another, as the parts below ``walletdesk``."""

    importer: tuple[str, ...]
    target: tuple[str, ...]

    def __str__(self) -> str:
        return f"{'.'.join(self.importer)} -> {'.'.join(self.target)}"

    def through_a_face(self, depth: int) -> bool:
        """At most ``depth`` parts deep, or a name that the face offers and a module of it bears too."""
        face = SRC.joinpath(*self.target[:-1], "__init__.py")
        return len(self.target) <= depth or (
            len(self.target) == depth + 1 and self.target[-1] in offered(face)
        )


# what every medium stands on, by its face alone
BELOW_MEDIA = {"walletdesk.channels.arrivals", "walletdesk.channels.inboxes"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("walletdesk", cache_dir=None)


@pytest.fixture(scope="module")
def imports(graph: grimp.ImportGraph) -> list[Import]:
    """Those between folders. ``app`` joins everything and may look behind faces."""
    every = [
        Import(tuple(importer.split(".")[1:]), tuple(target.split(".")[1:]))
        for importer in sorted(graph.modules)
        for target in sorted(graph.find_modules_directly_imported_by(importer))
    ]
    return [i for i in every if i.importer and i.target and i.importer[0] not in {i.target[0], "app"}]


def test_capabilities_meet_only_at_their_faces(imports: list[Import]) -> None:
    """``from walletdesk.routing import X`` is fine; ``from walletdesk.routing.model import X`` is not."""
    names = {folder.name for folder in capabilities()}
    assert [str(i) for i in imports if i.target[0] in names and not i.through_a_face(1)] == []


def test_the_engine_is_used_through_the_faces_of_its_parts(imports: list[Import]) -> None:
    """``walletdesk.platform.db`` is a face; what lies behind it is the engine's own business."""
    assert [str(i) for i in imports if i.target[0] == "platform" and not i.through_a_face(2)] == []


def test_one_medium_does_not_know_another(graph: grimp.ImportGraph) -> None:
    media = {m for m in graph.modules if m.startswith("walletdesk.channels.")}
    trespasses = [
        f"{importer} -> {target}"
        for importer in sorted(media)
        for target in sorted(graph.find_modules_directly_imported_by(importer) & media)
        if importer.split(".")[2] != target.split(".")[2] and target not in BELOW_MEDIA
    ]
    assert trespasses == []


def test_every_capability_says_what_it_offers() -> None:
    faces = [folder / "__init__.py" for folder in capabilities()]
    assert [place(face) for face in faces if not offered(face)] == []


def test_sql_is_written_in_stores_alone() -> None:
    """A capability's ``store`` holds its only SQL, and is what runs on both engines in the tests."""
    outside = [
        place(file, node)
        for file in modules("src/walletdesk")
        if file.relative_to(SRC).parts[0] not in OWN_SQL and ring(file) != "store"
        for node in nodes(file)
        if {name.split(".")[0] for name in imported(node)} & SQL
    ]
    assert outside == []
