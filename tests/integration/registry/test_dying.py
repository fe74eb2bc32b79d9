"""Whoever dies in the middle of keys and mandates leaves a list that verifies and can be signed anew."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

KILLED, DONE, WELL = -9, 0, 0


@pytest.mark.slow
@pytest.mark.parametrize("act", ["begin", "rotate", "follow"])
async def test_killed_at_any_step_the_list_verifies_and_is_signed_again(act: str, tmp_path: Path) -> None:
    """On files alone: that a mandate is kept in one transaction is true of both engines."""
    program = (sys.executable, "-m", "tests.integration.registry.dying", str(tmp_path), act)
    child = await asyncio.create_subprocess_exec(
        *program, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, faults = await child.communicate()
    assert (child.returncode, faults.decode()) == (0, "")
    *killed, done = json.loads(out)["left"]
    assert len(killed) >= 2
    assert {status for status, *_ in killed} == {KILLED}
    assert done[0] == DONE
    assert {status for _, *then in (*killed, done) for status in then} == {WELL}
