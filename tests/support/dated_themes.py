"""Themes for made pages with several dates: where a site puts its headline, text, cards, comments and footers.

Each takes the same parts by name: `head`, `top`, `over`, `title`, `under`, `text`, `after`, `side`, `foot`; a part may
be empty. None is a real site's.
"""

THEMES = {
    "blog": """<!doctype html><html lang="{lang}" dir="{dir}"><head>{head}</head><body class="single"><header
id="masthead">{top}<nav class="main-menu"><a href="/">{home}</a> <a href="/category/news/">{news}</a></nav></header>
<div id="content"><main><article id="post-1" class="post hentry"><header class="entry-header">{over}<h1
class="entry-title">{title}</h1>{under}</header><div class="entry-content">{text}</div><footer>{after}</footer>
</article>
</main><aside id="secondary" class="widget-area">{side}</aside></div>
<footer id="colophon">{foot}</footer></body></html>""",
    "newspaper": """<html lang="{lang}"><head>{head}</head><body><div id="td-outer-wrap">
<div class="td-header">{top}</div>
<div class="td-container"><div class="td-pb-row"><div class="td-pb-span8"><div class="td-ss-main-content"><article
class="post"><div class="td-post-header">{over}<header class="td-post-title"><h1 class="entry-title">{title}</h1><div
class="td-module-meta-info">{under}</div></header></div><div class="td-post-content">{text}</div></article>{after}</div>
</div><div class="td-pb-span4"><div class="td-ss-main-sidebar">{side}</div></div></div></div><div
class="td-footer">{foot}</div></div></body></html>""",
    "table": """<html><head>{head}</head><body bgcolor="#fff"><table width="980" align="center"><tr>
<td colspan="2">{top}
</td></tr><tr><td valign="top" width="200">{side}</td><td valign="top"><table width="100%"><tr><td>{over}</td>
</tr><tr><td
class="Title"><font size="5"><b>{title}</b></font></td></tr><tr><td>{under}</td></tr><tr>
<td class="Body">{text}</td></tr>
<tr><td>{after}</td></tr></table></td></tr><tr><td colspan="2">{foot}</td></tr></table></body></html>""",
    "divs": """<html lang="{lang}"><head>{head}</head><body><div class="wrap"><div class="x1">{top}</div>
<div class="x2"><div
class="x3">{over}<h2 class="x4">{title}</h2>{under}<div class="x5">{text}</div>{after}</div><div class="x6">{side}</div>
</div><div class="x7">{foot}</div></div></body></html>""",
    "flat": """<html lang="{lang}"><head>{head}</head>
<body>{top}{over}<h1>{title}</h1>{under}{text}{after}{side}{foot}</body>
</html>""",
    "drupal": """<!doctype html><html lang="{lang}"><head>{head}</head><body><div class="layout-container"><header
role="banner">{top}</header><main role="main"><div class="region-content"><h1 class="page-title">{title}</h1><article
role="article" class="node node--type-article"><div class="node__meta">{over}{under}</div><div
class="node__content"><div class="field field--name-body">{text}</div></div></article>{after}</div><aside>{side}</aside>
</main><footer>{foot}</footer></div></body></html>""",
    "laravel": """<!doctype html><html lang="{lang}"><head>{head}</head><body><div id="app">
<section class="top-bar">{top}
</section><section class="container"><div class="row"><div class="col-md-8"><div class="news-details"><div
class="img"><img src="/storage/uploads/1.jpg"></div>{over}<div class="title-post"><h1>{title}</h1>{under}</div><div
class="details">{text}</div></div>{after}</div><div class="col-md-4">{side}</div></div></section><section
class="bottom">{foot}</section></div></body></html>""",
    "portal": """<html lang="{lang}"><head>{head}</head><body><div id="page">{top}<div class="main">{side}<div
class="story" itemscope itemtype="https://schema.org/NewsArticle">{over}<h1 itemprop="headline">{title}</h1>{under}<div
itemprop="articleBody">{text}</div>{after}</div></div>{foot}</div></body></html>""",
    "amp": """<!doctype html><html amp lang="{lang}"><head>{head}</head><body>
<header class="amp-header">{top}</header><article
class="amp-wp-article">
<header class="amp-wp-article-header">{over}<h1 class="amp-wp-title">{title}</h1>{under}</header><div
class="amp-wp-article-content">{text}</div><footer class="amp-wp-article-footer">{after}</footer></article>{side}<footer
class="amp-wp-footer">{foot}</footer></body></html>""",
    "script": """<!doctype html><html lang="{lang}"><head>{head}</head><body><div id="__next">
<div class="css-1ab">{top}</div><main
class="css-2cd"><section class="css-3ef">{side}</section><section class="css-4gh"><div class="css-5ij">{over}<h1
class="css-6kl">{title}</h1><div class="css-7mn">{under}</div></div><div class="css-8op">{text}</div><div
class="css-9qr">{after}</div></section></main><div class="css-0st">{foot}</div></div></body></html>""",
}

# A place where a page shows its own date; {t} what a reader sees, {i} the moment for machines, {e} its seconds.
SHOWN = (
    '<time class="entry-date published" datetime="{i}">{t}</time>',
    '<div class="meta"><span class="author">سامر الحامد</span> <time datetime="{i}">{t}</time></div>',
    "<time>{t}</time>",
    '<span class="date">{t}</span>',
    "<p>{t}</p>",
    "<div>{t}</div>",
    "<small>{t}</small>",
    '<abbr class="published" title="{i}">{t}</abbr>',
    '<div class="post-info"><span>سامر الحامد</span> | <span>{t}</span> | <a href="/category/local/">محليات</a></div>',
    '<ul class="info"><li>{t}</li><li>1253 مشاهدة</li><li><a href="/author/samer/">سامر الحامد</a></li></ul>',
    '<div class="share-bar"><span>{t}</span><a href="https://t.me/share">شارك</a></div>',
    '<table><tr><td class="date">{t}</td><td>عدد القراء: 2019</td></tr></table>',
    '<p class="info"><i class="fa fa-clock"></i> {t} <i class="fa fa-eye"></i> 845</p>',
)
LABELS = ("", "", "", "نُشر في: ", "تاريخ النشر: ", "تم النشر بتاريخ ", "أضيف بتاريخ: ")


def cards(items: list[tuple[str, str, str]], style: int) -> str:
    """Other articles as a theme lists them: a headline, the day a reader sees, and the moment for machines."""
    forms = (
        '<article class="card"><a href="/{n}"><h3>{h}</h3></a><time datetime="{i}">{t}</time></article>',
        '<li><span class="date">{t}</span> <a href="/{n}">{h}</a></li>',
        '<div class="item"><a href="/{n}"><img src="/{n}.jpg"></a><div><a href="/{n}">{h}</a><p>{t}</p></div></div>',
        "<div>{t}</div><div><a href='/{n}'>{h}</a></div>",
        "<tr><td>{t}</td></tr><tr><td><a href='/{n}'>{h}</a></td></tr>",
        '<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" content="{i}"><a '
        'itemprop="url" href="/{n}"><span itemprop="headline">{h}</span></a> {t}</div>',
        '<div class="post"><h4><a href="/{n}">{h}</a></h4><time>{t}</time><p>وأضاف الخبر الآخر تفاصيل.</p></div>',
        '<div class="item" onclick="go({n})"><b>{h}</b><br><span>{t}</span></div>',
        '<div class="item"><span>نُشر في: {t}</span><h3><a href="/{n}">{h}</a></h3><p>وفي الآخر تفاصيل.</p></div>',
        '<div class="c"><div class="d"><h3><a href="/{n}">{h}</a></h3></div><div><i class="date">{t}</i></div></div>',
        '<a class="box" href="/{n}"><h5>{h}</h5><time class="published" datetime="{i}">{t}</time></a>',
    )
    form = forms[style % len(forms)]
    made = "".join(form.format(h=h, t=t, i=i, n=70_000 + at) for at, (h, t, i) in enumerate(items))
    around = ("<ul>{}</ul>", "<div class='list'>{}</div>", "<table>{}</table>", "<section>{}</section>")
    return around[(0 if "<li" in form else 2 if "<tr" in form else 1 + style % 2 * 2)].format(made)


def comments(items: list[tuple[str, str]], style: int) -> str:
    """What readers wrote: the day a reader sees and the moment for machines."""
    forms = (
        '<li class="comment"><cite>رامي</cite> <time datetime="{i}">{t}</time><p>شكرًا على الخبر.</p></li>',
        '<div class="c"><b>رامي</b><span>{t}</span><div>شكرًا على هذا الخبر المفيد.</div></div>',
        "<p>رامي</p><p>{t}</p><p>شكرًا على هذا الخبر المفيد جدًا.</p>",
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><b>رامي</b> <meta '
        'itemprop="datePublished" content="{i}">{t}<div itemprop="text">شكرًا على الخبر.</div></div>',
    )
    heads = (
        "",
        "<h3>التعليقات (2)</h3>",
        "<div>التعليقات</div>",
        "<h4>شارك برأيك</h4>",
        "<strong>تعليقات القراء</strong>",
    )
    made = "".join(forms[style % len(forms)].format(t=t, i=i) for t, i in items)
    holder = (
        "<ol class='comment-list'>{}</ol>",
        "<div id='comments'>{}</div>",
        "<div>{}</div>",
        "<section>{}</section>",
    )
    return heads[style // 2 % 5] + holder[style % 4].format(made)
