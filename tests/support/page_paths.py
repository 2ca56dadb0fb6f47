"""The addresses of pages that look different, by the made archive that they are of; and what gives no page."""

from archive.web.app.compat import QUERY_PAGE
from archive.web.pages.changes import CHOICES
from tests.support import counted_pages, operated_archive
from tests.support.pasted_states import PASTED

# What each pattern that gives no page gives instead is asked of one address: {water} and the like are filled in.
NO_PAGES = (
    *("/article/{water}/captures", "/article/{water}/diff?old=1&new=2", "/capture/{kept}/page", "/capture/{kept}/raw"),
    *(
        "/capture/{kept}.warc.gz",
        "/article/{water}.wacz",
        "/downloads/{file}",
        "/feeds/articles.atom",
        "/feeds/changes.json",
        "/feeds/edits.atom",
        "/exports/edits.csv",
    ),
    *("/exports/articles.csv?q=المياه", "/article/{water}.md", "/article/{water}/versions/1.bib"),
    *("/article/{water}/diff/1..2.ris", "/api/1/search?q=المياه", "/api/1/articles/{water}"),
    *("/api/1/articles/{water}/versions/1", "/api/1/outlets", "/api/1/stories", "/api/1/changes"),
    *("/api/1/verdicts", "/api/1/openapi.json", "/api/nothing", "/opensearch.xml", "/robots.txt", "/favicon.ico"),
    *("/downloads/manifest.json", "/downloads/latest.json", "/downloads/checkpoint"),
    *("/saved/{token}.atom", "/gaps.csv", "/recall.csv", "/past.csv", "/barred.csv", "/api/1/past", "/api/1/recall"),
    *("/batch/{list}/summary.csv", "/batch/{list}/stop", "/watch/{asked}/confirm", "/places.csv"),
    *("/context.csv?q=المياه", "/figures.csv?q=المياه", "/api/1/figures?q=المياه"),
    *(*counted_pages.NO_PAGES, *operated_archive.NO_PAGES),
)
PRESSED = ("/saved/{token}/end", "/watch/{asked}/end")  # shown when a button is pressed


NEWS = (
    *("/", "/search", "/search?q=القوات", "/search?q=القوات&mode=forms", "/search?q=زرافة&from=x", "/search?q=القوتا"),
    *("/search?q=القوات&outlet=shamplus&outlet=furat24&from=2020", "/search?q=الأرصفة&start=21", "/search?q=(("),
    *("/search?q=القوات&copies=folded&order=oldest&kind=edited&lang=ar&from=9/2020", "/search?q=جوي&copies=folded"),
    *("/words?q=القوات&copies=folded&kind=gone&lang=ar", "/search?q=الأرصفة&start=901", "/search?q=Salamiyah"),
    *("/search?q=Deir ez-Zor", "/search?q=Deir ez-Zor&arabic=no", "/search?q=الأرضفة"),
    *('/search?q="ضخ القوات" زرافة&outlet=furat24&from=2020&mode=exact', "/search?q=محطة المياه القوات&mode=exact"),
    *PASTED,
    *(f"/article/{{{slug}}}" for slug in ("water", "fair", "street-26", "street-25", "undated", "long", "lentils")),
    *("/article/{latin}", "/article/{snow}", "/article/{parking}"),
    *("/article/{water}/versions/1", "/article/{water}/versions/2", "/article/{fair}/versions/1"),
    *("/article/{water}/diff/1..2", "/article/{water}/diff/1..2?view=sides", "/compare/{snow}..{snow-road}"),
    *("/compare/{water}..{snow}", "/compare/{water}..{lentils}?view=sides", "/story/{snow}"),
    *(f"/article/{{{slug}}}/missing" for slug in ("fair", "street-26", "street-25", "water", "parking")),
    *("/stories", "/stories?span=week", "/stories?day=2020-01-01", "/outlets", "/outlet/hawran", "/outlet/qasyoun"),
    *("/outlet/shamplus", "/outlet/closed", "/outlet/orontes", "/past?outlet=orontes", "/barred"),
    *(f"/changes?kind={kind}" for kind in CHOICES),
    *("/changes", "/words", "/words?q=القوات، المياه"),
    *("/context", "/context?q=القوات", "/context?q=المياه&order=before&copies=in", "/context?q=القوات&next=في"),
    *("/context?q=زرافة القوات&mode=exact", "/context?q=water"),
    *counted_pages.NEWS,
    *("/words?q=المياه&by=outlets&unit=count", "/downloads", "/health", "/gaps", "/past", "/past?outlet=closed"),
    *("/batch", "/batch/{list}", "/watch", "/quotes", "/quotes?article={water}"),
    *("/figures", "/figures?q=القوات", "/figures?q=المياه&figure=killed"),
    *("/places", "/places?p=حلب&span=all", "/place/x-qalamoun", "/place/SY14", "/search?place=in.SY02"),
    *("/about", "/desk", "/saved?q=القوات&outlet=shamplus&outlet=furat24&from=2020&mode=forms", "/warraq"),
    *("/warraq/captures", "/desk/import", "/desk/article/{water}", "/frozen?q=x"),
    *("/warraq/articles?_search=القوات&_facet=outlet", "/warraq/articles/{water}", "/warraq/versions?_size=3"),
)
ERRORS = {
    "/nowhere": 404,
    f"/batch/{'A' * 22}": 404,
    "/article/7": 404,
    "/story/7": 404,
    "/changes?kind=nothing": 400,
    "/outlet/nobody": 404,
    "/place/nowhere": 404,
    "/warraq/nothing": 404,
    "/warraq/articles?_sort=nothing": 400,
    f"/saved/{'A' * 22}": 404,
    f"/watch/{'A' * 22}": 404,
    f"/frozen/{'0' * 16}": 404,
}
# An article that was taken out of the archive.
GONE = 2_078_300_001
NAMES = "B-01\tالقوات\nزرافة\nالمياهه\nمن\n\n%D8%AD%D9%85%D8%A7%D8%A9\nالأرصفة"
EMPTY = (
    *("/", "/search", "/search?q=القوات", "/stories", "/outlets", "/changes", "/words", "/downloads", "/health"),
    *("/context?q=القوات", *counted_pages.EMPTY),
    *("/warraq", "/gaps", "/past", "/barred", "/places", "/figures?q=القوات"),
)
SQL = f"/warraq{QUERY_PAGE}?sql="
READABLE, UNREADABLE = "select id, title, url from articles", "select nothing from articles"
TAKEN = (
    *("/", "/search?q=القوات", "/article/{water}", "/article/{fair}/missing", "/capture/{kept}", "/outlets"),
    *("/outlet/hawran", "/stories", "/about", "/warraq", "/words?q=المياه", "/changes", "/bookmarklet", "/gaps"),
    *("/context?q=المياه", *counted_pages.TAKEN),
    *("/past", "/barred", "/places", "/place/SY02", "/search?q=https://numbered.example/archives/211903"),
    *("/desk", "/desk?list=1", "/desk?view=time", "/desk?q=قال", "/desk?tag=سياق", "/desk?q=زرافة", "/desk/import"),
    *("/desk/article/{water}", "/desk/article/{fair}", "/frozen?q=القوات&outlet=furat24&from=2020"),
)
