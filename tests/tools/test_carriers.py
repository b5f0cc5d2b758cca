"""Carriers: folder, mail server and gateway as the settings name them; none by default."""

import json
import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import httpx
import pytest

from adapters.outbox import mail
from adapters.outbox.gateway import Gateway
from adapters.outbox.mail import MailServer
from adapters.outbox.spool import Spool
from domain.ground.messages import NotSent, Outgoing
from domain.ground.service_terms import MessageChannel, MessageFault
from relief.carriers import carriers
from relief.settings import Settings, WrongSetting

MESSAGE = Outgoing(
    id="a1" * 16,
    channel=MessageChannel.SMS,
    to="13900000077",
    subject="临时救助办理通知",
    text="有文书可以领取。",
)


def test_nothing_carries_messages_unless_it_was_chosen() -> None:
    """No setting, no carrier."""
    assert carriers(Settings()) == {}


def test_a_folder_holds_one_whole_file_a_message_readable_by_its_owner(tmp_path: Path) -> None:
    """Twice the same is one; its name tells nobody."""
    (carrier,) = {*carriers(Settings(outbox_folder=tmp_path)).values()}
    carrier.send(MESSAGE)
    carrier.send(MESSAGE)
    (file,) = tmp_path.iterdir()
    assert file.name == f"{MESSAGE.id}.json" and file.stat().st_mode & 0o077 == 0
    assert json.loads(file.read_text(encoding="utf-8"))["to"] == MESSAGE.to


def test_a_folder_that_is_gone_is_a_provider_not_reached(tmp_path: Path) -> None:
    """And tried again."""
    with pytest.raises(NotSent, match="provider-not-reached") as failed:
        Spool(tmp_path / "gone").send(MESSAGE)
    assert MESSAGE.to not in str(failed.value)


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        (200, None),
        (202, None),
        (400, MessageFault.NOT_TAKEN),
        (404, MessageFault.NOT_TAKEN),
        (302, MessageFault.NOT_REACHED),
        (408, MessageFault.NOT_REACHED),
        (429, MessageFault.NOT_REACHED),
        (500, MessageFault.NOT_REACHED),
    ],
)
def test_a_gateway_knows_each_attempt_and_is_told_the_number_in_the_body(
    status: int, fault: MessageFault | None
) -> None:
    """Whatever it answers is one of two faults, or none."""
    asked: list[httpx.Request] = []

    def answering(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(status)

    gateway = Gateway(
        url="https://sms.example.cn/send", key="k", transport=httpx.MockTransport(answering)
    )
    if fault is None:
        gateway.send(MESSAGE)
    else:
        with pytest.raises(NotSent) as failed:
            gateway.send(MESSAGE)
        assert failed.value.fault is fault
    (request,) = asked
    assert request.headers["idempotency-key"] == MESSAGE.id
    assert MESSAGE.to not in str(request.url) and json.loads(request.content)["to"] == MESSAGE.to


def test_a_gateway_that_does_not_answer_is_tried_again() -> None:
    """Nothing of the message is in the error."""

    def silent(request: httpx.Request) -> httpx.Response:
        raise httpx.ReadTimeout("silent", request=request)

    with pytest.raises(NotSent) as failed:
        Gateway(url="https://x.cn", transport=httpx.MockTransport(silent)).send(MESSAGE)
    assert failed.value.fault is MessageFault.NOT_REACHED


class Server:
    """A mail server in memory."""

    said: list[Any]
    refuses: Exception | None = None

    def __init__(self, host: str, port: int, timeout: float) -> None:
        self.said.append((host, port))

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        self.said.append("quit")

    def starttls(self, context: Any) -> None:
        """Encrypted, and the certificate looked at."""
        self.said.append(("tls", context.check_hostname))

    def login(self, user: str, password: str) -> None:
        """Who sends."""
        self.said.append(("login", user))

    def send_message(self, message: EmailMessage) -> None:
        """Taken, or not."""
        if self.refuses is not None:
            raise self.refuses
        self.said.append(message)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> type[Server]:
    """The server in place of a real one."""
    kind = type("Fresh", (Server,), {"said": []})
    monkeypatch.setattr(mail, "SMTP", kind)
    return kind


def test_a_mail_goes_out_encrypted_under_the_id_of_its_attempt(
    server: type[Server], tmp_path: Path
) -> None:
    """With the user's password from its file."""
    secret = tmp_path / "password"
    secret.write_text("p\n")
    chosen = Settings(
        outbox_mail="mail.example.cn",
        outbox_sender="relief@example.cn",
        outbox_user="relief",
        outbox_password=secret,
    )
    carriers(chosen)[MessageChannel.EMAIL].send(MESSAGE)
    where, tls, login, sent, _ = server.said
    assert (where, tls, login) == (("mail.example.cn", 587), ("tls", True), ("login", "relief"))
    assert sent["Message-ID"] == f"<{MESSAGE.id}@example.cn>" and sent["To"] == MESSAGE.to
    assert sent.get_content().strip() == MESSAGE.text


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (smtplib.SMTPRecipientsRefused({MESSAGE.to: (550, b"no")}), MessageFault.NOT_TAKEN),
        (smtplib.SMTPServerDisconnected("gone"), MessageFault.NOT_REACHED),
        (TimeoutError("slow"), MessageFault.NOT_REACHED),
    ],
)
def test_what_a_mail_server_says_is_one_of_two_faults(
    server: type[Server], error: Exception, fault: MessageFault
) -> None:
    """And the address stays out of it."""
    server.refuses = error
    with pytest.raises(NotSent) as failed:
        MailServer(host="mail.example.cn", port=25, sender="a@b.cn").send(MESSAGE)
    assert failed.value.fault is fault and MESSAGE.to not in str(failed.value)


@pytest.mark.parametrize(
    ("chosen", "named"),
    [
        ({"outbox_folder": Path("/nowhere/at/all")}, "RELIEF_OUTBOX_FOLDER"),
        ({"outbox_mail": "mail.example.cn"}, "RELIEF_OUTBOX_SENDER"),
        ({"outbox_sms": "http://sms.example.cn"}, "RELIEF_OUTBOX_SMS"),
        ({"outbox_sms": "sms"}, "RELIEF_OUTBOX_SMS"),
        (
            {"outbox_sms": "https://sms.example.cn", "outbox_sms_key": Path("/nowhere/key")},
            "RELIEF_OUTBOX_SMS_KEY",
        ),
    ],
)
def test_a_setting_that_leads_nowhere_is_named_and_its_value_is_not(
    chosen: dict[str, Any], named: str
) -> None:
    """The service does not start."""
    with pytest.raises(WrongSetting) as wrong:
        carriers(Settings(**chosen))
    told = str(wrong.value)
    assert named in told and "nowhere" not in told and "example" not in told
