"""Every fact of a case by its name, for tests that meet many."""

from domain.case.amendment.facts import *
from domain.case.complaint.facts import *
from domain.case.countersignature.facts import *
from domain.case.decision.facts import *
from domain.case.ending.facts import *
from domain.case.evidence.facts import *
from domain.case.facts import *
from domain.case.inquiry.facts import *
from domain.case.intake.facts import *
from domain.case.knowledge.facts import *
from domain.case.messages.facts import *
from domain.case.notice.facts import *
from domain.case.payment.facts import *
from domain.case.records import *
from domain.case.revision.facts import *
from domain.case.service.facts import *
from domain.case.small_fast.facts import *
from domain.case.transfer.facts import *
from domain.ground.matter import *
