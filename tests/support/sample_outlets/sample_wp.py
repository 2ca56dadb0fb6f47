"""A sample outlet in the manner of a modern WordPress site."""

from archive.model import Outlet, Route
from tests.support.outlet_server.addresses import home, host

OUTLET = Outlet(
    name="sample_wp",
    title="بريد الفرات (نموذج)",
    title_en="Euphrates Mail (sample)",
    home=home("sample_wp"),
    hosts=(host("sample_wp"),),
    routes=(
        Route(kind="feed", url="/feed/"),
        Route(kind="wp-rest", url="/wp-json/wp/v2/posts?per_page=100&_fields=id,link,date_gmt,modified_gmt,title"),
        Route(kind="listing", url="/", links=".one-post h3 a"),
    ),
    key_rules=(r"^/(?P<id>\d{5,})(?:/[^/]*)?/?$", r"^/\?p=(?P<id>\d+)$"),
    body=(".entry-content",),
    drop=(".support", ".font-size"),
    junk_lines=(r"ادعم بريد الفرات", r"دولار واحد شهريًا يصنع الفرق"),
    every="1m",
    expect_per_day=0.3,
    delay=0.05,
)
