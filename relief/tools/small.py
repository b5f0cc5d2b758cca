"""``relief token`` and ``relief sweep``."""

from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta

from adapters.identity.tokens import issue
from adapters.store.follower import FollowerOvertaken
from domain.case.authority import CITY, LEVEL, Officer, Post
from domain.ground.refusal import Code
from relief.bootstrap import Service
from relief.tools.output import Output
from relief.upkeep.sweep import Sweep
from relief.usage import WrongWords
from relief.words.dictionary import of, word
from relief.words.refusals import wording
from relief.words.sentences import say


def token(service: Service, officer: Officer, hours: float, output: Output) -> int:
    """Sign a token for an officer. Returns 0."""
    signed = issue(service.settings.token_key, officer, service.clock.now(), timedelta(hours=hours))
    if output.json:
        output.data({"token": signed})
    output.line(signed)
    return 0


def sweep(service: Service, output: Output) -> int:
    """Bring the ledgers up to date, then act on everything that is due. Returns 0."""
    # Where a follower is at work it may be quicker, and brings them there itself.
    with suppress(FollowerOvertaken):
        service.follower().catch_up()
    swept = Sweep(service).run()
    if output.json:
        output.data(asdict(swept))
    output.line(say("small.swept", due=swept.due, acted=swept.acted, repeated=swept.repeated))
    for code, count in sorted(swept.codes.items()):
        title = wording(Code(code)).title
        output.line(f"  {say('small.not-done', title=title, count=count)}")
    return 0


def officer_of(name: str, division: str, posts: list[str]) -> Officer:
    """An officer from words that are each right. Raises ``WrongWords`` where they do not go together."""
    held = frozenset(map(Post, posts))
    for post in sorted(held):
        level = LEVEL.get(post, CITY)
        if len(division) != level:
            where = say("small.post-level", what=word("level", f"level-{level}"), level=level)
            wrong = say("small.post-division", word=of(post), where=where, division=division)
            raise WrongWords("division", wrong)
    return Officer(name, held, division)
