"""A sample outlet in the manner of an old portal: windows-1256, tables, a number in the query."""

from archive.model import Outlet, Route
from tests.support.outlet_server.addresses import home, host

OUTLET = Outlet(
    name="sample_portal",
    title="بوابة العاصي (نموذج)",
    title_en="Orontes Gate (sample)",
    home=home("sample_portal"),
    hosts=(host("sample_portal"),),
    routes=(
        Route(kind="feed", url="/rss.php"),
        Route(kind="listing", url="/index.php", links="td.headline a"),
    ),
    key_rules=(r"/news\.php\?(?:.*&)?id=(?P<id>\d+)",),
    body=("td.newsbody",),
    every="1m",
    expect_per_day=0.3,
    delay=0.05,
)
