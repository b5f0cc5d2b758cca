"""证据文件."""

from domain.case.beside import OnFile
from domain.case.changing import replace
from domain.case.evidence.facts import EvidenceFact
from domain.case.state import Case


def evolve(case: Case, fact: EvidenceFact) -> Case:
    """The case with one file more."""
    held = OnFile(
        file=fact.file, likeness=fact.likeness, kind=fact.kind, of=fact.of, number=fact.number
    )
    return replace(case, evidence=(*case.evidence, held))
