"""Which article an address is, at outlets from SANA to Shaam: old forms and new, twins, and what is no article."""

import pytest

from archive.identity.keys import identify, key_of
from spiders.registry import outlets

KEYS: list[tuple[str, str, str | None]] = [
    ("sana", "https://sana.sy/economy/2423115/", "2423115"),
    ("sana", "https://www.sana.sy/governorates/alrakkah/2597552/", "2597552"),
    ("sana", "https://sana.sy/syria-and-the-world/2431930/amp/?utm_source=x", "2431930"),
    ("sana", "https://sana.sy/?p=1937484", "1937484"),
    ("sana", "http://sanasyria.org/?p=1937484", "1937484"),
    ("sana", "https://sana.sy/en/investment/2310305/", "en/2310305"),
    ("sana", "https://sana.sy/en/?p=113456", "en/113456"),
    ("sana", "https://sana.sy/ru/?p=234567", "ru/234567"),
    ("sana", "https://sana.sy/fa/?p=234567", "fa/234567"),
    ("sana", "https://sana.sy/video/2500000/", None),
    ("sana", "https://sana.sy/photos/2500000/", None),
    ("sana", "https://sana.sy/en/infographic/2500000/", None),
    ("sana", "https://sana.sy/economy/", None),
    ("sana", "https://sana.sy/economy/page/12345/", None),
    ("sana", "https://sana.sy/tag/12345/", None),
    ("sana", "https://sana.sy/?cat=29582&paged=3", None),
    ("sana", "https://sana.sy/en/", None),
    ("sana", "https://sana.sy/feed", None),
    ("syriatv", "https://www.syria.tv/مخبز-قديم-يعود-إلى-العمل", "path/مخبز-قديم-يعود-إلى-العمل"),
    ("syriatv", "https://syria.tv/%D9%85%D8%AE%D8%A8%D8%B2-%D9%82%D8%AF%D9%8A%D9%85", "path/مخبز-قديم"),
    ("syriatv", "https://www.syria.tv/مخبــز-قديم?utm_medium=x", "path/مخبــز-قديم"),
    ("syriatv", "https://www.syria.tv/اقتصاد", None),
    ("syriatv", "https://www.syria.tv/tags/%D8%AF%D8%B1%D8%B9%D8%A7", None),
    ("syriatv", "https://www.syria.tv/tag/ريف-دمشق", None),
    ("syriatv", "https://www.syria.tv/search-custom", None),
    ("syriatv", "https://www.syria.tv/سياسة-الخصوصية", None),
    ("syriatv", "https://www.syria.tv/rss.xml", None),
    ("syriatv", "https://www.syria.tv/", None),
    ("zamanalwsl", "https://www.zamanalwsl.net/news/article/179162", "179162"),
    ("zamanalwsl", "https://zamanalwsl.net/news/article/53694/like", "53694"),
    ("zamanalwsl", "http://www.zamanalwsl.net/news/article/94791/", "94791"),
    ("zamanalwsl", "https://zamanalwsl.net/video/view/6655", None),
    ("zamanalwsl", "https://www.zamanalwsl.net/news/rss/94/", None),
    ("zamanalwsl", "https://www.zamanalwsl.net/rss", None),
    ("zamanalwsl", "https://en.zamanalwsl.net/news/article/53694", "en/53694"),
    ("zamanalwsl", "https://en.zamanalwsl.net/news/rss/52/", None),
    ("syriadirect", "https://syriadirect.org/a-loom-for-every-third-house/", "a-loom-for-every-third-house"),
    ("syriadirect", "https://syriadirect.org/a-loom-for-every-third-house/?lang=en", "a-loom-for-every-third-house"),
    ("syriadirect", "https://syriadirect.org/نول-واحد-لكل-ثلاثة-بيوت/?lang=ar", "ar/نول-واحد-لكل-ثلاثة-بيوت"),
    ("syriadirect", "https://www.syriadirect.org/نول-واحد-لكل-ثلاثة-بيوت?lang=ar", "ar/نول-واحد-لكل-ثلاثة-بيوت"),
    (
        "syriadirect",
        "https://syriadirect.org/a-loom-for-every-third-house/?lang=ar&fbclid=y",
        "ar/a-loom-for-every-third-house",
    ),
    ("syriadirect", "https://syriadirect.org/ar/", None),
    ("syriadirect", "https://syriadirect.org/?lang=ar", None),
    ("syriadirect", "https://syriadirect.org/ar/feed/", None),
    ("syriadirect", "https://syriadirect.org/about-us/?lang=ar", None),
    ("syriadirect", "https://syriadirect.org/category/reports/", None),
    ("syriadirect", "https://syriadirect.org/آخر-التقارير/?lang=ar", None),
    ("syriadirect", "https://syriadirect.org/آخر-التقارير/page/2/?lang=ar", None),
    ("rozana", "https://www.rozana.fm/", None),
    ("rozana", "https://www.rozana.fm/assets/website/logos/logo-white.png", None),
    ("rozana", "https://www.rozana.fm/ar", None),
    ("halabtoday", "https://halabtodaytv.net/archives/206556", "206556"),
    ("halabtoday", "https://www.halabtodaytv.net/archives/206492/amp", "206492"),
    ("halabtoday", "https://halabtodaytv.net/?p=206492", "206492"),
    ("halabtoday", "https://halabtodaytv.net/archives/category/news", None),
    ("halabtoday", "https://halabtodaytv.net/archives/tag/206492", None),
    ("halabtoday", "https://halabtodaytv.net/feed", None),
    ("jesrpress", "https://jesrpress.com/%d8%ac%d8%b3%d8%b1-%d8%ac%d8%af%d9%8a%d8%af", "path/جسر-جديد"),
    ("jesrpress", "https://www.jesrpress.com/جسر-جديد/amp/", "path/جسر-جديد"),
    ("jesrpress", "https://jesrpress.com/?p=4321", "4321"),
    ("jesrpress", "https://jesrpress.com/category/news/", None),
    ("jesrpress", "https://jesrpress.com/2021/07/", None),
    ("jesrpress", "https://jesrpress.com/contact-us/", None),
    ("baladi", "https://baladi-news.com/ar/articles/37907/التقرير-اليومي", "37907"),
    ("baladi", "https://www.baladi-news.com/public/ar/articles/77264/عنوان", "77264"),
    ("baladi", "https://baladi-news.com/public/ar/articles/77264", "77264"),
    ("baladi", "https://baladi-news.com/ar/articles", None),
    ("baladi", "https://baladi-news.com/ar", None),
    ("baladi", "https://baladi-news.com/storage/uploads/1640159658784896015.jpg", None),
    ("orient", "https://orient-news.net/ar/news_show/161764", "ar/161764"),
    ("orient", "https://www.orient-news.net/ar/news_show/187317/0/عنوان-الخبر", "ar/187317"),
    ("orient", "https://orient-news.net/en/news_show/187317/0/a-headline", "en/187317"),
    ("orient", "http://orient-news.net/index.php?page=news_show&id=2917", "id=2917"),
    ("orient", "http://www.orient-news.net/?id=2917&page=news_show", "id=2917"),
    ("orient", "http://orient-news.net/index.php?page=programs_show&id=2917", None),
    ("orient", "https://orient-news.net/ar", None),
    ("orient", "http://orient-news.net/live/", None),
    ("alikhbariah", "https://alikhbariah.com/%D8%AC%D8%B3%D8%B1-%D8%AC%D8%AF%D9%8A%D8%AF/", "path/جسر-جديد"),
    ("alikhbariah", "https://www.alikhbariah.com/جسر-جديد/?utm_source=t", "path/جسر-جديد"),
    ("alikhbariah", "https://alikhbariah.com/?p=98765", "98765"),
    ("alikhbariah", "https://alikhbariah.com/category/local/", None),
    ("alikhbariah", "https://alikhbariah.com/live/", None),
    ("alikhbariah", "https://alikhbariah.com/?s=word", None),
    ("shaam", "https://shaam.org/news/syria-news/ورشة-زجاج-في-إدلب", "news/syria-news/ورشة-زجاج-في-إدلب"),
    ("shaam", "http://www.shaam.org/news/syria-news/ورشة-زجاج-في-إدلب.html", "news/syria-news/ورشة-زجاج-في-إدلب"),
    ("shaam", "http://www.shaam.org:8080/news/syria-news/ورشة-زجاج-في-إدلب.html", "news/syria-news/ورشة-زجاج-في-إدلب"),
    ("shaam", "https://shaam.org/business/تقرير-يومي-8-آب-2026", "business/تقرير-يومي-8-آب-2026"),
    ("shaam", "https://www.shaam.org/news/syria-news?page=139", None),
    ("shaam", "https://shaam.org/news/syria-news", None),
    ("shaam", "https://shaam.org/politics?page=313", None),
    ("shaam", "https://shaam.org/feed/", None),
    ("shaam", "https://shaam.org/3ELftJ", None),
]


@pytest.mark.parametrize(("name", "url", "key"), KEYS, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(KEYS)])
def test_an_address_has_the_key_its_outlet_gives_it(name: str, url: str, key: str | None) -> None:
    assert key_of(url, outlets()[name]) == key


@pytest.mark.parametrize(
    ("name", "url", "lang"),
    [
        ("sana", "https://sana.sy/en/investment/2310305/", "en"),
        ("sana", "https://sana.sy/economy/2423115/", ""),
        ("syriadirect", "https://syriadirect.org/نول-واحد/?lang=ar", "ar"),
        ("orient", "https://orient-news.net/en/news_show/187317", "en"),
    ],
)
def test_an_address_says_which_language_edition_it_is(name: str, url: str, lang: str) -> None:
    found = identify(url, outlets()[name])
    assert found is not None
    assert found.lang == lang


@pytest.mark.parametrize("name", dict.fromkeys(name for name, *_ in KEYS))
def test_no_route_of_an_outlet_is_taken_for_an_article(name: str) -> None:
    outlet = outlets()[name]
    addresses = [route.url if "://" in route.url else outlet.home + route.url for route in outlet.routes]
    assert [address for address in addresses if key_of(address, outlet)] == []


@pytest.mark.parametrize("name", dict.fromkeys(name for name, *_ in KEYS))
def test_an_outlet_that_is_shut_says_why_and_one_that_is_open_has_routes(name: str) -> None:
    outlet = outlets()[name]
    assert outlet.unproven
    assert outlet.routes
    assert outlet.enabled or outlet.disabled_because
