"""``relief access``: who looked at which case, at whom, and why."""

from datetime import datetime

from adapters.access.log import public
from relief.bootstrap import Service
from relief.people.looks import CONSOLE
from relief.tools.output import Output
from relief.words.dictionary import knows, word
from relief.words.fields import PRIVATE, label
from relief.words.lists import joined
from relief.words.sentences import say, titles

HEAD = titles("access.head")


def to_the_second(at: str) -> str:
    """An instant as people read it."""
    return datetime.fromisoformat(at).isoformat(" ", "seconds")


def looked_at(field: str) -> str:
    """What was looked at: a document, the whole history, or a field by its label."""
    if knows("DocumentKind", field):
        return word("DocumentKind", field)
    return say("access.history") if field == "history" else label(field, PRIVATE)


def access(
    service: Service,
    case: str | None,
    person: str | None,
    officer: str | None,
    limit: int,
    output: Output,
) -> int:
    """Print the newest looks. Returns 0, or 3 where there is none. Notes stay sealed."""
    ids = None if officer is None else service.officers.current().spelt(officer)
    found = service.looks.log.page(case=case, person=person, officer=ids, size=limit)
    if output.json:
        output.data([public(one) for one in found])
    output.table(
        HEAD,
        [
            (
                one.number,
                to_the_second(one.entry.at),
                one.entry.officer,
                joined(word("Post", post) for post in one.entry.posts),
                word("Act", one.entry.act),
                one.entry.case,
                joined(map(looked_at, one.entry.fields)),
                word("access.Why", one.entry.reason) if one.entry.reason else "",
                say("access.console") if one.entry.address == CONSOLE else one.entry.address,
            )
            for one in found
        ],
    )
    if not found:
        output.line(say("access.none"))
    return 0 if found else 3
