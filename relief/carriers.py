"""Which carriers an installation has: what its settings name, and none by default."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from adapters.outbox.gateway import Gateway
from adapters.outbox.mail import MailServer
from adapters.outbox.spool import Spool
from domain.ground.messages import Carrier
from domain.ground.service_terms import MessageChannel
from relief.settings import Settings, WrongSetting
from relief.words.sentences import say

HERE = frozenset({"localhost", "127.0.0.1", "::1"})
"""This very machine, to which nothing need be encrypted."""


def carriers(settings: Settings) -> Mapping[MessageChannel, Carrier]:
    """By channel: the server or gateway named, else the folder. Raises ``WrongSetting``."""
    found: dict[MessageChannel, Carrier] = {}
    if settings.outbox_folder is not None:
        if not settings.outbox_folder.is_dir():
            raise at("RELIEF_OUTBOX_FOLDER")
        found = dict.fromkeys(MessageChannel, Spool(settings.outbox_folder))
    if settings.outbox_mail:
        found[MessageChannel.EMAIL] = mail_server(settings)
    if settings.outbox_sms:
        found[MessageChannel.SMS] = gateway(settings)
    return found


def mail_server(settings: Settings) -> MailServer:
    """The mail server."""
    told = urlsplit(f"//{settings.outbox_mail}")
    if not told.hostname or not settings.outbox_sender:
        raise at("RELIEF_OUTBOX_MAIL、RELIEF_OUTBOX_SENDER")
    return MailServer(
        host=told.hostname,
        port=told.port or 587,
        sender=settings.outbox_sender,
        user=settings.outbox_user,
        password=secret("RELIEF_OUTBOX_PASSWORD", settings.outbox_password),
        encrypted=told.hostname not in HERE,
    )


def gateway(settings: Settings) -> Gateway:
    """The gateway for short messages, which is spoken to encrypted but on this machine."""
    told = urlsplit(settings.outbox_sms)
    if not told.hostname or not (told.scheme == "https" or told.hostname in HERE):
        raise at("RELIEF_OUTBOX_SMS")
    return Gateway(
        url=settings.outbox_sms, key=secret("RELIEF_OUTBOX_SMS_KEY", settings.outbox_sms_key)
    )


def secret(setting: str, file: Path | None) -> str:
    """What a file holds, without its last line break; nothing where none is named."""
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise at(setting) from None


def at(setting: str) -> WrongSetting:
    """A setting that leads nowhere. Never says its value."""
    return WrongSetting(say("settings.wrong", setting=setting, what=say("outbox.wrong")))
