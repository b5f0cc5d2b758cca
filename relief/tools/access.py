"""``relief access``: who looked at which case, at whom, and why."""

from adapters.access.log import public
from relief.bootstrap import Service
from relief.tools.output import Output
from relief.words.dictionary import word
from relief.words.sentences import titles

HEAD = titles("access.head")


def access(
    service: Service,
    case: str | None,
    person: str | None,
    officer: str | None,
    limit: int,
    output: Output,
) -> int:
    """Print the newest looks. Returns 0, or 3 where there is none. Notes stay sealed."""
    found = service.looks.log.page(case=case, person=person, officer=officer, size=limit)
    if output.json:
        output.data([public(one) for one in found])
    output.table(
        HEAD,
        [
            (
                one.number,
                one.entry.at,
                one.entry.officer,
                "、".join(word("Post", post) for post in one.entry.posts),
                word("Act", one.entry.act),
                one.entry.case,
                ",".join(one.entry.fields),
                word("access.Why", one.entry.reason) if one.entry.reason else "",
                one.entry.address,
            )
            for one in found
        ],
    )
    return 0 if found else 3
