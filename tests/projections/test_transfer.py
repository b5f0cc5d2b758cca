"""Lists and ledgers of a file that another township took over: whose line, whose duty, whose desk."""

from collections.abc import Sequence

from sqlalchemy import Connection

from domain.ground.facts import Recorded
from domain.ground.posts import Post
from projections import applicants, register
from projections.desk_rows import DESKS, acts_of
from projections.limit_rows import LIMITS, RUNNING
from projections.notices import NOTICES
from projections.register import Filter
from tests.case import journeys as j
from tests.case import people as p
from tests.case.test_limits import DECEMBER
from tests.case.words import About, after
from tests.projections.folding import folded, ledgers, stored, values
from tests.support import commands as c

HERE, THERE = p.TOWNSHIP, p.OTHER_TOWNSHIP


def recorded(at: j.Journey) -> list[Recorded]:
    """Everything that happened."""
    journal = at.world.journal
    return [*journal.following(0, journal.head)]


def offered() -> j.Journey:
    """Accepted in December 2026, and offered to another county's township a day later."""
    return j.accepted(About(day=DECEMBER)).on(after(1, DECEMBER)).go(c.OfferFile)


def taken() -> j.Journey:
    """And taken over on the next day."""
    return offered().on(after(2, DECEMBER)).go(c.TakeOverFile)


def running(records: Sequence[Recorded]) -> dict[str, str]:
    """The limits that run, and whose duty each is."""
    found = folded(records).find(LIMITS, state=RUNNING)
    return {row["limit"]: row["township"] for row in found}


def desk(records: Sequence[Recorded], township: str) -> set[str]:
    """What a township's officers may do now."""
    rows = folded(records).find(DESKS, township=township)
    assert all(row["county"] == township[:6] for row in rows)
    return {act for row in rows for act in acts_of(row["acts"])}


def test_an_offer_is_the_receivers_to_answer_and_all_else_stays_where_it_is() -> None:
    """Its limit stands on their list, the others' on that of the township that has the file."""
    records = recorded(offered())
    assert running(records) == {"examination": HERE, "file-transfer": THERE}
    assert desk(records, THERE) == {"TakeOverFile", "SendFileBack"}
    assert desk(records, HERE) == {"ReportMeansCheck", "RecordHomeVisit", "RecordCircumstances"}
    (row,) = folded(records).find(DESKS, township=THERE, post=Post.CASEWORKER.value)
    assert (row["limit"], row["basis"]) == ("file-transfer", "INTERNAL")
    home = folded(records).find(DESKS, township=HERE)
    assert {one["limit"] for one in home} == {"examination"}


def test_what_is_sent_back_is_on_no_desk_there() -> None:
    """The offer's limit is met, and the file waits at home."""
    records = recorded(offered().go(c.SendFileBack))
    assert running(records) == {"examination": HERE}
    assert not desk(records, THERE)


def test_from_the_taking_over_on_limits_and_desks_are_the_other_townships() -> None:
    """What ran for the old one is over; what was missed there stays its own."""
    records = recorded(taken())
    assert running(records) == {"transfer-acceptance": THERE}
    assert desk(records, THERE) == {"AcceptApplication", "RefuseAcceptance"}
    assert not desk(records, HERE)
    (old,) = folded(records).find(LIMITS, limit="examination")
    assert old["township"] == HERE and old["ended_on"] == str(after(2, DECEMBER))


def test_a_limit_that_goes_on_goes_along() -> None:
    """The family's days for its papers run on, and their list is the new caseworker's."""
    at = j.notified(About(day=DECEMBER)).go(c.OfferFile)
    before = folded(recorded(at)).find(LIMITS, limit="supplement")
    at.go(c.TakeOverFile)
    (row,) = folded(recorded(at)).find(LIMITS, limit="supplement")
    assert (row["township"], row["county"]) == (THERE, THERE[:6])
    assert row["last_day"] == before[0]["last_day"]


def lines(connection: Connection, area: str, as_of: int | None = None) -> list[str]:
    """The cases of a township's register."""
    which = Filter(as_of=as_of)
    return values(register.township_ledger(connection, area, which).rows, "case_id")


def test_the_register_has_it_where_it_is_and_where_it_was_then() -> None:
    """One line; as it was known before, it is the old township's, and so are its sums."""
    records = recorded(taken())
    with ledgers(records) as connection:
        before = records[-1].position - 1
        assert (lines(connection, HERE), lines(connection, THERE)) == ([], ["L-1"])
        assert lines(connection, HERE, before) == ["L-1"]
        assert lines(connection, THERE, before) == []
        then = register.totals(connection, HERE[:6], Filter(as_of=before))
        assert then.total.cases == 1 and [*then.by_township] == [HERE]
        assert register.totals(connection, HERE[:6]).total.cases == 0
        now = register.one(connection, "L-1")
        assert now is not None and now["taken_over"]
        assert (now["village"], now["accepted_on"], now["pack"]) == ("云杉村", None, None)


def test_whoever_is_named_in_it_is_found_there() -> None:
    """All of them, by whoever may look there."""
    with ledgers(recorded(taken())) as connection:
        for person in p.GESANG.persons:
            (file,) = applicants.files_of(connection, person)
            assert file["township"] == THERE


def test_a_notice_hangs_where_the_family_lives_now() -> None:
    """On the board of the township that examined it."""
    at = j.taken_over().go(c.AcceptApplication, by=p.RECEIVER)
    twins = {one.id: one for one in p.AWAY}
    for command in (c.RecordHomeVisit, c.ReportMeansCheck, c.RecordCircumstances, c.SignOpinion):
        at.go(command, by=p.RECEIVER)
    at.go(c.CompleteExamination, by=twins[p.LEADER.id])
    at.go(c.PostPublicNotice, by=p.RECEIVER)
    with ledgers(recorded(at)) as connection:
        (notice,) = (one for one in stored(connection, NOTICES))
        assert (notice["township"], notice["county"]) == (THERE, THERE[:6])
        assert notice["village"] == "云杉村"
