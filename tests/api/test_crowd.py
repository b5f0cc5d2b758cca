"""Who has to go where there is no room: by client, by what is being done, longest silent first."""

from dataclasses import dataclass, field
from resource import RLIMIT_NOFILE, getrlimit

from relief.api.crowd import Crowd, Doing
from relief.clients import Proxies, client_of
from relief.descriptors import room_for


@dataclass(eq=False)
class Fake:
    """A connection that remembers whether it had to go."""

    client_key: str
    doing: Doing = Doing.NOTHING
    gone: bool = field(default=False)

    def let_go(self) -> None:
        """It had to."""
        self.gone = True


def entered(crowd: Crowd, client: str, many: int, doing: Doing = Doing.NOTHING) -> list[Fake]:
    """So many connections of one client, all let in."""
    lines = [Fake(client, doing) for _ in range(many)]
    assert [crowd.enter(line) for line in lines] == [True] * many
    return lines


def test_one_client_makes_room_for_itself() -> None:
    """Whoever has as many as one may have loses the one silent for longest, nobody else any."""
    crowd = Crowd(10, 3)
    other, mine = entered(crowd, "b", 2), entered(crowd, "a", 3)
    crowd.touched(mine[0])
    entered(crowd, "a", 1)
    assert [line.gone for line in (*mine, *other)] == [False, True, False, False, False]
    assert len(crowd) == 5


def test_who_holds_most_makes_room_for_others() -> None:
    """Where all is taken: the idle go first, then those still sending, never one being answered."""
    crowd = Crowd(6, 5)
    working = entered(crowd, "a", 2, Doing.ANSWERED)
    slow, silent = entered(crowd, "a", 1, Doing.SENDING), entered(crowd, "a", 2)
    small = entered(crowd, "b", 1)
    entered(crowd, "c", 3)
    assert [line.gone for line in (*working, *slow, *silent, *small)] == [False] * 2 + [
        True,
        True,
        True,
        False,
    ]
    assert len(crowd) == 6


def test_nobody_is_let_in_where_everything_is_worked_on() -> None:
    """Nor is anybody thrown out."""
    crowd = Crowd(4, 2)
    busy = entered(crowd, "a", 2, Doing.ANSWERED) + entered(crowd, "b", 2, Doing.ANSWERED)
    assert not crowd.enter(Fake("a")) and not crowd.enter(Fake("c"))
    assert crowd.turned_away == 2 and not any(line.gone for line in busy)
    for _ in range(2):
        crowd.leave(busy[0])
    assert len(crowd) == 3
    entered(crowd, "c", 1)


def test_a_proxy_is_many_clients() -> None:
    """Its connections are not counted as one client's, and go last."""
    crowd = Crowd(6, 2, Proxies("10.0.0.1, 10.1.0.0/16"))
    proxied = entered(crowd, "10.1.2.3", 4)
    direct = entered(crowd, "a", 2)
    entered(crowd, "b", 1)
    assert direct[0].gone and not any(line.gone for line in proxied)
    assert "10.0.0.1" in Proxies("*") and "x" not in Proxies("10.0.0.1,nonsense")


def test_a_client_is_an_address_or_a_network_of_its_own() -> None:
    """Nobody is many clients by choosing among the addresses of one network."""
    assert client_of("10.0.0.1") == client_of("::ffff:10.0.0.1") == "10.0.0.1"
    assert client_of("2001:db8:1:2::1") == client_of("2001:db8:1:2:ffff::9")
    assert client_of("2001:db8:1:2::1") != client_of("2001:db8:1:3::1")
    assert client_of("testclient") == "testclient"


def test_there_is_room_for_as_many_files_as_there_are_connections() -> None:
    """The process raises its own limit; where it may not, fewer connections are let in."""
    assert room_for(100) == 100
    _, hard = getrlimit(RLIMIT_NOFILE)
    assert 1 <= room_for(10**9) <= max(hard, 10**9)
