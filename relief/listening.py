"""The address the service answers at: held before anything begins, or said why it cannot be."""

import errno
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from relief.settings import Settings, WrongSetting
from relief.words.sentences import say

BACKLOG = 2048
"""How many clients wait to be let in, as the server asks for itself."""

Place = tuple[socket.AddressFamily, tuple[object, ...]]


class NotListening(Exception):
    """The address cannot be had now. The sentence is for people and names the way out."""


def places(settings: Settings) -> list[Place]:
    """Where ``RELIEF_HOST`` and ``RELIEF_PORT`` say to listen. Raises ``WrongSetting`` for no host."""
    try:
        found = socket.getaddrinfo(
            settings.host or None,
            settings.port,
            type=socket.SOCK_STREAM,
            flags=socket.AI_PASSIVE,
        )
    except (OSError, UnicodeError):
        raise WrongSetting(say("serve.no-host", host=settings.host)) from None
    return list(dict.fromkeys((one[0], one[4]) for one in found))


def free(settings: Settings) -> None:
    """Raises ``NotListening`` or ``WrongSetting`` where the address cannot be had; nobody is let in."""
    for family, place in places(settings):
        _bound(settings, family, place).close()


@contextmanager
def listening(settings: Settings) -> Iterator[list[socket.socket]]:
    """The sockets, closed in the end. Raises ``NotListening``, ``WrongSetting``."""
    held = list[socket.socket]()
    try:
        for family, place in places(settings):
            held.append(_bound(settings, family, place))
            _heard(settings, held[-1])
        yield held
    finally:
        for one in held:
            one.close()


def _bound(
    settings: Settings, family: socket.AddressFamily, place: tuple[object, ...]
) -> socket.socket:
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind(place)
    except OSError as error:
        made.close()
        raise _why(settings, error) from None
    return made


def _heard(settings: Settings, bound: socket.socket) -> None:
    try:
        bound.listen(BACKLOG)
    except OSError as error:
        raise _why(settings, error) from None


def _why(settings: Settings, error: OSError) -> Exception:
    """What is said of an address that is taken, not this machine's, or not allowed."""
    host, port = settings.host, settings.port
    if error.errno == errno.EADDRINUSE:
        return NotListening(say("serve.taken", host=host, port=port))
    if error.errno in {errno.EACCES, errno.EPERM}:
        return NotListening(say("serve.forbidden", host=host, port=port))
    if error.errno == errno.EADDRNOTAVAIL:
        return WrongSetting(say("serve.not-ours", host=host))
    return NotListening(say("serve.cannot", host=host, port=port))
