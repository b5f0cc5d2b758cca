"""What answers speak of that adapters define: their errors, limits and log lines, by one door.

The API imports adapters by this door only; what does the work is built in ``bootstrap``.
"""

from eventsourcing.persistence import InterfaceError, OperationalError
from sqlalchemy import exc

from adapters.access.log import Look, public
from adapters.chain.log import Noted
from adapters.drawing.fonts import drawable
from adapters.drawing.render import MEDIA_TYPES
from adapters.files.looking import MOST_BYTES as LARGEST_FILE
from adapters.files.looking import MOST_PAGES, NotTaken
from adapters.files.looking import TYPES as FILE_TYPES
from adapters.files.spool import Spool
from adapters.files.store import FilesDown, FilesGone, NoFile
from adapters.identity.log import Entry
from adapters.identity.passwords import AT_ONCE, LONGEST, SHORTEST, UnfitOffer, UnfitPassword
from adapters.identity.provider import ProviderDown
from adapters.identity.tokens import FORM, ExpiredToken, Tokens, WrongToken
from adapters.keys.boxes import WrongKey
from adapters.keys.ring import MasterKeyMissing, UnsafeMasterKey
from adapters.store.errors import MasterKeyRetired
from adapters.store.place import FOLLOWERS
from adapters.store.places import NotBuilt
from domain.ground.history import KeyMissing

__all__ = [
    "AT_ONCE",
    "FILE_TYPES",
    "FOLLOWERS",
    "FORM",
    "KEYS_DOWN",
    "LARGEST_FILE",
    "LONGEST",
    "MEDIA_TYPES",
    "MOST_PAGES",
    "SHORTEST",
    "STORE_DOWN",
    "Entry",
    "ExpiredToken",
    "FilesDown",
    "FilesGone",
    "Look",
    "NoFile",
    "NotBuilt",
    "NotTaken",
    "Noted",
    "ProviderDown",
    "Spool",
    "Tokens",
    "UnfitOffer",
    "UnfitPassword",
    "WrongToken",
    "drawable",
    "public",
]

STORE_DOWN = (
    OperationalError,
    InterfaceError,
    exc.OperationalError,
    exc.InterfaceError,
    exc.TimeoutError,
)
"""The database cannot be reached, or did not say what became of a save."""

KEYS_DOWN = (MasterKeyMissing, UnsafeMasterKey, WrongKey, KeyMissing, MasterKeyRetired)
"""A key file that cannot be read, a ring without the key, a value or person no key belongs to, a
key that was retired under a process that still wraps with it."""
