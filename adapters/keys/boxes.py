"""Sealing bytes: AES-256-GCM with a random nonce, bound to a place; keys derived by HKDF."""

import os
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
NONCE_BYTES = 12


class WrongKey(Exception):
    """A sealed or wrapped value does not belong to this key, person or place."""


def derived(secret: bytes, purpose: str) -> bytes:
    """A key of its own for a purpose."""
    hkdf = HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"relief/{purpose}/1".encode())
    return hkdf.derive(secret)


def seal_bytes(cipher: AESGCM, clear: bytes, place: bytes) -> str:
    """Base64 of a random nonce and the ciphertext, bound to ``place``."""
    nonce = os.urandom(NONCE_BYTES)
    return b64encode(nonce + cipher.encrypt(nonce, clear, place)).decode("ascii")


def open_bytes(cipher: AESGCM, box: str, place: bytes) -> bytes:
    """The clear bytes. Raises ``WrongKey`` where key, place or box do not fit together."""
    try:
        sealed = b64decode(box, validate=True)
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place)
    except (InvalidTag, ValueError):
        raise WrongKey("a sealed value does not fit its key and place") from None
