"""Officers of a stopped demo whom anybody may be: those of the county where most waits, and the city's.

They are put on the register with invented names, since who signs in is looked for there.
"""

from dataclasses import dataclass

from domain.case.authority import Officer, Post
from domain.ground.posts import LEVEL
from projections import desk_boards
from projections.desk_boards import Who
from relief.bootstrap import Service
from relief.demo.desk import (
    CITY,
    RECORDER,
    SECOND_RECORDER,
    SECURITY,
    Desks,
    approver,
    caseworker,
    checker,
    finance,
    leader,
)

DESKS = tuple(LEVEL)
"""The posts a case may wait for, each on a list of its own."""
TOWNSHIPS = 3
"""So many townships of the county are shown: those where most waits."""
AUDITOR = Officer("auditor", frozenset({Post.AUDITOR}), "5401")
SYSTEM = Officer("system-admin", frozenset({Post.SYSTEM_ADMIN}), "5401")
AUDIT = Officer("audit-admin", frozenset({Post.AUDIT_ADMIN}), "5401")
OTHER_SECURITY = Officer("security-2", frozenset({Post.SECURITY_ADMIN}), "5401")
"""Nobody names themselves."""
ADMINISTRATORS = (SECURITY, OTHER_SECURITY, SYSTEM, AUDIT)
NAMES = (
    *(
        "旦增罗杰",
        "索朗卓嘎",
        "巴桑次旦",
        "仁青旺姆",
        "阿旺群培",
        "强巴益西",
        "德庆白珍",
        "贡觉朗杰",
    ),
    *(
        "嘎玛云旦",
        "普布多杰",
        "米玛央宗",
        "拉珍曲措",
        "土登尼扎",
        "益西旺久",
        "次旺拉珍",
        "格列朗加",
    ),
    *("桑珠平旺", "金美卓嘎", "贡桑德典", "朗色央珍", "群宗白姆"),
)
"""Invented, and none of them a name of the families'."""
SINCE, DOCUMENT = "2026-01-01", "虚构任用通知（演示）"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits for each post of an area."""

    service: Service

    def of(self, post: Post, area: str) -> int:
        """Cases that somebody of the post may go on with now."""
        today, who = self.service.clock.now().date(), Who({post.value}, frozenset(), frozenset())
        with self.service.ledgers.reading() as connection:
            return sum(desk_boards.counts(connection, {area: who}, today).values())

    def least(self, county: str) -> tuple[int, int]:
        """How much waits at the emptiest desk of a county, and at all of them."""
        found = [self.of(post, county) for post in DESKS]
        return min(min(found), 1), sum(found)


def busiest(service: Service) -> tuple[str, ...]:
    """The county where every desk has something and most waits, and its busiest townships."""
    waiting, today = Waiting(service), service.clock.now().date()
    inside = service.divisions.inside("5401", today)
    county = max((one.code for one in inside if len(one.code) == 6), key=waiting.least)
    townships = [one.code for one in inside if one.code[:6] == county and len(one.code) == 9]
    own = (Post.CASEWORKER, Post.TOWNSHIP_LEADER)
    most = sorted(townships, key=lambda code: -sum(waiting.of(post, code) for post in own))
    return county, *most[:TOWNSHIPS]


def people(county: str, *townships: str) -> tuple[Officer, ...]:
    """Everybody shown: of each post two where two hands are asked for."""
    return (
        *(officer(code) for code in townships for officer in (caseworker, leader)),
        *(checker(county), checker(county, 2), approver(county), approver(county, 2)),
        *(finance(county), finance(county, 2)),
        *(RECORDER, SECOND_RECORDER, CITY, AUDITOR, *ADMINISTRATORS),
    )


def named(service: Service, desks: Desks) -> tuple[str, ...]:
    """Have them in post under their names, as the register asks it; their ids."""
    shown = people(*busiest(service))
    for officer, name in zip(shown, NAMES, strict=False):
        if not service.officers.current().entry(officer.id).appointments:
            appoint(desks, officer)
        by = OTHER_SECURITY if officer == SECURITY else SECURITY
        path = f"/v1/officers/{officer.id}/names"
        desks.post(by, path, {"name": name, "document": DOCUMENT})
    return tuple(officer.id for officer in shown)


def appoint(desks: Desks, officer: Officer) -> None:
    """By the security administrator; an administrator by the city."""
    (post,) = officer.posts
    by, way = (
        (RECORDER, "administration") if officer in ADMINISTRATORS else (SECURITY, "appointments")
    )
    term = {"division": officer.division, "valid_from": SINCE, "document": DOCUMENT}
    body = {"number": f"任-{officer.id}", "post": post.value, **term}
    desks.post(by, f"/v1/officers/{officer.id}/{way}", body)
