"""The rights of review under a decision (社会救助暂行办法 article 65)."""

from adapters.documents.inputs import Rights


def rights_of_review(you: str, rights: Rights) -> str:
    """The sentence that tells both ways and both limits, each with the law that sets it."""
    return (
        f"{you}如不服本决定，根据{rights.statute}的规定，可以自收到本告知书之日起"
        f"{rights.review_days}日内向{rights.authority}申请行政复议（{rights.review_law}），"
        f"也可以自收到本告知书之日起{rights.litigation_months}个月内依法向{rights.court}"
        f"提起行政诉讼（{rights.litigation_law}）。"
    )
