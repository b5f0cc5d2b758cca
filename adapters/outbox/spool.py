"""A folder that another program empties: one file of 0600 a message, whole or not there."""

import json
import os
from pathlib import Path

from adapters.aside import gone
from domain.ground.messages import NotSent, Outgoing
from domain.ground.service_terms import MessageFault

READABLE = 0o600


class Spool:
    """Writes messages into a folder. The same message twice is one file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: Outgoing) -> None:
        """As the port. A file's name is the id of the attempt, which tells nothing."""
        told = {
            "id": message.id,
            "channel": message.channel.value,
            "to": message.to,
            "subject": message.subject,
            "text": message.text,
        }
        partial = self._folder / f".{message.id}.part"
        try:
            descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, READABLE)
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False)
                file.flush()
                os.fsync(file.fileno())
            os.replace(partial, self._folder / f"{message.id}.json")
        except OSError:
            gone(partial)
            raise NotSent(MessageFault.NOT_REACHED) from None
