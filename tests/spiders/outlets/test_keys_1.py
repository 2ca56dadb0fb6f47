"""Which article an address of an outlet is: real forms of addresses, old and new, and what must never be an article."""

import pytest

from archive.errors import BadConfiguration
from archive.identity.keys import identify, key_of
from spiders.outlets.northpulse import outlet_at
from spiders.registry import outlets

CUT_SLUG = "/%d8%a7%d9%84%d8%b1%d8%a6%d9%8a%d8%b3-%d9%8a%d8%a4%d9%83%d8%af-%d8%b6%d9%85%d8%a7%d9%86/"
KEYS: dict[str, dict[str, str | None]] = {
    "enabbaladi": {
        "https://www.enabbaladi.net/archives/242167": "242167",
        "https://www.enabbaladi.net/731869/": "731869",
        "https://enabbaladi.net/607143/slug/?amp=1": "607143",
        "https://www.enabbaladi.net/815636/%D8%A7%D9%84%D8%B1%D8%A6%D9%8A%D8%B3/": "815636",
        "https://www.enabbaladi.net/11243/": "11243",
        "https://www.enabbaladi.net/?p=607143": "607143",
        "https://www.enabbaladi.net/archives/tag/raqqa": None,
        "https://www.enabbaladi.net/category/mix/tourism/": None,
        "https://www.enabbaladi.net/2024/05/": None,
    },
    "enabbaladi_en": {
        "https://english.enabbaladi.net/archives/2018/01/a-long-slug/": "path/archives/2018/01/a-long-slug",
        "http://english.enabbaladi.net/archives/2026/10/a-long-slug": "path/archives/2026/10/a-long-slug",
        "https://english.enabbaladi.net/archives/2026/10/a-long-slug/amp/": "path/archives/2026/10/a-long-slug",
        "https://english.enabbaladi.net/archives/2026/10/a-long-slug/?amp=1": "path/archives/2026/10/a-long-slug",
        "https://english.enabbaladi.net/?p=12345": "12345",
        "https://english.enabbaladi.net/archives/2018/01/": None,
        "https://english.enabbaladi.net/archives/category/news/raqqa": None,
        "https://english.enabbaladi.net/archives/category/economy/feed/": None,
        "https://www.enabbaladi.net/archives/2018/01/a-long-slug/": None,
        "https://english.enabbaladi.net/": None,
    },
    "northpress": {
        "https://npasyria.com/168167/": "168167",
        "https://www.npasyria.com/244582": "244582",
        "https://npasyria.com/en/55504/": "en/55504",
        "https://npasyria.com/en/110223/?amp=1": "en/110223",
        "https://npasyria.com/ku/12345/": "ku/12345",
        "https://npasyria.com/?p=168167": "168167",
        "https://npasyria.com/en/?p=55504": "en/55504",
        "https://npasyria.com/ku/": None,
        "https://npasyria.com/en/category/news/": None,
        "https://npasyria.com/ku/feed": None,
        "https://npasyria.com/2021/": None,
    },
    "northpulse": {"https://northpulse.invalid/?p=77": "77", "https://northpulse.invalid/category/local/": None},
    "furatpost": {
        "https://euphratespost.net/ar/محلج-قديم-يعود/": "path/ar/محلج-قديم-يعود",
        "https://euphratespost.net/?p=4321": "4321",
        "https://www.euphratespost.com/archives/23456": "23456",
        "https://euphratespost.net/ar/": None,
        "https://euphratespost.net/ar/category/news/": None,
        "https://euphratespost.net/ar/feed/": None,
        "https://euphratespost.net/2021/05/": None,
        "https://euphratespost.net/contact-us/": None,
    },
    "deirezzor24": {
        f"https://deirezzor24.net{CUT_SLUG}": "path/الرئيس-يؤكد-ضمان",
        f"https://www.deirezzor24.net{CUT_SLUG.upper()}?fbclid=x": "path/الرئيس-يؤكد-ضمان",
        "https://deirezzor24.net/en/two-villages-get-water/": "path/en/two-villages-get-water",
        "https://deirezzor24.net/?p=4321": "4321",
        "https://deirezzor24.net/en/?p=4321": "en/4321",
        "https://deirezzor24.net/": None,
        "https://deirezzor24.net/en/": None,
        "https://deirezzor24.net/en/feed/": None,
        "https://deirezzor24.net/about-us/": None,
        "https://deirezzor24.net/en/contact-us/": None,
        "https://deirezzor24.net/category/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/page/2/": None,
        "https://deirezzor24.net/tag/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/": None,
    },
    "sohr": {
        "https://www.syriahr.com/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/700123/": "700123",
        "http://www.syriahr.com/?p=700123": "700123",
        "https://www.syriahr.com/en/67043/": "en/67043",
        "https://www.syriahr.com/en/111856/embed/": "en/111856",
        "http://www.syriahr.com/en/?p=65164": "en/65164",
        "https://www.syriahr.com/2015/07/a-slug/": "path/2015/07/a-slug",
        "https://www.syriahr.com/2015/07/": None,
        "https://www.syriahr.com/en/2015/07/": None,
        "https://www.syriahr.com/date/2018/10/page/24/": None,
        "https://www.syriahr.com/page/24/": None,
        "https://www.syriahr.com/category/12345/": None,
        "https://www.syriahr.com/en/": None,
    },
    "anha": {
        "http://hawarnews.com/en/haber/a-slug-h11463.html": "en/11463",
        "https://hawarnews.com/ar/haber/d985d8aed8b7-19-4-2019-h17487.html": "ar/17487",
        "https://www.hawarnews.com/haber/a-slug-h11463.html": "11463",
        "https://hawarnews.com/en/anha-enters-its-12th-year": "path/en/anha-enters-its-12th-year",
        "https://hawarnews.com/ar/خبر-من-عامودا/": "path/ar/خبر-من-عامودا",
        "https://hawarnews.com/en/news": None,
        "https://hawarnews.com/en/kategori/haber/9/dossier/": None,
        "https://hawarnews.com/en/rss/latest-posts": None,
        "https://hawarnews.com/en/uploads/2019/02/20/a-b.jpg": None,
        "http://hawarnews.com/ar/kunye/": None,
        "https://hawarnews.com/ar/about": None,
        "https://hawarnews.com/en/privacy-policy": None,
        "https://hawarnews.com/ar": None,
    },
    "basnews": {
        "https://www.basnews.com/en/babat/809911": "en/809911",
        "https://www.basnews.com/tr/babat/783697/": "tr/783697",
        "https://basnews.com/ar/babat/809911?utm_source=x": "ar/809911",
        "https://www.basnews.com/ar/": None,
        "https://www.basnews.com/ar/rss": None,
        "https://www.basnews.com/ar/babat/": None,
        "https://yarigatv.basnews.com/ar/babat/809911": None,
    },
    "rassd": {
        "https://rassd.com/4270.htm": "path/4270.htm",
        "https://rassd.com/?p=4270": "4270",
        "https://rassd.com/512345/خبر/": "512345",
        "https://rassd.com/خبر-من-القاهرة/": "path/خبر-من-القاهرة",
        "https://rassd.com/": None,
        "https://rassd.com/feed": None,
        "https://rassd.com/category/egypt/": None,
        "https://rassd.com/wp-content/uploads/201832938607.jpg": None,
        "https://rassd.com/contact-us/": None,
    },
    "rt_arabic": {
        "https://arabic.rt.com/world/1721790-%D8%B2%D8%A7%D8%AE%D8%A7%D8%B1/": "1721790",
        "https://arabic.rt.com/press/992842-%D9%84%D9%85%D8%A7%D8%B0%D8%A7": "992842",
        "https://arabic.rt.com/middle_east/1721790-slug/?x=1": "1721790",
        "https://arabic.rt.com/middle_east/": None,
        "https://arabic.rt.com/rss/sport/": None,
        "https://arabic.rt.com/tags/syria/": None,
        "https://www.rt.com/news/612345-slug/": None,
    },
    "snhr": {
        "https://snhr.org/blog/2024/01/02/a-slug/": "path/blog/2024/01/02/a-slug",
        "https://news.snhr.org/2024/01/02/a-slug/": "path/2024/01/02/a-slug",
        "https://snhr.org/arabic/2024/01/02/%d8%aa%d9%88%d8%ab%d9%8a%d9%82/": "path/arabic/2024/01/02/توثيق",
        "https://snhr.org/arabic/": None,
        "https://snhr.org/arabic/page/22/?p=000000": None,
        "https://snhr.org/arabic/category/reports/": None,
        "https://snhr.org/blog/2024/01/02/": None,
        "https://snhr.org/arabic/feed/": None,
        "https://snhr.org/arabic/wp-content/uploads/sites/2/2014/08/a.jpg": None,
    },
}
CASES = [(name, url, key) for name, cases in KEYS.items() for url, key in cases.items()]


@pytest.mark.parametrize(("name", "url", "key"), CASES)
def test_an_address_has_the_key_its_outlet_gives_it(name: str, url: str, key: str | None) -> None:
    assert key_of(url, outlets()[name]) == key


@pytest.mark.parametrize(("name", "url", "key"), [case for case in CASES if case[2] is not None])
def test_an_address_keeps_its_key_whatever_a_reader_came_through(name: str, url: str, key: str) -> None:
    came = f"{url}{'&' if '?' in url else '?'}utm_source=telegram&fbclid=abc"
    assert key_of(came.replace("https://", "http://"), outlets()[name]) == key


@pytest.mark.parametrize("name", KEYS)
def test_no_outlet_takes_the_article_of_another(name: str) -> None:
    outlet = outlets()[name]
    own = set(KEYS[name])
    assert [
        url for other, cases in KEYS.items() if other != name for url in cases if url not in own and key_of(url, outlet)
    ] == []


@pytest.mark.parametrize(
    ("name", "url", "lang"),
    [
        ("northpress", "https://npasyria.com/en/55504/", "en"),
        ("northpress", "https://npasyria.com/ku/12345/", "ku"),
        ("northpress", "https://npasyria.com/168167/", ""),
        ("sohr", "https://www.syriahr.com/en/67043/", "en"),
        ("anha", "https://hawarnews.com/en/anha-enters-its-12th-year", "en"),
        ("deirezzor24", "https://deirezzor24.net/en/two-villages-get-water/", "en"),
    ],
)
def test_an_address_names_its_language_edition(name: str, url: str, lang: str) -> None:
    found = identify(url, outlets()[name])
    assert found is not None
    assert found.lang == lang


def test_north_pulse_stays_disabled_until_the_operator_names_its_address() -> None:
    nowhere, somewhere = outlet_at(""), outlet_at("https://pulse.example/")
    assert (nowhere.enabled, somewhere.enabled) == (False, True)
    assert "WARRAQ_NORTHPULSE_HOME" in nowhere.disabled_because
    assert somewhere.disabled_because == ""
    assert key_of("https://www.pulse.example/?p=5", somewhere) == "5"
    with pytest.raises(BadConfiguration, match="no address of a web site"):
        outlet_at("pulse")
