"""The official channels of the sample wallet, published by a demonstration. None of them is anybody's."""

from walletdesk.app.wiring import System
from walletdesk.registry import Draft, checked

ROOT_FILE = "registry-root.key"  # beside the data, which no real installation should do
SIGNED_BY = "3d" * 32  # what a sample certificate would hash to
CHANNELS = (  # handles that these platforms would not give out: too long, or ending in a line
    Draft(kind="site", value="https://wallet.example", name="official_site"),
    Draft(kind="page", value="https://wallet.example/download", name="download"),
    Draft(kind="site", value="https://status.wallet.example", name="status"),
    Draft(kind="page", value="https://wallet.example/tx", name="tx_check"),
    Draft(kind="page", value="https://wallet.example/account/freeze", name="freeze"),
    Draft(kind="mail", value="support@wallet.example"),
    Draft(kind="mail", value="security@wallet.example", name="security"),
    Draft(kind="mail", value="mail.wallet.example"),
    Draft(kind="handle", value="telegram:@samplewallet_"),
    Draft(kind="handle", value="x:@samplewallet_example"),
    Draft(kind="handle", value="wechat:samplewallet_example_help"),
    Draft(kind="phone", value="+1 202 555 0123"),
    Draft(kind="app", value="com.example.samplewallet", certificates=(SIGNED_BY,)),
    Draft(kind="store", value="google_play:com.example.samplewallet", name="store_android"),
    Draft(kind="store", value="app_store:0000000001", name="store_ios"),
)


async def publish_sample_channels(system: System) -> None:
    """Once; what somebody tried out since then stays."""
    channels, settings = system.channels, system.engine.settings
    if (await channels.publishing.trust()).mandate is not None:
        return
    await channels.authority.begin(settings.folder / ROOT_FILE)
    own = Draft(kind="site", value=settings.public_url, name="support", url=f"{settings.public_url}/help/")
    for draft in (own, *CHANNELS):
        await channels.publishing.add(checked(draft), by="")
    await channels.publishing.publish(by="")
    await channels.watch.refresh()
