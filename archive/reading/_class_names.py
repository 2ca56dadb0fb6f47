"""What the class or id of a box says it is: related articles, share buttons, comments, an embed.

Names that publishing systems and themes give in every language. A name beside one that says text (related-content,
share-quote, views-row) says nothing.
"""

import re
from functools import lru_cache

_FURNITURE = frozenset(
    (
        *("related", "relatedposts", "relatednews", "similar", "recommended", "recommendation", "recommendations"),
        *("suggested", "suggestions", "readalso", "alsoread", "readmore", "yarpp", "mostread", "mostviewed", "popular"),
        *("trending", "trend", "latest", "recent", "taboola", "outbrain", "mgid", "dable"),
        *("share", "shares", "sharing", "sharebar", "sharethis", "sharedaddy", "addtoany", "addthis", "a2a", "social"),
        *("socials", "follow", "followus", "followers", "comment", "comments", "commentlist", "respond", "disqus"),
        *("replies", "reply", "cmt", "cmts"),
        *("newsletter", "subscribe", "subscription", "mailchimp", "signup", "donate", "donation", "login", "search"),
        *("ad", "ads", "adv", "advert", "adverts", "advertisement", "adsense", "adsbygoogle", "adslot", "dfp", "gpt"),
        *("banner", "banners", "sponsor", "sponsored", "promo", "promotion", "popup", "cookie", "cookies", "consent"),
        *("gdpr", "tag", "tags", "tagcloud", "taglist", "keywords", "hashtags", "ticker", "newsticker", "breaking"),
        *(
            "marquee",
            "player",
            "audio",
            "audioplayer",
            "podcast",
            "listen",
            "tts",
            "rating",
            "ratings",
            "stars",
            "vote",
        ),
        *(
            "votes",
            "voting",
            "poll",
            "polls",
            "reactions",
            "likes",
            "breadcrumb",
            "breadcrumbs",
            "crumbs",
            "pagination",
        ),
        *("pager", "prevnext", "nextprev", "weather", "currency", "currencies", "exchange", "forex", "prayer"),
        *("clock", "countdown", "sidebar", "menu", "navbar", "nav", "navigation", "toolbar", "tools", "print"),
        *(
            "printfriendly",
            "shorturl",
            "shortlink",
            "copylink",
            "qr",
            "qrcode",
            "fontsize",
            "textsize",
            "toc",
            "views",
            "postviews",
        ),
        *("pageviews", "viewcount", "viewscount", "hits", "counter", "readingtime", "readtime", "authorbox", "bio"),
        *(
            "copyright",
            "disclaimer",
            "caption",
            "legend",
            "rates",
            "irp",
            "channels",
            "widgets",
            "bookmark",
            "cta",
            "paywall",
        ),
        "signature",
        # An embed's own, as its network writes them.
        *("tweet", "twitter", "instagram", "tiktok", "fb", "facebook", "telegram", "youtube", "embed", "embedded"),
    )
)
_TEXT = frozenset(
    (
        *("row", "field", "fields", "view", "element", "quote", "quotes", "text", "content", "contents", "body"),
        *("story", "entry", "node", "paragraph", "paragraphs", "article", "standfirst", "lead", "lede", "excerpt"),
        *("correction", "corrections", "clarification", "summary"),
    )
)
_OF_AN_AUTHOR = frozenset(("box", "bio", "card", "about", "description"))
_HEADLINE = re.compile(
    r"(?i)(?:^|\s)(?:v\d-)?(?:post|entry|article|page|news|story|single|node|content|detail)s?[-_]*(?:title|headline)(?:\s|$)"
    r"|(?:^|\s)headline(?:\s|$)"
)
# By names that a class gives: post-author, writer-name; not the box that tells of an author.
_AUTHOR = re.compile(r"(?i)(?:^|[\s_-])(?:authors?|writers?|byline|reporter|columnist)(?=$|[\s_-])")
_NO_AUTHOR = re.compile(r"(?i)box|bio|avatar|image|img|photo|desc|count|social|links?(?:$|[\s_-])")
_APART = re.compile(r"[\s_-]+|(?<=[a-z])(?=[A-Z])")
_LONGEST_NAMES = 500


@lru_cache(maxsize=4_096)
def mark_of(names: str) -> str:
    """The first word of a class or id that says its box is furniture; empty where none does, or one says text."""
    words = [word.lower() for word in _APART.split(names[:_LONGEST_NAMES])]
    if "author" in words and not _OF_AN_AUTHOR.isdisjoint(words):
        return "authorbox"
    found = next((word for word in words if word in _FURNITURE), "")
    return found if found and _TEXT.isdisjoint(words) else ""


@lru_cache(maxsize=4_096)
def names_an_author(names: str) -> bool:
    """Does a class or itemprop say that its element is the name of who wrote the article?"""
    shortened = names[:_LONGEST_NAMES]
    return _AUTHOR.search(shortened) is not None and not _NO_AUTHOR.search(shortened)


@lru_cache(maxsize=4_096)
def names_a_headline(names: str) -> bool:
    """Does a class or itemprop say that its box is the headline over an article?"""
    return _HEADLINE.search(names[:_LONGEST_NAMES]) is not None
