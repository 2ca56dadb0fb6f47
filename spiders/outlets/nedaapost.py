"""Nedaa Post: Botble, a CMS on Laravel, with a theme of its own that is public code."""

from archive.identity.lists import LISTS
from archive.model import Evidence, Outlet, Route
from spiders.outlets.address_forms import ARABIC_SLUG

OUTLET = Outlet(
    name="nedaapost",
    title="نداء بوست",
    title_en="Nedaa Post",
    home="https://nedaa-post.com",
    hosts=("nedaa-post.com",),
    routes=(Route(kind="listing", url="/", links=".news-post.article-post h2 a, .title-post h2 a"),),
    # An Arabic slug of several words, behind a section or not; /articles/NUMBER is an author, /article/SHORT a short
    # address, an article only where it leads on to the full one.
    key_rules=(rf"^/(?:[a-z][a-z-]*/)?{ARABIC_SLUG}/?$",),
    not_articles=(
        *LISTS,
        r"^/(?:articles?|storage|categor(?:y|ies)|tags?|authors?|search|pages?|contact)(?:/|\?|$)",
    ),
    # The text lies bare between picture and tags, in the box that also holds title, date and other stories.
    body=(
        ", ".join(f".single-post-box > {tag}" for tag in ("p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table")),
    ),
    # Other stories stand in a carousel under the text, each with this story's date; the writer's portrait above it.
    drop=(".share-post-box", ".carousel-box", ".post-tags-box", ".about-more-autor"),
    junk_lines=(r"المقالات المنشورة في .{0,20}نداء بوست.{0,60}عن رأي",),
    every="1h",
    expect_per_day=15.0,
    delay=5.0,
    evidence=(
        Evidence("selectors of list, title, date and text", "the code of the site's own theme, public", ""),
        Evidence("the home address is listed", "an editor's list and another list of outlets", "2026-05"),
    ),
    unproven="The form of the articles' addresses, and whether the theme is still that of the public code; bare clients"
    " were refused (403, 406) in 2026.",
)
