"""Official documents of a case: what they say, and as files to print or to edit.

A caller fills the inputs of one document, has it built and renders it::

    document = acceptance_notice(Acceptance(paper=…, to=…, …))
    file = render(document, DocumentFormat.PDF)
    file.data, file.sha256

Builders are pure. ``render`` reads fonts, and draws nothing it has no font for.
"""

from adapters.documents.content import Document
from adapters.documents.countersign import Countersignature, countersignature_form
from adapters.documents.decision import ReliefRefusal, refusal_notice
from adapters.documents.edition import edition, text_digest
from adapters.documents.fonts import FontMissing, GlyphMissing
from adapters.documents.form import application_form
from adapters.documents.form_inputs import (
    Applicant,
    ApplicationForm,
    BankAccount,
    CountyPart,
    FormMember,
    Inquiry,
    Means,
    TownshipPart,
)
from adapters.documents.inputs import (
    Addressee,
    Limit,
    Missing,
    Office,
    Paper,
    Regulation,
    Rights,
)
from adapters.documents.intake import (
    Acceptance,
    AcceptanceRefusal,
    Deficiencies,
    acceptance_notice,
    acceptance_refusal,
    deficiency_notice,
)
from adapters.documents.publicity import NotForDisplay, Publicity, Shown, public_notice
from adapters.documents.referral import Referral, referral_slip
from adapters.documents.render import Rendered, render

__all__ = [
    "Acceptance",
    "AcceptanceRefusal",
    "Addressee",
    "Applicant",
    "ApplicationForm",
    "BankAccount",
    "Countersignature",
    "CountyPart",
    "Deficiencies",
    "Document",
    "FontMissing",
    "FormMember",
    "GlyphMissing",
    "Inquiry",
    "Limit",
    "Means",
    "Missing",
    "NotForDisplay",
    "Office",
    "Paper",
    "Publicity",
    "Referral",
    "Regulation",
    "ReliefRefusal",
    "Rendered",
    "Rights",
    "Shown",
    "TownshipPart",
    "acceptance_notice",
    "acceptance_refusal",
    "application_form",
    "countersignature_form",
    "deficiency_notice",
    "edition",
    "public_notice",
    "referral_slip",
    "refusal_notice",
    "render",
    "text_digest",
]
