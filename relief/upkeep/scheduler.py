"""The tick. APScheduler only wakes the sweep; what is due stands in the ledgers, never in a job."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from relief.clock import LHASA

log = structlog.get_logger(__name__)
JOB = "sweep"


class SteadyScheduler(BackgroundScheduler):  # type: ignore[misc]
    """Wakes at least once a tick, whatever the wall clock does.

    The library plans the next wake by wall time: set the clock back two hours and it sleeps two
    hours. Here every wake compares the plan with the clock and draws a plan too far off nearer.
    """

    def __init__(self, tick_seconds: float) -> None:
        super().__init__(
            timezone=LHASA,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._tick = timedelta(seconds=tick_seconds)

    def _process_jobs(self) -> float:
        """Bring a plan beyond one tick back, run what is due, sleep no longer than a tick."""
        self._nearer(datetime.now(LHASA))
        wait: float | None = super()._process_jobs()
        most = self._tick.total_seconds()
        return most if wait is None else min(wait, most)

    def _nearer(self, now: datetime) -> None:
        job = self.get_job(JOB)
        planned = getattr(job, "next_run_time", None)
        if job is not None and planned is not None and planned > now + self._tick * 2:
            log.warning("the clock was set back", planned=planned.isoformat())
            job.modify(next_run_time=now)


def ticking(run: Callable[[], object], tick_seconds: float) -> SteadyScheduler:
    """A started scheduler that calls ``run`` now and then every tick. Shut it down when done.

    An error in one run is logged by the library with its traceback; the next tick tries again.
    """
    scheduler = SteadyScheduler(tick_seconds)
    scheduler.add_job(
        run, "interval", seconds=tick_seconds, id=JOB, next_run_time=datetime.now(LHASA)
    )
    scheduler.start()
    return scheduler
