"""Passwords by argon2id, on two threads of their own: a sign-in must not hold up the conversations."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

THREADS: Final = 2
MEMORY_KIB: Final = 32 * 1024  # above OWASP's least, and small enough for two at once beside everything else
ROUNDS: Final = 3
# Made once with these very numbers from a password that nobody kept; a test holds the two together.
DECOY: Final = (
    "$argon2id$v=19$m=32768,t=3,p=1$ZqXoQrVf2AKXS/ldp5ITIQ$YYq9g+DZQRTGPZ0GOcNlFWZyIuKLpIjvfzRn7Dw4wX0"
)


class ArgonPasswords:
    def __init__(self) -> None:
        self._hasher = PasswordHasher(time_cost=ROUNDS, memory_cost=MEMORY_KIB, parallelism=1)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="password")

    @property
    def decoy(self) -> str:
        return DECOY

    async def hash(self, password: str) -> str:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._hasher.hash, _bytes(password))

    async def verify(self, password_hash: str, password: str) -> bool:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._verify, password_hash, _bytes(password))

    def is_outdated(self, password_hash: str) -> bool:
        return self._hasher.check_needs_rehash(password_hash)

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _verify(self, password_hash: str, password: bytes) -> bool:
        try:
            return self._hasher.verify(password_hash, password)
        except (VerificationError, InvalidHashError):
            return False


def _bytes(password: str) -> bytes:
    """Anything that was typed, half a character included, is tried like every other password."""
    return password.encode("utf-8", "surrogatepass")
