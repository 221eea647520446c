"""What time it is: the one place that asks, so that a test can say."""

from __future__ import annotations

import datetime as dt

TYPE_CHECKING = False
if TYPE_CHECKING:  # a status that is known already is to load nothing of a plan
    from actionplan_tui.model.records import PlanInfo


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def present() -> dt.datetime:
    """The present moment, in UTC, for those who keep a clock: `now` as it is when asked."""
    return now()


def today(info: PlanInfo) -> dt.date:
    """The date now, in the plan's time zone; in UTC when the system does not know the zone."""
    moment = now()
    if info.time_zone == "UTC":
        return moment.date()
    from zoneinfo import ZoneInfo  # slow to load, and many plans are kept in UTC

    try:
        return moment.astimezone(ZoneInfo(info.time_zone)).date()
    except (OSError, ValueError, KeyError):  # a zone not found is a KeyError
        return moment.date()
