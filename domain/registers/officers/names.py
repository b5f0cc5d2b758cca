"""姓名与联系电话: what officers are called on papers, and how colleagues reach them (internal)."""

from domain.ground.people import Private
from domain.ground.posts import Post
from domain.ground.rows import Change, Rule, Rules
from domain.ground.streams import Stream
from domain.ground.words import said
from domain.registers.officers import commands as c
from domain.registers.officers.appointments import BESIDE_CASES, not_oneself
from domain.registers.officers.facts import OfficerNamed
from domain.registers.officers.identities import SIGNING_IN, officer_known
from domain.registers.officers.situation import Situation


def named(s: Situation, command: c.NameOfficer) -> tuple[Change, ...]:
    """登记姓名和电话, under a key of the officer's own."""

    def own(text: Private) -> Private:
        return text.bound(command.person)

    fact = OfficerNamed(
        on=s.today,
        officer=command.case,
        person=command.person,
        name=own(command.name),
        phone=None if command.phone is None else own(command.phone),
        document=command.document,
    )
    return (Change(fact),)


RULES: Rules = {
    c.NameOfficer: Rule(
        article=SIGNING_IN,
        by=(Post.SECURITY_ADMIN,),
        reads=(Stream.OFFICERS,),
        writes=(Stream.OFFICERS,),
        address="names",
        stages=BESIDE_CASES,
        checks=(*said("name", "document"), not_oneself, officer_known),
        facts=named,
        brings=(OfficerNamed,),
    ),
}
