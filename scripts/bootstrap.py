"""Makes `.venv` and fills it from a hashed lock. Standard library only: it runs before anything is installed.

Started by the script `bootstrap` beside it, which has found a Python that is new enough.
"""

import hashlib
import importlib.util
import json
import subprocess
import sys
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
STAMP = HOME / "walletdesk-installed.json"
LOCKS = {"demo": ROOT / "requirements.lock", "test": ROOT / "requirements-dev.lock"}
# complete in themselves; scripts/lock.sh says why
EXTRAS = (ROOT / "requirements-ocr.lock", ROOT / "requirements-answers.lock")
COMMAND = """\
#!{python}
import sys

from walletdesk.app.cli import main

sys.exit(main())
"""


def main(kind: str) -> None:
    wanted = {name: hashlib.sha256(lock.read_bytes()).hexdigest() for name, lock in LOCKS.items()}
    wanted["test"] += "".join(hashlib.sha256(lock.read_bytes()).hexdigest() for lock in EXTRAS)
    if installed().get(kind) == wanted[kind] and starts():
        return
    make_home()
    install(LOCKS[kind])
    if kind == "test":
        for lock in EXTRAS:
            install(lock, "--no-deps")
    link_source()
    # what the tests need holds what the demo needs, not the other way round
    STAMP.write_text(json.dumps(wanted if kind == "test" else {"demo": wanted["demo"]}))
    say(f"The environment is ready: {HOME}")


def installed() -> dict[str, str]:
    """The locks that were installed last, by their hashes."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text())
    except (OSError, ValueError):
        return {}
    return stamp


def starts() -> bool:
    """False for an environment that was moved, or whose Python is gone."""
    try:
        asked = subprocess.run(
            [PYTHON, "-c", "import sys; print(sys.prefix)"], capture_output=True, text=True, check=False
        )
    except OSError:
        return False
    return Path(asked.stdout.strip()) == HOME


def make_home() -> None:
    if starts():
        return
    if HOME.exists():
        stop(f"{HOME} does not start: it was moved, or its Python is gone. Remove it and run again.")
    say(f"Making an environment with Python {sys.version.split()[0]} in {HOME}")
    get_venv()
    venv.create(HOME, with_pip=True)


def get_venv() -> None:
    """Debian ships Python without the part that puts pip into a new environment."""
    if importlib.util.find_spec("ensurepip") is not None:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    say(f"This Python cannot make environments yet; getting Debian's {package}")
    if subprocess.run([ROOT / "scripts" / "debian", package], check=False).returncode != 0:
        stop(f"Install {package} (Debian, Ubuntu: apt-get install {package}) and run again.")
    importlib.invalidate_caches()


def install(lock: Path, *more: str) -> None:
    """Only what the lock names, only with the hashes it names, from whatever index pip is set up with."""
    total = lock.read_text().count("==")
    say(f"Installing up to {total} packages of {lock.name}; the first time this takes a minute or two")
    command = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--retries", "5", "--require-hashes", *more, "-r", str(lock)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        said = list(shown(pip.stdout or []))
    if pip.returncode != 0:
        stop("".join(said[-40:]) + "pip could not install the packages; the lines above say why.")


def shown(lines: Iterable[str]) -> Iterator[str]:
    """The lines of pip as they are, while a person sees how far it has come."""
    seen = 0
    for line in lines:
        yield line
        if line.startswith(("Collecting ", "Requirement already satisfied: ")):
            seen += 1
            show(seen, line.split("==")[0].split()[-1])
        elif line.startswith("Installing collected packages"):
            say(("\r" if sys.stdout.isatty() else "") + "  unpacking" + " " * 40)


def show(seen: int, package: str) -> None:
    if sys.stdout.isatty():
        print(f"\r  {seen:3}  {package:40}", end="", flush=True)
    elif seen % 10 == 0:
        say(f"  {seen} packages looked at")


def link_source() -> None:
    """The product runs from this checkout: a line that names `src`, and the command `walletdesk`."""
    asked = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    (Path(asked.stdout.strip()) / "walletdesk.pth").write_text(f"{ROOT / 'src'}\n")
    command = HOME / "bin" / "walletdesk"
    command.write_text(COMMAND.format(python=PYTHON))
    command.chmod(0o755)


def say(words: str) -> None:
    print(words, flush=True)


def stop(words: str) -> NoReturn:
    sys.exit(words)


if __name__ == "__main__":
    if sys.argv[1:] not in (["demo"], ["test"]):
        stop("usage: scripts/bootstrap demo|test")
    main(sys.argv[1])
