"""One line to one mailbox of an IMAP server. Plain blocking calls, for a thread of their own.

The server is bounded too: what one call may answer is limited in bytes and in time, whatever it announces.
Nothing that it says is kept in an exception or a log: it may quote the password or a mail.
"""

import logging
import select
import socket
import ssl
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

from walletdesk.channels.email.wire.model import MEGABYTE, PORTS, Account, NotReachable, windows
from walletdesk.platform.connector import is_public

CONNECT_SECONDS, ANSWER_SECONDS = 10.0, 45.0
SILENT: Final = logging.CRITICAL + 1  # the library writes down every mail that it reads
HEAD_BYTES: Final = 256_000
SIZES_AT_ONCE: Final = 200
TALK: Final = 4 * MEGABYTE  # of one answer, beside the mail that was asked for


class ImapLine:
    """Signed in, with the mailbox open. Raises NotReachable, from here and from every call."""

    def __init__(
        self,
        account: Account,
        password: str,
        mailbox: str,
        *,
        trust: ssl.SSLContext | None = None,
        may_reach: Collection[str] = (),
    ) -> None:
        self._left = TALK
        self._client: Any = None
        try:
            with _told("unreachable"):
                places = _places(account, may_reach)
                self._client = _connected(account, places, trust or ssl.create_default_context())
                self._bound(self._client)
            with _told("sign_in_refused"):
                self._client.login(account.login, password)
            with _told("no_such_mailbox"):
                self._introduce()
                told = self._client.select_folder(mailbox)
                self.validity = int(told[b"UIDVALIDITY"])
                self.next_uid = int(told.get(b"UIDNEXT", 0)) or self._beyond_all()
            with _told("protocol"):
                self.idles = bool(self._client.has_capability("IDLE"))
        except NotReachable:
            self.close()
            raise

    def search(self, last: int, wanted: Sequence[str]) -> Sequence[int]:
        with self._call():
            self._client._imap.response("EXISTS")  # what was told before is answered by this search
            found: set[int] = set()
            for window in windows(last, self.next_uid):
                self._left = TALK
                found.update(int(uid) for uid in self._client.search(["UID", window, *wanted]))
        return sorted(uid for uid in found if uid > last)  # "5:*" tells the last one, even if that is 3

    def has_more(self) -> bool:
        with self._call():
            return bool(self._client._imap.response("EXISTS")[1][0])

    def sizes(self, uids: Sequence[int]) -> Mapping[int, int]:
        sizes: dict[int, int] = {}
        for begins in range(0, len(uids), SIZES_AT_ONCE):
            with self._call():
                told = self._client.fetch(list(uids[begins : begins + SIZES_AT_ONCE]), ["RFC822.SIZE"])
                sizes.update({int(uid): int(one[b"RFC822.SIZE"]) for uid, one in told.items()})
        return sizes

    def mail(self, uid: int, most: int) -> bytes | None:
        return self._fetched(uid, "", most + 1)

    def head(self, uid: int) -> bytes | None:
        return self._fetched(uid, "HEADER", HEAD_BYTES)

    def done_with(self, uids: Sequence[int], moved_to: str) -> None:
        """Read, or away. Where they cannot be moved they are marked at least, and NotReachable says so."""
        which = list(uids)
        with self._call("not_marked"):
            if not moved_to:
                self._client.add_flags(which, [b"\\Seen"], silent=True)
                return
            try:
                self._move(which, moved_to)
            except self._client.Error:
                self._client.add_flags(which, [b"\\Seen"], silent=True)
                raise

    def wait(self, seconds: float) -> None:
        with self._call():
            self._client.idle()
            if not self._has_read_ahead():
                _wait_for(self._client.socket(), seconds)
            self._client.idle_done()

    def mailboxes(self) -> Sequence[str]:
        """Those of the account, for whoever sets it up."""
        with self._call():
            return [str(name) for _, _, name in self._client.list_folders()]

    def cut(self) -> None:
        with suppress(OSError, AttributeError):
            self._client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        if self._client is not None:
            with suppress(OSError, self._client.Error):
                self._client.shutdown()

    def _has_read_ahead(self) -> bool:
        """Whether news came in one piece with the answer before: then the socket has nothing more to tell."""
        line = self._client.socket()
        line.setblocking(False)
        try:
            return bool(self._client._imap.file.peek(1))
        except OSError:  # nothing there, as TLS says it
            return False
        finally:
            line.settimeout(ANSWER_SECONDS)

    def _beyond_all(self) -> int:
        return max((int(uid) for uid in self._client.search(["UID", "*"])), default=0) + 1

    def _introduce(self) -> None:
        """Some providers (163.com, 126.com) let nobody open a mailbox who did not say a name (RFC 2971)."""
        if self._client.has_capability("ID"):
            with suppress(self._client.Error):
                self._client.id_({"name": "Walletdesk"})

    def _move(self, uids: list[int], folder: str) -> None:
        if self._client.has_capability("MOVE"):
            self._client.move(uids, folder)
            return
        self._client.copy(uids, folder)
        self._client.add_flags(uids, [b"\\Seen", b"\\Deleted"], silent=True)
        if self._client.has_capability("UIDPLUS"):
            self._client.uid_expunge(uids)  # a plain EXPUNGE would take along what others marked

    def _fetched(self, uid: int, part: str, most: int) -> bytes | None:
        """By a piece of a size that we name, so that what is announced and what comes cannot differ much."""
        with self._call():
            self._left = TALK + most
            told = self._client.fetch([uid], [f"BODY.PEEK[{part}]<0.{most}>"])
            found = told.get(uid, {}).get(f"BODY[{part}]<0>".encode())
        return None if found is None else bytes(found)

    @contextmanager
    def _call(self, code: str = "connection_lost") -> Iterator[None]:
        self._left = TALK
        with _told(code):
            yield

    def _bound(self, client: Any) -> None:  # noqa: ANN401 - the library carries no types
        imap = client._imap
        imap.read = self._counted(imap.read, client.AbortError)
        imap.readline = self._counted(imap.readline, client.AbortError)

    def _counted(self, read: Callable[..., bytes], lost: type[Exception]) -> Callable[..., bytes]:
        def counted(*size: int) -> bytes:
            if size and size[0] > self._left:
                raise lost("more than was asked for")
            got = read(*size)
            self._left -= len(got)
            if self._left < 0:
                raise lost("more than was asked for")
            return got

        return counted


def _wait_for(line: socket.socket, seconds: float) -> None:
    waiting = select.poll()
    waiting.register(line, select.POLLIN)
    waiting.poll(seconds * 1000)


def _places(account: Account, may_reach: Collection[str]) -> Sequence[str]:
    """Where its name leads now. One that an administrator typed must not lead to our own machines.

    Asked once: asked again for the line, the name could have another answer by then.
    """
    found = socket.getaddrinfo(account.host, account.port, type=socket.SOCK_STREAM)
    places = list(dict.fromkeys(str(one[4][0]) for one in found))
    if f"{account.host}:{account.port}".lower() in may_reach:
        return places
    if account.port not in PORTS.values() or not all(map(is_public, places)):
        raise NotReachable("not_allowed")
    return places


def _dialled(places: Sequence[str], port: int) -> socket.socket:
    for place in places[:-1]:
        with suppress(OSError):
            return socket.create_connection((place, port), CONNECT_SECONDS)
    return socket.create_connection((places[-1], port), CONNECT_SECONDS)


def _connected(  # the library carries no types
    account: Account, places: Sequence[str], trust: ssl.SSLContext
) -> Any:  # noqa: ANN401
    import imaplib  # noqa: PLC0415 - with the first mailbox

    import imapclient  # noqa: PLC0415

    class Checked(imaplib.IMAP4):
        """Its host is the name, which the certificate must show; the line goes to what was checked."""

        def _create_socket(self, _timeout: float | None = None) -> socket.socket:
            line = _dialled(places, account.port)
            return trust.wrap_socket(line, server_hostname=account.host) if account.tls == "tls" else line

    class Client(imapclient.IMAPClient):  # type: ignore[misc] # without types, as above
        def _create_IMAP4(self) -> Checked:  # noqa: N802
            return Checked(account.host, account.port)

    logging.getLogger("imapclient").setLevel(SILENT)
    client = Client(
        account.host,
        account.port,
        ssl=account.tls == "tls",
        ssl_context=trust if account.tls == "tls" else None,
        timeout=imapclient.SocketTimeout(connect=CONNECT_SECONDS, read=ANSWER_SECONDS),
    )
    if account.tls == "starttls":
        try:
            client.starttls(trust)
        except BaseException:
            client.shutdown()
            raise
    return client


@contextmanager
def _told(code: str) -> Iterator[None]:
    """Whatever the library or the server says, as a word of ours and nothing else."""
    import imaplib  # noqa: PLC0415 - with the first mailbox

    try:
        yield
    except ssl.SSLCertVerificationError:
        raise NotReachable("certificate") from None
    except ssl.SSLError:
        raise NotReachable("tls") from None
    except socket.gaierror:
        raise NotReachable("no_such_host") from None
    except imaplib.IMAP4.abort:
        raise NotReachable("connection_lost") from None
    except OSError:
        raise NotReachable("unreachable" if code == "unreachable" else "connection_lost") from None
    except imaplib.IMAP4.error:
        raise NotReachable(code) from None
    except (ValueError, KeyError, TypeError, AttributeError, AssertionError, IndexError):
        raise NotReachable("protocol") from None  # the server wrote what is no IMAP
