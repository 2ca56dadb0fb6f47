"""Page templates of news sites that differ in structure, and what stands on every page of such a site."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template as Markup

FOLDER = Path(__file__).parent / "templates"
# Places of a page at which something may stand; first, mid and last are among the paragraphs.
PLACES = ("header", "meta", "over", "first", "mid", "last", "after", "tags", "side", "footer", "caption")
LABELS = {
    "ar": {"home": "الرئيسية", "local": "محليات", "sport": "رياضة", "site": "موقع نموذج", "dir": "rtl"},
    "en": {"home": "Home", "local": "Local", "sport": "Sport", "site": "Model News", "dir": "ltr"},
    "ku": {"home": "Destpêk", "local": "Herêmî", "sport": "Werzîş", "site": "Nûçeyên Nimûne", "dir": "ltr"},
}
EVERYWHERE = {
    "ar": {"footer": "هيئة التحرير info@nmd.example", "side": "<h4>من نحن</h4><p>موقع كتب للاختبار</p>"},
    "en": {"footer": "Editors: info@nmd.example", "side": "<h4>About</h4><p>A site written as a test</p>"},
    "ku": {"footer": "Edîtor: info@nmd.example", "side": "<h4>Em kî ne</h4><p>Malperek ji bo ceribandinê</p>"},
}


@dataclass(frozen=True, slots=True)
class Template:
    """`selector` is where the text stands; `line` and `lede` what a paragraph and a standfirst are wrapped in."""

    name: str
    selector: str
    lang: str = "ar"
    line: str = "<p>{}</p>"
    lede: str = "<p>{}</p>"

    def page(self, values: dict[str, str]) -> str:
        """The page with a value at every place."""
        return _markup(self.name).substitute(values)


@cache
def _markup(name: str) -> Markup:
    return Markup((FOLDER / f"{name}.html").read_text(encoding="utf-8"))


TEMPLATES = (
    Template("wordpress", ".entry-content", lede='<div class="standfirst"><p>{}</p></div>'),
    Template("builder", ".elementor-widget-theme-post-content"),
    Template("layout_table", ".newsbody", line="{}<br><br>", lede="{}"),
    Template("drupal", ".field--name-body", lede="{}"),
    Template("blogger", ".post-body", line="<div>{}</div>", lede="<b>{}</b><br>"),
    Template("hashed", "._b4x9", line='<p class="_p1k">{}</p>', lede="{}"),
    Template("blocks", ".wp-block-post-content"),
    Template("react", ".sc-dAlyuH", line='<div class="sc-tagGq"><span>{}</span></div>', lede="{}"),
    Template("magazine", ".story-body", lang="en", lede="{}"),
    Template("newspaper", ".tdb_single_content", lede="{}"),
    Template(
        "postback",
        "#ctl00_Main_pnlDetails",
        line='<p dir="RTL"><span style="font-size: medium">{}</span></p>',
        lede="{}",
    ),
    Template("utility", ".prose", line='<div class="mb-4 text-right">{}</div>', lede="{}"),
    Template("joomla", "[itemprop=articleBody]", lang="ku", lede="{}"),
    Template("sahifa", ".entry"),
    Template("bemkit", ".newsitem__detail", line='<div class="newsitem__p">{}</div>', lede="{}"),
)
