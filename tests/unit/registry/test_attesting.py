"""What leaves the house as proof is signed, and can be told from everything else that is signed."""

from pathlib import Path

import pytest

from walletdesk.registry import EVIDENCE, Attesting
from walletdesk.registry.key_files import make_key
from walletdesk.registry.verifier import NotBelieved, check_signature

SAID = {"number": 1, "files": [{"name": "a", "sha256": "00"}]}


@pytest.fixture
def attesting(tmp_path: Path) -> Attesting:
    make_key(tmp_path / "online.key")
    return Attesting(tmp_path / "online.key")


def test_a_sealed_statement_is_believed(attesting: Attesting) -> None:
    sealed = attesting.attested(SAID)
    assert sealed is not None
    check_signature(EVIDENCE, sealed)


def test_one_changed_word_is_noticed(attesting: Attesting) -> None:
    sealed = attesting.attested(SAID)
    assert sealed is not None
    with pytest.raises(NotBelieved, match="bad_signature"):
        check_signature(EVIDENCE, {**sealed, "number": 2})


@pytest.mark.parametrize("other", ["document", "mandate", "root"])
def test_it_passes_for_nothing_else_that_is_signed(attesting: Attesting, other: str) -> None:
    sealed = attesting.attested(SAID)
    assert sealed is not None
    with pytest.raises(NotBelieved, match="bad_signature"):
        check_signature(other, sealed)


def test_without_a_key_nothing_is_sealed(tmp_path: Path) -> None:
    assert Attesting(tmp_path / "none.key").attested(SAID) is None
