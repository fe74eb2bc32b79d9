"""The two processes of ``make test`` leave no test out and run none twice."""

from scripts.all_tests import halves
from tests.support.source import ROOT


def test_every_test_file_is_in_one_of_the_halves() -> None:
    folders = [ROOT / folder for half in halves().values() for folder in half]
    ran = [file for folder in folders for file in folder.rglob("test_*.py")]
    assert sorted(ran) == sorted((ROOT / "tests").rglob("test_*.py"))
