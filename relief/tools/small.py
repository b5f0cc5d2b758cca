"""``relief token`` and ``relief sweep``."""

from dataclasses import asdict
from datetime import timedelta

from adapters.identity.tokens import issue
from domain.authority import Officer, Post
from relief.bootstrap import Service
from relief.sweep import Sweep
from relief.tools.output import Output


def token(service: Service, officer: Officer, hours: float, output: Output) -> int:
    """Sign a token for an officer. Returns 0."""
    signed = issue(service.settings.token_key, officer, service.clock.now(), timedelta(hours=hours))
    if output.json:
        output.data({"token": signed})
    output.line(signed)
    return 0


def sweep(service: Service, output: Output) -> int:
    """Bring the ledgers up to date, then act on everything that is due. Returns 0."""
    service.follower().catch_up()
    swept = Sweep(service).run()
    if output.json:
        output.data(asdict(swept))
    output.line(f"到期 {swept.due} 项：处理 {swept.acted}，此前已处理 {swept.repeated}")
    for code, count in sorted(swept.codes.items()):
        output.line(f"  未处理 {code}：{count}")
    return 0


def officer_of(name: str, division: str, posts: list[str]) -> Officer:
    """An officer from words. Raises ``ValueError`` for a post nobody knows."""
    return Officer(name, frozenset(Post(post) for post in posts), division)
