"""What a policy pack says of its documents (文书): title, first words of the number, provisions."""

from dataclasses import dataclass

from domain.ground.terms import DocumentKind
from domain.law.citations import Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRule:
    """One kind of document: it rests on ``basis`` and reminds its reader of ``warns``.

    ``sign`` (机关代字) begins the numbers the system gives.
    """

    kind: DocumentKind
    title: str
    sign: str
    basis: tuple[Citation, ...] = ()
    warns: tuple[Citation, ...] = ()
