"""Use cases: what to do about an app that does not work; the table of its versions, for those who lead."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Conflict, Invalid, NotFound, SecretStopped
from walletdesk.kernel.ids import new_id
from walletdesk.kernel.viewers import AgentViewer, Role
from walletdesk.releases.model import Platform, read_version
from walletdesk.releases.problems.model import KEPT, Checked, State, Told, Version, judged
from walletdesk.releases.problems.ports import OpenWork, VersionArchive

MOST = 500  # versions of an installation
LONGEST = 300  # letters of what is known to go wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionDraft:
    """As it was typed. ``released``: a day, as 2026-02-03. ``problem_zh``, ``problem_en``: both or none."""

    platform: str = ""
    version: str = ""
    state: str = ""
    released: str = ""
    problem_zh: str = ""
    problem_en: str = ""
    fixed_in: str = ""


class AppProblems:
    def __init__(
        self,
        *,
        open_work: OpenWork,
        archive: VersionArchive,
        may_be_secret: Callable[[str], bool],
        clock: Clock,
    ) -> None:
        self._open_work = open_work
        self._archive = archive
        self._may_be_secret = may_be_secret
        self._clock = clock

    async def check(self, told: Told, *, device: str = "", network: str = "") -> Checked:
        """``device`` and ``network`` are for the person who may be asked next. Nothing is kept.

        Raises SecretStopped. A version that cannot be read was not told.
        """
        self._refuse_secrets(told.version, device, network)
        return judged(told, await self._archive.all())

    async def list(self, viewer: AgentViewer) -> Sequence[Version]:
        _require_lead(viewer)
        return await self._archive.all()

    async def put(self, viewer: AgentViewer, draft: VersionDraft) -> Version:
        """In place of what was said of the same version before."""
        _require_lead(viewer)
        made = self._made(draft, viewer.agent)
        async with self._open_work() as work:
            if await work.versions.count() >= MOST:
                raise Conflict("There are too many versions in this list.", code="set_full")
            await work.versions.put(made)
            await work.audit.note(self._clock(), viewer.agent, f"version_{made.state}", made.id)
        return made

    async def withdraw(self, viewer: AgentViewer, id: str) -> None:
        _require_lead(viewer)
        async with self._open_work() as work:
            if not await work.versions.remove(id):
                raise NotFound
            await work.audit.note(self._clock(), viewer.agent, "version_withdrawn", id)

    def _refuse_secrets(self, *texts: str) -> None:
        """Together, since one may be spread over them; and alone: words of one name no digits of another."""
        if any(self._may_be_secret(text) for text in ("\n".join(texts), *texts)):
            raise SecretStopped

    def _made(self, draft: VersionDraft, by: str) -> Version:
        self._refuse_secrets(draft.version, draft.problem_zh, draft.problem_en, draft.fixed_in)
        return Version(
            id=new_id("ver"),
            platform=_platform(draft.platform),
            version=_version(draft.version),
            state=_state(draft.state),
            released=_day(draft.released),
            problem=_problem(draft),
            fixed_in=_version(draft.fixed_in) if draft.fixed_in.strip() else "",
            added_at=self._clock(),
            added_by=by,
        )


def _require_lead(viewer: AgentViewer) -> None:
    if not viewer.at_least(Role.LEAD):
        raise NotFound


def _platform(text: str) -> Platform:
    try:
        return Platform(text.strip().lower())
    except ValueError:
        raise Invalid("A platform is android, ios or desktop.", code="bad_platform") from None


def _version(text: str) -> str:
    if read := read_version(text):
        return read
    raise Invalid("This is no version.", code="bad_version")


def _state(text: str) -> State:
    found = next((one for one in KEPT if one.value == text), None)
    if found is None:
        raise Invalid("A version is current, outdated or known_bad.", code="bad_state")
    return found


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise Invalid("A date is written like 2026-02-03.", code="bad_date") from None


def _problem(draft: VersionDraft) -> dict[str, str]:
    """In both languages or in none: nobody is told it in a language they do not read."""
    words = {"zh-CN": _plain(draft.problem_zh), "en": _plain(draft.problem_en)}
    if not any(words.values()):
        return {}
    if not all(words.values()):
        raise Invalid("Say what goes wrong in Chinese and in English.", code="one_language")
    return words


def _plain(text: str) -> str:
    plain = "".join(one for one in " ".join(text.split()) if one.isprintable())
    if len(plain) > LONGEST:
        raise Invalid("This must be at most {limit} long.", code="too_long", limit=LONGEST)
    return plain
