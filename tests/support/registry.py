"""Official channels of a sample wallet for tests, and a list that holds them."""

from pathlib import Path

from walletdesk.app.wiring.registry import OfficialChannels
from walletdesk.registry import Draft, Entry, Kind, Registry, checked

PHONE = "+864001234567"
ENTRIES = (
    Entry(kind=Kind.SITE, value="wallet.example", name="official_site", url="https://wallet.example"),
    Entry(kind=Kind.SITE, value="*.help.wallet.example"),
    Entry(kind=Kind.SITE, value="admin.wallet.example:8443"),
    Entry(kind=Kind.SITE, value="xn--fsqu00a.example"),
    Entry(kind=Kind.PAGE, value="https://shared.example/wallet", name="status"),
    Entry(kind=Kind.MAIL, value="support@wallet.example"),
    Entry(kind=Kind.MAIL, value="mail.wallet.example"),
    Entry(kind=Kind.HANDLE, value="telegram:samplewallet"),
    Entry(kind=Kind.HANDLE, value="wechat:samplewallet_help"),
    Entry(kind=Kind.HANDLE, value="qq:12345678"),
    Entry(kind=Kind.PHONE, value=PHONE),
    Entry(kind=Kind.APP, value="com.example.samplewallet", certificates=("ab" * 32,)),
    Entry(kind=Kind.STORE, value="google_play:com.example.samplewallet"),
    Entry(kind=Kind.STORE, value="app_store:1234567890"),
)
OWN = "https://desk.wallet.example"


def sample_registry() -> Registry:
    registry = Registry([OWN])
    registry.use(ENTRIES)
    return registry


async def publish_sample(channels: OfficialChannels, folder: Path) -> str:
    """Keys in this folder, two channels, and the first publication; the public half of the root."""
    root = await channels.authority.begin(folder / "root.key")
    for draft in (
        Draft(kind="site", value="wallet.example", name="official_site"),
        Draft(kind="mail", value="security@wallet.example", name="security"),
    ):
        await channels.publishing.add(checked(draft), by="")
    await channels.publishing.publish(by="")
    await channels.watch.refresh()
    return root
