"""Destroying a person's key: two persons, a ground, and no file that must still be kept."""

from collections.abc import Iterator

from domain.ground.declared import carries
from domain.ground.editions import since
from domain.ground.indexes import last_year
from domain.ground.names import folded
from domain.ground.people import PersonId
from domain.ground.posts import Post
from domain.ground.refusal import Code, Reason, reason
from domain.ground.rows import Change, Rule, Rules, stages
from domain.ground.streams import Stream
from domain.ground.terms import Stage
from domain.ground.words import said
from domain.registers.keys import commands as c
from domain.registers.keys.facts import (
    CheckedBy,
    IndexKeyDestroyed,
    IndexKeyIntroduced,
    KeyCheck,
    KeyChecksRecorded,
    KeyDestroyed,
    KeyDestructionProposed,
    KeyRole,
    MasterKeyIntroduced,
    MasterKeyRetired,
)
from domain.registers.keys.situation import Situation
from domain.registers.keys.state import kept_until

NO_CASE = stages(Stage.UNKNOWN)
ERASURE, HOUSE = "个人信息保护法§47", "内部§密钥管理"
KIN = "公务员法§76"


@carries(ERASURE, "There is such a person, and their key was not destroyed before.")
def person_known(s: Situation) -> Reason | None:
    if not s.files.known:
        return reason(Code.PERSON_UNKNOWN, ERASURE)
    return reason(Code.DONE_ALREADY, ERASURE) if s.key.destroyed else None


@carries(
    "内部§档案保管", "No file of the person is open, nor young enough that it must be kept (E4)."
)
def nothing_kept(s: Situation) -> Reason | None:
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


@carries(ERASURE, "The destruction was proposed.")
def proposed(s: Situation) -> Reason | None:
    return reason(Code.NOT_PROPOSED, ERASURE) if s.key.proposed is None else None


@carries(HOUSE, "Two persons: who proposed it does not confirm it.")
def by_another(s: Situation) -> Reason | None:
    if s.key.proposed is not None and folded(s.key.proposed_by) in s.officer.ids:
        return reason(Code.DUTIES_NOT_SEPARATE, HOUSE, did="proposed")
    return None


@since(3)
@carries(KIN, "Nobody ends the key of themselves or of their kin.")
def unrelated(
    s: Situation, command: c.ProposeKeyDestruction | c.ConfirmKeyDestruction
) -> Reason | None:
    return reason(Code.KIN_CONCERNED, KIN) if command.case in s.officer.kin else None


@carries(HOUSE, "A master key is introduced once.")
def key_new(s: Situation, command: c.IntroduceMasterKey) -> Reason | None:
    known = command.key in s.master_keys.introduced
    return reason(Code.DONE_ALREADY, HOUSE, "key") if known else None


@since(2)
@carries(HOUSE, "The keys of a history are told once; later ones come with their introduction.")
def checks_new(s: Situation, command: c.RecordKeyChecks) -> Reason | None:
    known = bool(s.master_keys.checks) or not command.checks
    return reason(Code.DONE_ALREADY, HOUSE, "checks") if known else None


def introduced(s: Situation, command: c.IntroduceMasterKey) -> tuple[Change, ...]:
    """The new key and its check value, together or not at all."""
    check = KeyCheck(KeyRole.MASTER, command.key, command.check)
    return (
        Change(MasterKeyIntroduced(on=s.today, key=command.key, replaces=command.replaces)),
        Change(KeyChecksRecorded(on=s.today, checks=(check,), by=CheckedBy.INTRODUCED)),
    )


@carries(HOUSE, "A master key is retired once.")
def key_standing(s: Situation, command: c.RetireMasterKey) -> Reason | None:
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


@carries(HOUSE, "A year has one index key, made within the year and never again.")
def year_key_new(s: Situation, command: c.IntroduceIndexKey) -> Reason | None:
    if command.year in s.master_keys.years:
        return reason(Code.DONE_ALREADY, HOUSE, "year")
    if command.year != s.today.year:
        return reason(Code.FIELD_INVALID, HOUSE, "year", fault="not-this-year")
    return None


@carries(ERASURE, "Only an index key that stands is destroyed, and only once.")
def year_key_standing(s: Situation, command: c.DestroyIndexKey) -> Reason | None:
    if command.year in s.master_keys.years_standing():
        return None
    if command.year not in s.master_keys.years:
        return reason(Code.NOTHING_TO_DO, ERASURE, "year", idle="year-key")
    return reason(Code.DONE_ALREADY, ERASURE, "year")


@carries(ERASURE, "It goes once nothing is indexed under it any more.")
def year_over(s: Situation, command: c.DestroyIndexKey) -> Reason | None:
    if last_year(command.year) < s.today.year:
        return None
    return reason(Code.FIELD_INVALID, ERASURE, "year", fault="year-not-over")


@carries(ERASURE, "It stays while anybody has a key whose values were indexed under it.")
def nobody_left(s: Situation, command: c.DestroyIndexKey) -> Reason | None:
    if not command.living:
        return None
    return reason(Code.FIELD_INVALID, ERASURE, "living", fault="somebody-left")


RULES: Rules = {
    c.ProposeKeyDestruction: Rule(
        article=ERASURE,
        by=(Post.SECURITY_ADMIN,),
        reads=(Stream.PERSON_KEY, Stream.FILES),
        writes=(Stream.PERSON_KEY,),
        address="key-destruction",
        stages=NO_CASE,
        guards=(person_known, nothing_kept),
        checks=(*said("document"), unrelated),
        facts=destruction_proposed,
        brings=(KeyDestructionProposed,),
    ),
    c.ConfirmKeyDestruction: Rule(
        article=ERASURE,
        by=(Post.AUDIT_ADMIN,),
        reads=(Stream.PERSON_KEY, Stream.FILES),
        writes=(Stream.PERSON_KEY,),
        address="key-destruction/confirmation",
        stages=NO_CASE,
        guards=(person_known, nothing_kept, proposed, by_another),
        checks=(unrelated,),
        facts=destroyed,
        brings=(KeyDestroyed,),
    ),
    c.IntroduceMasterKey: Rule(
        article=HOUSE,
        by=(Post.SECURITY_ADMIN,),
        reads=(Stream.MASTER_KEYS,),
        writes=(Stream.MASTER_KEYS,),
        stages=NO_CASE,
        checks=(*said("key", "replaces", "check"), key_new),
        facts=introduced,
        brings=(KeyChecksRecorded, MasterKeyIntroduced),
        joined={"said(check)": 2},
    ),
    c.RecordKeyChecks: Rule(
        article=HOUSE,
        by=(Post.SYSTEM,),
        reads=(Stream.MASTER_KEYS,),
        writes=(Stream.MASTER_KEYS,),
        stages=NO_CASE,
        checks=(checks_new,),
        facts=lambda s, k: (Change(KeyChecksRecorded(on=s.today, checks=k.checks, by=k.by)),),
        brings=(KeyChecksRecorded,),
    ),
    c.IntroduceIndexKey: Rule(
        article=HOUSE,
        by=(Post.SYSTEM,),
        reads=(Stream.MASTER_KEYS,),
        writes=(Stream.MASTER_KEYS,),
        stages=NO_CASE,
        checks=(*said("check"), year_key_new),
        facts=lambda s, k: (Change(IndexKeyIntroduced(on=s.today, year=k.year, check=k.check)),),
        brings=(IndexKeyIntroduced,),
    ),
    c.DestroyIndexKey: Rule(
        article=ERASURE,
        by=(Post.SYSTEM,),
        reads=(Stream.MASTER_KEYS,),
        writes=(Stream.MASTER_KEYS,),
        stages=NO_CASE,
        checks=(year_key_standing, year_over, nobody_left),
        facts=lambda s, k: (Change(IndexKeyDestroyed(on=s.today, year=k.year)),),
        brings=(IndexKeyDestroyed,),
    ),
    c.RetireMasterKey: Rule(
        article=HOUSE,
        by=(Post.SECURITY_ADMIN,),
        reads=(Stream.MASTER_KEYS,),
        writes=(Stream.MASTER_KEYS,),
        stages=NO_CASE,
        checks=(*said("key"), key_standing),
        facts=lambda s, k: (Change(MasterKeyRetired(on=s.today, key=k.key)),),
        brings=(MasterKeyRetired,),
    ),
}
