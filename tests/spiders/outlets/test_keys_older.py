"""Addresses of earlier years and of other hosts: keyed, and apart from today's where nothing joins them.

The forms are real, slugs and numbers made.
"""

import re

import pytest

from archive.identity.keys import key_of, owner_of
from spiders.registry import outlets
from tests.support.address_forms import LISTED

SLUG = "عودة-المياه-إلى-الحي"
KEYS: list[tuple[str, str, str | None]] = [
    ("baladi", "https://www.baladi-news.com/ar/news/details/23850/عودة_المياه_إلى_الحي", "details/23850"),
    ("baladi", "https://baladi-news.com/public/ar/news/details/23850/x/amp/", "details/23850"),
    ("baladi", "https://baladi-news.com/index.php/ar/articles/37907/x?page=2", "37907"),
    ("baladi", "https://baladi-news.com/public/ar/articles/37907/x", "37907"),
    ("baladi", "https://baladi-news.com/en/articles/37907/x", "en/37907"),
    ("baladi", "https://baladi-news.com/ar/categories/12/أخبار", None),
    ("baladi", "https://baladi-news.com/ar/news/section/4", None),
    ("deirezzor24", "https://deirezzor24.net/archives/4321", "4321"),
    ("deirezzor24", f"https://deirezzor24.net/archives/4321/{SLUG}?replytocom=5", "4321"),
    ("deirezzor24", "https://deirezzor24.net/en/archives/4321", "en/4321"),
    ("deirezzor24", "https://deirezzor24.net/archives/category/news", None),
    ("basnews", "http://www.basnews.com/index.php/ar/news/iraq/396893", "ar/news/396893"),
    ("basnews", "http://www.basnews.com/index.php/ar/news/kurdistan/396893-slug", "ar/news/396893"),
    ("basnews", "http://www.basnews.com/ar/news/iraq/396893?tmpl=component&print=1", "ar/news/396893"),
    ("basnews", "http://www.basnews.com/index.php/so/component/k2/item/396893-x", "so/k2/396893"),
    ("basnews", "http://www.basnews.com/index.php?option=com_k2&view=item&id=396893:x&Itemid=5", "k2/396893"),
    ("basnews", "https://www.basnews.com/ar/babat/396893", "ar/396893"),
    ("basnews", "http://www.basnews.com/index.php/ar/news/iraq", None),
    ("basnews", "http://www.basnews.com/index.php/ar/news/iraq?start=20", None),
    ("basnews", "http://www.basnews.com/index.php/ar/component/k2/itemlist/category/12", None),
    (
        "syriadirect",
        "http://syriadirect.org/ar/news/a-loom-for-every-third-house/",
        "ar/news/a-loom-for-every-third-house",
    ),
    ("syriadirect", "https://syriadirect.org/news/a-loom-for-every-third-house/", "news/a-loom-for-every-third-house"),
    ("syriadirect", "https://syriadirect.org/en/a-loom-for-every-third-house/", "a-loom-for-every-third-house"),
    (
        "syriadirect",
        "https://syriadirect.org/a-loom-for-every-third-house/?lang=ar&page=1",
        "ar/a-loom-for-every-third-house",
    ),
    ("syriadirect", "https://syriadirect.org/?p=4321", "p=4321"),
    ("syriadirect", "https://syriadirect.org/ar/?p=4321", "ar/p=4321"),
    ("syriadirect", "https://syriadirect.org/?p=4321&lang=ar", "ar/p=4321"),
    ("syriadirect", "https://syriadirect.org/ar/news/page/2/", None),
    ("anha", f"http://www.hawarnews.com/{SLUG}/", f"path/{SLUG}"),
    ("anha", f"http://www.hawarnews.com/{SLUG}/?print=print", f"path/{SLUG}"),
    ("anha", "https://hawarnews.com/kr/haber/du-gund-av-digihe-h39983.html", "kr/39983"),
    ("anha", "https://hawarnews.com/en/haber/two-villages-get-water-h39983.html", "en/39983"),
    ("anha", "https://hawarnews.com/en/two-villages-get-water", "path/en/two-villages-get-water"),
    ("anha", "https://ku.hawarnews.com/two-villages-get-water", "path/ku/two-villages-get-water"),
    ("anha", "https://hawarnews.com/?p=4321", "p=4321"),
    ("anha", "https://hawarnews.com/kr/kategori/haber/10/ciwan/sayfa-3.html", None),
    ("anha", "https://hawarnews.com/kr/kategori/haber/10/ciwan/", None),
    ("anha", "https://hawarnews.com/أخبار/", None),
    ("anha", "https://hawarnews.com/en/news?page=2", None),
    ("anha", "https://hawarnews.com/en/rss/latest-posts", None),
    ("rozana", "https://rozana.fm/ar/الرئيسية/أخبار/1/محتوى/30066/عودة-المياه", "محتوى/30066"),
    ("rozana", f"https://rozana.fm/ar/30066-{SLUG}", "30066"),
    ("rozana", "https://rozana.fm/ar/30066-عودة-أخرى?utm_source=x", "30066"),
    ("rozana", f"https://www.rozana.fm/ar/news/{SLUG}", f"path/ar/news/{SLUG}"),
    ("rozana", "https://rozana.fm/ar/الرئيسية/أخبار/1", None),
    ("rozana", "https://rozana.fm/ar/برامج", None),
    ("alikhbariah", f"https://www.alikhbaria.sy/{SLUG}/", f"path/{SLUG}"),
    ("alikhbariah", "https://www.alikhbaria.sy/?p=98765", "alikhbaria.sy/98765"),
    ("alikhbariah", f"https://alikhbariah.com/2025/03/08/{SLUG}/", f"path/2025/03/08/{SLUG}"),
    ("alikhbariah", "https://alikhbariah.com/news_location/درعا/", None),
    ("alwatan", f"https://www.alwatanonline.com/articles/{SLUG}/", f"path/articles/{SLUG}"),
    ("alwatan", f"https://alwatan.sy/archives/12345/{SLUG}", "12345"),
    ("alwatan", "https://alwatan.sy/archives/2018", "2018"),
    ("alwatan", "https://alwatan.sy/?p=12345&preview=true", "12345"),
    ("sana", "https://sana.sy/ku/kurdistan/2280593/", "ku/2280593"),
    ("sana", "https://sana.sy/es/2280593/", "es/2280593"),
    ("sana", "https://www.sana.sy/es/?p=1937484", "es/1937484"),
    ("sana", "https://sana.sy/ar/economy/2280593/", "2280593"),
    ("sana", "https://sananews.sy/?p=1937484", "sananews.sy/1937484"),
    ("sana", "https://sana.sy/ku/video/2280593/", None),
    ("sana", "https://sana.sy/index.php/economy/page/12345/", None),
    ("enabbaladi", "https://www.enabbaladi.net/archives/607143?ref=home", "607143"),
    ("enabbaladi", "https://www.enabbaladi.net/index.php/archives/607143", "607143"),
    ("enabbaladi", "https://www.enabbaladi.net/archives/607143/comment-page-2#comments", "607143"),
    ("enabbaladi", "https://www.enabbaladi.net/tr/archives/607143", "tr/607143"),
    ("enabbaladi", "https://www.enabbaladi.net/archives/607143?lang=tr", "tr/607143"),
    ("enabbaladi", "https://www.enabbaladi.net/archives/607143?lang=ar", "607143"),
    ("enabbaladi", "https://www.enabbaladi.net/archives/607143/feed/", None),
    ("enabbaladi_en", "https://english.enabbaladi.net/archives/2018/01/05/", None),
    ("enabbaladi_en", "https://english.enabbaladi.net/archives/2018/", None),
    ("halabtoday", "https://halabtodaytv.net/archives/206556/x?noamp=mobile", "206556"),
    ("halabtoday", f"https://halabtodaytv.net/2017/11/25/{SLUG}/", f"path/2017/11/25/{SLUG}"),
    ("jesrpress", "https://jesrpress.com/archives/4321", "4321"),
    ("northpress", "https://npasyria.com/archives/244582", "244582"),
    ("northpress", "https://npasyria.com/kmr/12345/", "kmr/12345"),
    ("northpress", "https://npasyria.com/12345/?lang=tr", "tr/12345"),
    ("northpress", "https://npasyria.com/12345/?lang=ar", "12345"),
    ("northpress", "https://npasyria.com/12345/?lang=word", "12345"),
    ("orient", "https://orient-news.net/news_show/142778/0/x", "142778"),
    ("orient", "http://orient-news.net/index.php/ar/news_show/142778", "ar/142778"),
    ("rt_arabic", "https://arabic.rt.com/world/901332/", "901332"),
    ("rt_arabic", "https://arabic.rt.com/news_all_news/news/566384/", "news_all_news/566384"),
    ("snhr", "http://sn4hr.org/blog/2019/03/28/53487/", "path/blog/2019/03/28/53487"),
    ("snhr", "https://snhr.org/arabic/?p=4321", "snhr.org/arabic/4321"),
    ("snhr", "https://news.snhr.org/?p=4321", "news.snhr.org/4321"),
    ("syriatv", "https://www.syria.tv/node/4321", "node/4321"),
    ("syriatv", f"https://www.syria.tv/{SLUG}?page=1", None),
    ("syriatv", f"https://www.syria.tv/{SLUG}?page=1&sort=new", None),
    ("enabbaladi", "https://www.enabbaladi.net/archives/607143?page=2", "607143"),
    ("sana", "https://sana.sy/economy/2280593/?page=2", "2280593"),
    ("syriatv", f"https://www.syria.tv/{SLUG}?ref=x", f"path/{SLUG}"),
    ("zamanalwsl", "https://www.zamanalwsl.net/news/64023.html", "64023.html"),
    ("zamanalwsl", f"https://www.zamanalwsl.net/news/article/64023/{SLUG}", "64023"),
    # What may be two articles is not made one, or none.
    ("jesrpress", "https://jesrpress.com/news.php?nid=4321", None),
    ("alwatan", "https://alwatan.sy/خبر.aspx?key=a", None),
    ("alwatan", f"https://alwatan.sy/{SLUG}?newsid=4321", None),
    ("alwatan", f"https://alwatan.sy/{SLUG}?ref=home", f"path/{SLUG}"),
    # From hearsay: nobody here has seen one of these.
    ("sana", "http://sana.sy/eng/337/2013/03/19/473329.htm", "en/2013/473329"),
    ("sana", "http://www.sana.sy/ara/2/2012/11/21/pr-453921.htm", "2012/453921"),
    ("sohr", "http://www.syriahr.com/index.php?option=com_news&nid=9853&Itemid=2&task=displaynews", "news/9853"),
    ("sohr", "http://www.syriahr.com/en/index.php?option=com_news&nid=9853&Itemid=2", "en/news/9853"),
    ("syriadirect", "http://syriadirect.org/main/30-reports/1502-two-villages-get-water", "main/1502"),
    ("deirezzor24", "https://en.deirezzor24.net/two-villages-get-water/", "path/en/two-villages-get-water"),
    ("deirezzor24", "https://en.deirezzor24.net/?p=4321", "en/en.deirezzor24.net/4321"),
    ("syriatv", f"https://www.syria.tv/content/{SLUG}", f"path/content/{SLUG}"),
    ("baladi", "https://www.baladi-news.com/ar/reports/details/23850/x", "reports/details/23850"),
    ("northpress", "https://npasyria.com/blog.php?id_blog=3036&sub_blog=15&name_blog=x", "blog/3036"),
    ("northpress", "https://npasyria.com/en/blog.php?id_blog=3036&sub_blog=15", "en/blog/3036"),
    ("alwatan", "http://www.alwatan.sy/view.aspx?id=26337", "view/26337"),
    ("anha", "http://en.hawarnews.com/two-villages-get-water/", "path/en/two-villages-get-water"),
    ("arabi21", "http://arabi21.com/Story/706245?x=1", "706245"),
]


@pytest.mark.parametrize(("name", "url", "key"), KEYS, ids=[f"{name}-{n}" for n, (name, *_) in enumerate(KEYS)])
def test_an_older_address_has_its_key(name: str, url: str, key: str | None) -> None:
    assert key_of(url, outlets()[name]) == key
    assert owner_of(url, outlets().values()) == outlets()[name]


FRONTS = ("", "/en", "/ku", "/ar", "/index.php", "/public/ar", "/index.php/fr")


@pytest.mark.parametrize("name", sorted(outlets()))
def test_nothing_that_any_system_lists_is_an_article(name: str) -> None:
    outlet = outlets()[name]
    for place, host in enumerate(outlet.hosts):
        for front in FRONTS if place == 0 else FRONTS[:1]:
            found = {path: key_of(f"https://{host}{front}{path}", outlet) for path in LISTED}
            if re.fullmatch("(?:[a-z]{2}/)?404", found["/404"] or ""):
                del found["/404"]  # Where articles are numbers it is one.
            assert {path: key for path, key in found.items() if key} == {}, (host, front)


NUMBERED = (
    *(
        "/?p={}",
        "/archives/{}",
        "/{}/slug/",
        "/news/{}",
        "/ar/news/{}",
        "/story/{}/slug",
        "/world/{}-slug",
        "/news/{}.html",
    ),
    *(
        "/news.php?id={}",
        "/slug-of-words?id={}",
        "/قافلة-طبية-تصل?newsid={}",
        "/article.aspx?nid={}",
        "/index.php?id={}",
    ),
    *(
        "/index.php?option=com_content&view=article&id={}:slug",
        "/node/{}",
        "/ar/articles/{}",
        "/ar/news/details/{}/slug",
    ),
    *("/2017/11/25/slug-{}/", "/slug-of-words-{}", "/قافلة-طبية-{}/", "/ar/محتوى/{}/slug", "/haber/slug-h{}.html"),
)


@pytest.mark.parametrize("name", sorted(outlets()))
def test_two_numbers_are_never_one_article(name: str) -> None:
    outlet = outlets()[name]
    for host in outlet.hosts:
        for form in NUMBERED:
            keys = [key_of(f"https://{host}{form.format(number)}", outlet) for number in (70001, 70002)]
            assert keys[0] is None or keys[0] != keys[1], form
