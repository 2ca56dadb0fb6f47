"""A sample outlet in the manner of an ASP.NET site: every page is one form."""

from archive.model import Outlet, Route
from tests.support.outlet_server.addresses import home, host

OUTLET = Outlet(
    name="sample_aspx",
    title="ساحة الجنوب (نموذج)",
    title_en="Southern Square (sample)",
    home=home("sample_aspx"),
    hosts=(host("sample_aspx"),),
    routes=(
        Route(kind="feed", url="/rss.aspx"),
        Route(kind="listing", url="/", links="a.story-link"),
    ),
    key_rules=(r"^/story/(?P<id>\d+)(?:/|$)",),
    drop=(".topbar", ".bottombar", ".tools", ".latest", ".comments"),
    every="1m",
    expect_per_day=0.3,
    delay=0.05,
)
