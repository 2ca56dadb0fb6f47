"""The press office of the Syrian Democratic Forces: WordPress behind a challenge of Cloudflare's."""

from dataclasses import replace

from archive.model import Evidence, Route
from spiders.outlets.wordpress import wordpress_outlet

OUTLET = replace(
    wordpress_outlet("sdfpress", "https://sdf-press.com", "المركز الإعلامي لقوات سوريا الديمقراطية", "SDF Press"),
    routes=(Route(kind="listing", url="/?s", links="h2 a, h3 a"),),
    every="2h",
    expect_per_day=3.0,
    enabled=False,
    disabled_because="It answered with a challenge for browsers, which nothing here goes round. Enable it when the site"
    " lets plain clients read.",
    evidence=(
        Evidence(
            "the list of its articles, /?s&paged=N, was read until a challenge stood before it",
            "a public scraper's code",
            "2023",
        ),
        Evidence("bare clients were refused (403, 406)", "a tester", ""),
    ),
    unproven="The form of the articles' addresses, and the body; whether the challenge still stands.",
    barred="browser",
)
