"""Every post in every division of its level, and posts where they cannot be held."""

from collections.abc import Iterator

from domain.case.authority import LEVEL, Officer, Post

MINE, NEXT_DOOR, ABROAD = "540121200", "540121201", "540104200"
"""A township, another one of its county, one of another county."""

TOWNSHIPS = (MINE, NEXT_DOOR, ABROAD)
COUNTIES = ("540121", "540104")
CITY = "5401"
DIVISIONS = {9: TOWNSHIPS, 6: COUNTIES, 4: (CITY,)}


def seated(post: Post) -> Iterator[Officer]:
    """A post in every division of its level."""
    for division in DIVISIONS[LEVEL.get(post, 4)]:
        yield Officer(f"{post.value}.{division}", frozenset({post}), division)


POSTS = [post for post in Post if post is not Post.SYSTEM]
OFFICERS = [officer for post in POSTS for officer in seated(post)]
ODD = [
    Officer("reader.township", frozenset({Post.CITY_READER}), MINE),
    Officer("caseworker.city", frozenset({Post.CASEWORKER}), CITY),
    Officer("admin.reader", frozenset({Post.AUDIT_ADMIN, Post.CITY_READER}), CITY),
]
"""Posts where they cannot be held: they open nothing."""
