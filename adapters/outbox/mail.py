"""A mail server by SMTP: encrypted before anything is said, never without."""

import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from smtplib import SMTP, SMTPException, SMTPRecipientsRefused

from domain.ground.messages import NotSent, Outgoing
from domain.ground.service_terms import MessageFault

SECONDS = 10.0
"""So long a server may take to answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Sends messages by mail. ``password`` is asked for with ``user``; neither is ever shown.

    ``encrypted`` is not to be left out but where the server is this very machine.
    """

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    encrypted: bool = True

    def send(self, message: Outgoing) -> None:
        """As the port: the server took it. The id of the attempt is the message's own."""
        try:
            with SMTP(self.host, self.port, timeout=SECONDS) as server:
                if self.encrypted:
                    server.starttls(context=ssl.create_default_context())
                if self.user:
                    server.login(self.user, self.password)
                server.send_message(self._mail(message))
        except SMTPRecipientsRefused:
            raise NotSent(MessageFault.NOT_TAKEN) from None
        except (SMTPException, OSError):
            raise NotSent(MessageFault.NOT_REACHED) from None

    def _mail(self, message: Outgoing) -> EmailMessage:
        mail = EmailMessage()
        mail["From"], mail["To"] = self.sender, message.to
        mail["Subject"] = message.subject
        mail["Message-ID"] = f"<{message.id}@{self.sender.rpartition('@')[2]}>"
        mail.set_content(message.text)
        return mail
