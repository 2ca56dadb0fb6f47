"""How many articles a WordPress published in a stretch of time, by its own count: no page of it is needed.

REST API handbook: `X-WP-Total` counts what `after` and `before` leave, both in the site's own time, which the two dates
of any post tell.
"""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from scrapy.http import Response
from w3lib.url import add_or_replace_parameters

from archive.errors import WarraqError
from spiders.discovery._route_recovery import Fetch
from spiders.http.causes import CrawlEnded, cause_of_response


async def published_between(fetch: Fetch, address: str, since: datetime, until: datetime) -> int | None:
    """The count of the interface whose posts are at this address, the second of `until` with it; None where it does not
    tell. Raises what ends a crawl."""
    one = {"per_page": "1", "page": "1", "_fields": "date,date_gmt"}
    try:
        clock = _clock_of(await fetch(add_or_replace_parameters(address, one), {}))
        if clock is None:
            return None
        times = {"after": since.astimezone(UTC) + clock, "before": until.astimezone(UTC) + clock + timedelta(seconds=1)}
        bounds = {name: f"{at:%Y-%m-%dT%H:%M:%S}" for name, at in times.items()}
        response = await fetch(add_or_replace_parameters(address, one | bounds), {})
    except (CrawlEnded, WarraqError):
        raise
    except Exception:  # Why it does not answer stands with its poll.
        return None
    total = response.headers.get("X-WP-Total") or b""
    return int(total[:9]) if not cause_of_response(response) and total.isdigit() else None


def _clock_of(response: Response) -> timedelta | None:
    """How far the clock of a site is ahead of UTC, as the newest post tells by its two dates."""
    if cause_of_response(response):
        return None
    with suppress(ValueError, TypeError, KeyError, IndexError):
        post = json.loads(response.body)[0]
        return datetime.fromisoformat(post["date"]) - datetime.fromisoformat(post["date_gmt"])
    return None
