"""Every command by its name, for tests that give many."""

from domain.case.amendment.commands import *
from domain.case.complaint.commands import *
from domain.case.countersignature.commands import *
from domain.case.decision.commands import *
from domain.case.ending.commands import *
from domain.case.evidence.commands import *
from domain.case.inquiry.commands import *
from domain.case.intake.commands import *
from domain.case.knowledge.commands import *
from domain.case.messages.commands import *
from domain.case.notice.commands import *
from domain.case.payment.commands import *
from domain.case.revision.commands import *
from domain.case.service.commands import *
from domain.case.small_fast.commands import *
from domain.case.transfer.commands import *
from domain.ground.commands import *
from domain.registers.anchors.commands import *
from domain.registers.calendar.commands import *
from domain.registers.delegations.commands import *
from domain.registers.divisions.commands import *
from domain.registers.keys.commands import *
from domain.registers.law.commands import *
from domain.registers.leads.commands import *
from domain.registers.officers.commands import *
from domain.registers.values.commands import *
