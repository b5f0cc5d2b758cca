"""Destroying a person's key: two persons, a ground, and no file that must still be kept."""

from collections.abc import Iterator

from domain.case import commands as c
from domain.case.rules.words import said
from domain.case.situation import Change, Rule, Rules, Situation, stages
from domain.case.terms import Stage
from domain.keeping import (
    KeyDestroyed,
    KeyDestructionProposed,
    MasterKeyIntroduced,
    MasterKeyRetired,
    kept_until,
)
from domain.people import PersonId
from domain.refusal import Code, Reason, reason

NO_CASE = stages(Stage.UNKNOWN)
ERASURE, HOUSE = "个人信息保护法§47", "内部§密钥管理"


def person_known(s: Situation) -> Reason | None:
    """There is such a person, and their key was not destroyed before."""
    if not s.files.known:
        return reason(Code.PERSON_UNKNOWN, ERASURE)
    return reason(Code.DONE_ALREADY, ERASURE) if s.key.destroyed else None


def nothing_kept(s: Situation) -> Reason | None:
    """No file of the person is open, nor young enough that it must be kept (E4)."""
    for number, until in kept(s):
        facts = {"file": number} if until is None else {"file": number, "until": until}
        return reason(Code.FILE_KEPT, "内部§档案保管", **facts)
    return None


def kept(s: Situation) -> Iterator[tuple[str, str | None]]:
    """The files that stand in the way, and until when; ``None`` for an open one."""
    years = s.pack.count("case_file_years", s.today)
    after_aid = s.pack.count("aid_file_years", s.today)
    for file in s.files.kept:
        until = kept_until(file, years, after_aid)
        if until is None or s.today <= until:
            yield file.number, None if until is None else until.isoformat()


def proposed(s: Situation) -> Reason | None:
    """The destruction was proposed."""
    return reason(Code.NOT_PROPOSED, ERASURE) if s.key.proposed is None else None


def by_another(s: Situation) -> Reason | None:
    """Two persons: who proposed it does not confirm it."""
    if s.key.proposed is not None and s.key.proposed_by == s.officer.id:
        return reason(Code.DUTIES_NOT_SEPARATE, HOUSE, did="proposed")
    return None


def key_new(s: Situation, command: c.IntroduceMasterKey) -> Reason | None:
    """A master key is introduced once."""
    known = command.key in s.master_keys.introduced
    return reason(Code.DONE_ALREADY, HOUSE, "key") if known else None


def key_standing(s: Situation, command: c.RetireMasterKey) -> Reason | None:
    """A master key is retired once."""
    gone = command.key in s.master_keys.retired
    return reason(Code.DONE_ALREADY, HOUSE, "key") if gone else None


def destruction_proposed(s: Situation, command: c.ProposeKeyDestruction) -> tuple[Change, ...]:
    """The proposal; a later one takes its place."""
    fact = KeyDestructionProposed(
        on=s.today,
        person=PersonId(command.case),
        ground=command.ground,
        document=command.document,
    )
    return (Change(fact),)


def destroyed(s: Situation, command: c.ConfirmKeyDestruction) -> tuple[Change, ...]:
    """The end of the key; the database removes it together with this fact."""
    asked = s.key.proposed
    if asked is None:
        raise ValueError("nothing was proposed")
    fact = KeyDestroyed(
        on=s.today,
        person=asked.person,
        ground=asked.ground,
        document=asked.document,
        proposed_by=s.key.proposed_by,
        files=tuple(file.number for file in s.files.kept),
        seen=s.files.seen,
    )
    return (Change(fact),)


RULES: Rules = {
    c.ProposeKeyDestruction: Rule(
        article=ERASURE,
        stages=NO_CASE,
        guards=(person_known, nothing_kept),
        checks=said("document"),
        facts=destruction_proposed,
    ),
    c.ConfirmKeyDestruction: Rule(
        article=ERASURE,
        stages=NO_CASE,
        guards=(person_known, nothing_kept, proposed, by_another),
        facts=destroyed,
    ),
    c.IntroduceMasterKey: Rule(
        article=HOUSE,
        stages=NO_CASE,
        checks=(*said("key", "replaces"), key_new),
        facts=lambda s, k: (
            Change(MasterKeyIntroduced(on=s.today, key=k.key, replaces=k.replaces)),
        ),
    ),
    c.RetireMasterKey: Rule(
        article=HOUSE,
        stages=NO_CASE,
        checks=(*said("key"), key_standing),
        facts=lambda s, k: (Change(MasterKeyRetired(on=s.today, key=k.key)),),
    ),
}
