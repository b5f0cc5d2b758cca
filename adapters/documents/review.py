"""The rights of review under a decision (社会救助暂行办法 article 65)."""

from adapters.documents.inputs import Rights

REVIEW_DAYS = 60
"""行政复议: days from learning of the decision (《中华人民共和国行政复议法》)."""

LITIGATION_MONTHS = 6
"""行政诉讼: months from learning of the decision (《中华人民共和国行政诉讼法》)."""


def rights_of_review(you: str, rights: Rights) -> str:
    """The sentence that tells both ways and both limits."""
    return (
        f"{you}如不服本决定，根据《社会救助暂行办法》第六十五条的规定，可以自收到本告知书之日起"
        f"{REVIEW_DAYS}日内向{rights.authority}申请行政复议，也可以自收到本告知书之日起"
        f"{LITIGATION_MONTHS}个月内依法向{rights.court}提起行政诉讼。"
    )
