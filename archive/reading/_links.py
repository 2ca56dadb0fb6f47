"""What a link is for, by its address alone: a document, a button to share the page by, a channel to follow."""

import re
from urllib.parse import urlsplit

_DOCUMENT = re.compile(r"(?i)\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|csv|rtf|zip|mp3|mp4)$")
_PROGRAM = re.compile(r"(?i)(?:javascript|mailto|tel|sms|whatsapp|viber|tg|fb-messenger|data|about|blob):")
# What asks a network to pass the page on, or to show the outlet's own place there.
_SHARES = re.compile(
    r"(?i)(?:sharer|/share\b|share(?:Article)?\?|/intent/|shareArticle|pin/create|/submit\?|/send\b|send\?|dialog/share"
    r"|/share/url|addtoany|addthis|sharethis|[?&](?:url|u|text)=https?(?::|%3A))"
)
_NETWORK = re.compile(
    r"(?i)(?:^|\.)(?:facebook|fb|twitter|x|t|telegram|instagram|youtube|tiktok|threads|whatsapp|wa|linkedin|pinterest"
    r"|snapchat|vk|apple|google|play\.google|news\.google|flipboard|nabd|nabdapp)\.(?:com|me|net|ru|co|app|be)$"
)


def is_document(href: str) -> bool:
    """Does the address name a file to be read beside the page: a report, a table, a recording?"""
    try:
        return _DOCUMENT.search(urlsplit(href).path) is not None
    except ValueError:
        return False


def is_source(href: str) -> bool:
    """May a line that is only this link, to another host, be what a story rests on? Not a button, nor a whole channel.

    One post, film or recording of a network is a source, its front page and a person's or an outlet's page is none.
    """
    if _PROGRAM.match(href) or _SHARES.search(href):
        return False
    try:
        parts = urlsplit(href)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not _NETWORK.search(host):
        return True
    return len([step for step in parts.path.split("/") if step]) >= 2 or "v=" in parts.query
