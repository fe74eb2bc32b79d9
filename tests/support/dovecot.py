"""A real IMAP server for tests (Dovecot, from Debian), one mailbox account in a folder of its own."""

import imaplib
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from re import compile as pattern

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.forked import die_with_parent
from tests.support.web import free_port

START_WITHIN = 30.0  # seconds
NOBODY = 65534
USER, PASSWORD = "support", "herons-at-dusk"
CONFIGURATION = """\
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
protocols = imap
listen = 127.0.0.1
mail_location = maildir:{home}/mail
auth_failure_delay = 0
first_valid_uid = 0
first_valid_gid = 0
disable_plaintext_auth = no
ssl = yes
ssl_cert = <{home}/certificate.pem
ssl_key = <{home}/key.pem
service anvil {{
  chroot =
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
service stats {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner} home={home}/mail
}}
"""


@dataclass(frozen=True)
class Dovecot:
    home: Path
    plain: int
    tls: int

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.home / "certificate.pem"))

    @contextmanager
    def owner(self) -> Iterator[imaplib.IMAP4]:
        """Whoever looks after the mailbox beside us."""
        with imaplib.IMAP4("127.0.0.1", self.plain) as line:
            line.login(USER, PASSWORD)
            yield line

    def put(self, raw: bytes, mailbox: str = "INBOX", flags: str = "") -> None:
        with self.owner() as line:
            told, _ = line.append(mailbox, flags, "", raw)
        assert told == "OK"

    def anew(self, mailbox: str) -> None:
        """As after a restored backup: the same name, and everything numbered from one."""
        with self.owner() as line:
            line.delete(mailbox)
            assert line.create(mailbox)[0] == "OK"

    def unread(self, mailbox: str = "INBOX") -> int:
        return self.count(mailbox, "UNSEEN")

    def count(self, mailbox: str = "INBOX", which: str = "ALL") -> int:
        with self.owner() as line:
            line.select(mailbox, readonly=True)
            return len(line.search(None, which)[1][0].split())


@contextmanager
def dovecot() -> Iterator[Dovecot]:
    found = os.environ.get("DOVECOT") or shutil.which(
        "dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin"
    )
    if found is None:
        assert os.environ.get("WALLETDESK_NOTHING_SKIPPED") != "1", "no Dovecot here: scripts/dovecot gets it"
        pytest.skip("no Dovecot here: run `scripts/dovecot`")
    with tempfile.TemporaryDirectory(prefix="dove") as folder:
        home, plain = Path(folder), free_port()
        server = Dovecot(home, plain, free_port())
        _certificate(home)
        owner = NOBODY if os.getuid() == 0 else os.getuid()  # Dovecot opens no mailbox as root
        (home / "mail").mkdir()
        if owner != os.getuid():
            home.chmod(0o755)
            os.chown(home / "mail", owner, owner)
        shown = CONFIGURATION.format(home=home, plain=plain, tls=server.tls, password=PASSWORD, owner=owner)
        (home / "dovecot.conf").write_text(shown)
        with (home / "out").open("wb") as out:
            process = subprocess.Popen(
                [found, "-F", "-c", str(home / "dovecot.conf")],
                stdout=out,
                stderr=out,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - one system call, safe between fork and exec
            )
        try:
            _wait_for(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(START_WITHIN)


def _wait_for(server: Dovecot, process: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + START_WITHIN
    while True:
        with suppress(OSError), socket.create_connection(("127.0.0.1", server.plain), 1):
            return
        if process.poll() is not None or time.monotonic() > give_up:
            log = server.home / "log"
            raise RuntimeError(f"Dovecot did not start: {log.read_text() if log.exists() else ''}")
        time.sleep(0.02)


def _certificate(home: Path) -> None:
    """Of ``localhost``, signed by itself."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.NameAttribute(NameOID.COMMON_NAME, "localhost")
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([name]))
        .issuer_name(x509.Name([name]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (home / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.PrivateFormat.PKCS8
    secret = key.private_bytes(serialization.Encoding.PEM, plain, serialization.NoEncryption())
    (home / "key.pem").write_bytes(secret)


LITERAL = pattern(rb"BODY\[\]<0> \{(\d+)\}\r\n")


@dataclass
class Cutter:
    """A wire between both. ``cuts``: so many mails are cut off behind their last byte."""

    port: int
    to: int
    cuts: int = 1
    cut: int = 0
    _sockets: list[socket.socket] = field(default_factory=list)

    def serve(self, door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                near, _ = door.accept()
                far = socket.create_connection(("127.0.0.1", self.to))
                self._sockets += [near, far]
                threading.Thread(target=self._carry, args=(near, far), daemon=True).start()
                threading.Thread(target=self._carry_back, args=(far, near), daemon=True).start()

    def _carry(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while piece := source.recv(65_536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_RDWR)

    def _carry_back(self, source: socket.socket, target: socket.socket) -> None:
        seen = b""
        with suppress(OSError):
            while piece := source.recv(65_536):
                seen += piece
                found = LITERAL.search(seen) if self.cut < self.cuts else None
                if found and len(seen) >= (ends := found.end() + int(found[1])):
                    self.cut += 1
                    target.sendall(piece[: len(piece) - (len(seen) - ends)])
                    break
                target.sendall(piece)
            target.shutdown(socket.SHUT_RDWR)
            source.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        for one in self._sockets:
            one.close()


@contextmanager
def cutter(to: int) -> Iterator[Cutter]:
    with socket.create_server(("127.0.0.1", 0)) as door:
        wire = Cutter(door.getsockname()[1], to)
        threading.Thread(target=wire.serve, args=(door,), daemon=True).start()
        try:
            yield wire
        finally:
            door.shutdown(socket.SHUT_RDWR)
            wire.close()
