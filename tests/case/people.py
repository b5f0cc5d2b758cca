"""Invented families, villages and officers. Birth years lie between 1900 and 1910: nobody living."""

from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from domain.case.authority import SYSTEM, Officer, Post
from domain.case.records import Account, Agent, Contact, Helper, Member
from domain.ground.files import FileKey, SealedFile
from domain.ground.identity import check_digit
from domain.ground.people import UNKNOWN, PersonId, Private
from domain.ground.posts import Appointment
from domain.ground.terms import Relation
from domain.registers.officers.state import Entry, Officers

COUNTY = "540121"
TOWNSHIP = "540121200"
"""春堆乡 of 林周县: not the seat of its county."""
SEAT = "540121100"
"""甘丹曲果镇 of 林周县: the seat."""
SEAT_UNKNOWN = "540102002"
"""A subdistrict of 城关区, whose seat is not on record."""
SUCCESSOR = "540121201"
"""松盘乡 of 林周县: what stands for 春堆乡 where that is no more."""
OTHER_COUNTY = "540104"
OTHER_TOWNSHIP = "540104200"


WRITTEN = str.maketrans("0123456789", "零一二三四五六七八九", "-")
"""Names have no figures in them: a board would not show them."""


def secret(text: str) -> Private:
    """Text fresh from a form: not yet bound to a person."""
    return Private(UNKNOWN, text)


def kept(text: str, person: str = "格桑-1") -> Private:
    """Text about a person, as a fact holds it before it is sealed."""
    return Private(PersonId(person), text)


def identity_number(serial: int, year: int = 1901) -> str:
    """A valid number of somebody born on 5 June of a year from 1900 to 1910."""
    first17 = f"540121{year}0605{serial:03d}"
    return first17 + check_digit(first17)


def member(person: str, relation: Relation, serial: int, year: int = 1901) -> Member:
    """One person of an application."""
    return Member(
        person=PersonId(person),
        relation=relation,
        name=secret(f"{person.translate(WRITTEN)}·测试"),
        id_number=secret(identity_number(serial, year)),
    )


def uploaded(name: str, media: str = "image/jpeg", taken_on: date | None = None) -> SealedFile:
    """A file as it lies there after an upload; those of one name are the same file."""
    likeness = sha256(name.encode()).hexdigest()
    return SealedFile(
        file=likeness[:32],
        media=media,
        size=81_234,
        pages=1,
        sha256="ab" * 32,
        likeness=likeness,
        keys=(FileKey(person=PersonId("格桑-1"), box="sealed"),),
        taken_on=taken_on,
    )


@dataclass(frozen=True, slots=True)
class Family:
    """Those who apply together; the first is the applicant."""

    members: tuple[Member, ...]

    @property
    def applicant(self) -> PersonId:
        """Who signs the application."""
        return self.members[0].person

    @property
    def persons(self) -> tuple[PersonId, ...]:
        """Everybody, in order."""
        return tuple(m.person for m in self.members)

    @property
    def account(self) -> Account:
        """The applicant's own account."""
        return Account(
            holder=self.applicant, bank=secret("测试银行"), number=secret("6217000000000006")
        )

    def alone(self, place: int = 0) -> "Family":
        """One of them applying for themselves."""
        return Family((replace(self.members[place], relation=Relation.APPLICANT),))


def family(name: str = "格桑", size: int = 3, serial: int = 1) -> Family:
    """An applicant, a spouse and children: persons ``name-1``, ``name-2`` and so on."""
    relations = (Relation.APPLICANT, Relation.SPOUSE, *(Relation.CHILD for _ in range(size)))
    return Family(
        tuple(
            member(f"{name}-{place + 1}", relations[place], serial + place, 1900 + place % 11)
            for place in range(size)
        )
    )


GESANG = family()
STRANGER = PersonId("nobody-of-this-family")
CONTACT = Contact(phone=secret("13800000000"), address=secret("拉姆岗村 3 组"))
AGENT = Agent(
    reason=secret("年老体弱"),
    organisation=secret("拉姆岗村委会"),
    name=secret("次仁·测试"),
    phone=secret("13900000000"),
)


def officer(id: str, division: str, *posts: Post) -> Officer:
    """Somebody who holds posts in one division."""
    return Officer(id, frozenset(posts), division)


CASEWORKER = officer("tw-caseworker", TOWNSHIP, Post.CASEWORKER)
SECOND_CASEWORKER = officer("tw-caseworker-2", TOWNSHIP, Post.CASEWORKER)
LEADER = officer("tw-leader", TOWNSHIP, Post.TOWNSHIP_LEADER)
SECOND_LEADER = officer("tw-leader-2", TOWNSHIP, Post.TOWNSHIP_LEADER)
BOTH_TOWNSHIP_POSTS = officer("tw-both", TOWNSHIP, Post.CASEWORKER, Post.TOWNSHIP_LEADER)
RECEIVER = officer("other-caseworker", OTHER_TOWNSHIP, Post.CASEWORKER)
OTHER_LEADER = officer("other-leader", OTHER_TOWNSHIP, Post.TOWNSHIP_LEADER)
CHECKER = officer("co-checker", COUNTY, Post.COUNTY_CHECKER)
APPROVER = officer("co-approver", COUNTY, Post.APPROVER)
SECOND_APPROVER = officer("co-approver-2", COUNTY, Post.APPROVER)
FINANCE = officer("co-finance", COUNTY, Post.FINANCE)
SECOND_FINANCE = officer("co-finance-2", COUNTY, Post.FINANCE)
ALL_COUNTY_POSTS = officer(
    "co-everything", COUNTY, Post.COUNTY_CHECKER, Post.APPROVER, Post.FINANCE
)
CITY = officer("city-officer", "5401", Post.CITY_OFFICER)
CITY_TOO = officer("city-officer-too", "5401", Post.CITY_OFFICER)
CITY_THIRD = officer("city-officer-third", "5401", Post.CITY_OFFICER)
AUDITOR = officer("city-auditor", "5401", Post.AUDITOR)
AUDIT_ADMIN = officer("audit-admin", "5401", Post.AUDIT_ADMIN)
SECURITY = officer("security-admin", "5401", Post.SECURITY_ADMIN)
SWEEP = SYSTEM
IN_COUNTY = tuple(officer(f"co-{name}", COUNTY, Post.COUNTY_CHECKER) for name in "ab")
AGAIN = tuple(officer(f"co-{name}", COUNTY, Post.COUNTY_CHECKER) for name in "cd")
"""Who looks a second time."""
OTHER = officer("other", TOWNSHIP, Post.CASEWORKER)
SAME = "the-same-person"
BOTH_SIDES = (
    officer(SAME, TOWNSHIP, Post.CASEWORKER, Post.TOWNSHIP_LEADER),
    officer(SAME, COUNTY, Post.COUNTY_CHECKER, Post.APPROVER, Post.FINANCE),
)
"""Somebody with every post of a township and of its county, to try what posts alone do not forbid."""


def helper(person: str = "helper-1", name: str = "边巴·测试") -> Helper:
    """Somebody of the village's committee."""
    return Helper(person=PersonId(person), name=secret(name))


def register(*those: Officer, until: date | None = None) -> Officers:
    """A register in which these have held their posts for long, up to a last day."""
    entries: dict[str, Entry] = {}
    for one in those:
        before = entries.get(one.id, Entry()).appointments
        known = {held.number for held in before}
        held = tuple(
            Appointment(
                number=f"{one.id}-{post}" + f"-{one.division}" * (f"{one.id}-{post}" in known),
                post=post,
                division=one.division,
                valid_from=date(2018, 1, 1),
                valid_to=until,
                document="任用通知",
            )
            for post in sorted(one.posts)
        )
        entries[one.id] = Entry(appointments=(*before, *held))
    return Officers(entries=entries)


AWAY = tuple(
    replace(one, division=OTHER_TOWNSHIP[: len(one.division)])
    for one in (
        *(CASEWORKER, SECOND_CASEWORKER, LEADER, SECOND_LEADER, CHECKER, APPROVER, FINANCE),
        *(*IN_COUNTY, *AGAIN, *BOTH_SIDES),
    )
)
"""The same people, who hold their posts in the other township or county as well."""


REGISTER = register(
    *(CASEWORKER, SECOND_CASEWORKER, LEADER, SECOND_LEADER, OTHER, RECEIVER, OTHER_LEADER),
    *(CHECKER, APPROVER, SECOND_APPROVER, FINANCE, *IN_COUNTY, *AGAIN, *BOTH_SIDES),
    *AWAY,
)
"""Who may go along on a visit in these stories."""
