"""Where an installation keeps scans and photographs: a folder, or a bucket that its settings name."""

from pathlib import Path

from sqlalchemy import make_url

from adapters.files.bucket import BucketFiles, OpenKey, key_of
from adapters.files.folder import FolderFiles
from adapters.files.store import FileStore
from relief.settings import Settings, WrongSetting
from relief.words.sentences import say

FILES = "relief-files"
"""What the folder of scans and photographs is called where nobody called it otherwise."""


def files_folder(settings: Settings) -> Path:
    """Where scans and photographs are: beside an SQLite file, named after it, else here."""
    if settings.files is not None:
        return settings.files
    url = make_url(settings.database)
    if url.get_backend_name() != "sqlite" or not url.database:
        return Path(FILES)
    file = Path(url.database)
    return file.with_name(f"{file.stem}-files")


def files_store(settings: Settings) -> FileStore:
    """What keeps scans and photographs. Raises ``WrongSetting`` where its key is no good."""
    if not settings.files_s3:
        return FolderFiles(files_folder(settings))
    try:
        key = key_of(settings.files_key)
    except (OSError, ValueError, OpenKey):
        raise WrongSetting(say("settings.files-key")) from None
    return BucketFiles(settings.files_s3, settings.files_bucket, settings.files_region, key)
