"""fundus with a publisher of its own for the made outlet, as its manual adds one."""

import datetime
import json
import sys
from pathlib import Path
from urllib.parse import urlsplit

from fundus import Crawler, NewsMap
from fundus.parser import ArticleBody, BaseParser, ParserProxy, attribute
from fundus.parser.utility import extract_article_body_with_selector, generic_date_parsing
from fundus.publishers.base_objects import Publisher, PublisherGroup
from lxml.cssselect import CSSSelector

ADDRESSES = Path(sys.argv[1]).read_text(encoding="utf-8").split()
HOME = "{0.scheme}://{0.netloc}".format(urlsplit(ADDRESSES[0]))


class MadeParser(ParserProxy):
    class V1(BaseParser):
        _paragraphs = CSSSelector(".entry-content > p")

        @attribute
        def body(self) -> ArticleBody | None:
            return extract_article_body_with_selector(self.precomputed.doc, paragraph_selector=self._paragraphs)

        @attribute
        def title(self) -> str | None:
            return self.precomputed.meta.get("og:title")

        @attribute
        def publishing_date(self) -> datetime.datetime | None:
            return generic_date_parsing(self.precomputed.ld.bf_search("datePublished"))


class Made(metaclass=PublisherGroup):
    default_language = "ar"
    made = Publisher(name="Made", domain=HOME, parser=MadeParser, sources=[NewsMap(f"{HOME}/news-sitemap.xml")])


if __name__ == "__main__":
    taken = 0
    with (Path(sys.argv[2]) / "articles.jsonl").open("w", encoding="utf-8") as file:
        for article in Crawler(Made, delay=0.0, threading=False).crawl(only_complete=False):
            row = {"url": article.html.responded_url, "title": article.title, "text": str(article.body)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            taken += 1
    assert taken == len(ADDRESSES), f"{taken} of {len(ADDRESSES)} pages"
