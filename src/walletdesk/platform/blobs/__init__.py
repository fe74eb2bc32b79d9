"""Files that people send: kept under names of our making, known by what they are and not by what they say.

``DiskBlobs`` keeps bytes (behind a port for other stores), ``Intake`` takes a file in: looked at, capped,
pictures drawn anew without what a camera wrote into them. ``download_headers`` are those of every file that
goes out again.
"""

from walletdesk.platform.blobs.disk import DiskBlobs
from walletdesk.platform.blobs.downloads import download_headers
from walletdesk.platform.blobs.intake import Intake, Taken, UnwantedFile, pieces_of
from walletdesk.platform.blobs.kinds import Kind, sniff
from walletdesk.platform.blobs.names import clean_name
from walletdesk.platform.blobs.ports import BlobDamaged, Blobs, Stored, sweep
from walletdesk.platform.blobs.reading import NotRead, PictureReader, can_read

__all__ = [
    "BlobDamaged",
    "Blobs",
    "DiskBlobs",
    "Intake",
    "Kind",
    "NotRead",
    "PictureReader",
    "Stored",
    "Taken",
    "UnwantedFile",
    "can_read",
    "clean_name",
    "download_headers",
    "pieces_of",
    "sniff",
    "sweep",
]
