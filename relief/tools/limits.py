"""``relief limits``: every time limit in force, with its article."""

from datetime import date

from domain.law.pack import Law
from domain.time.limits import Limit
from relief.tools.output import Output
from relief.words.dictionary import knows, of, word
from relief.words.sentences import titles


def in_force(law: Law, today: date, output: Output) -> int:
    """The table of the law in force on a day. Returns 0."""
    pack = law.on(today)
    if output.json:
        output.data([as_data(limit) for limit in pack.limits])
        return 0
    output.line(f"{pack.title}（{pack.document}）")
    rows = [(x.id, x.title, length(x), basis(x), x.citation, duty(x)) for x in pack.limits]
    output.table(titles("limits.of-law"), rows)
    return 0


def length(limit: Limit) -> str:
    """5个工作日, 当日."""
    unit = of(limit.unit)
    return unit if limit.length == 0 else f"{limit.length}{unit}"


def basis(limit: Limit) -> str:
    """法定 or 内部: never one for the other."""
    return of(limit.basis)


def duty(limit: Limit) -> str:
    """Whose duty it is: a post, or the applicant."""
    return word("Post" if knows("Post", limit.duty) else "Recipient", limit.duty)


def as_data(limit: Limit) -> dict[str, object]:
    """A limit for programs."""
    return {
        "id": limit.id,
        "title": limit.title,
        "length": limit.length,
        "unit": limit.unit.value,
        "basis": limit.basis.value,
        "citation": limit.citation,
        "duty": limit.duty,
        "expiry": limit.expiry.value,
    }
