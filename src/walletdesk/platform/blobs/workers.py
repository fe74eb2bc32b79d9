"""Files of others are opened in a process of its own, which is given up on in time."""

import asyncio
import os
import sys
from pathlib import Path
from types import ModuleType


async def run(worker: ModuleType, *arguments: str, seconds: float) -> tuple[int, bytes]:
    """Its exit code and output; raises TimeoutError, and then it is gone.

    In isolated mode and with an empty environment: nothing of ours is to be found there.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(Path(worker.__file__ or "")),
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd=os.sep,
    )
    try:
        async with asyncio.timeout(seconds):
            told, _ = await process.communicate()
    except BaseException:
        process.kill()
        await process.wait()
        raise
    return process.returncode or 0, told
