"""The links of a front page that lead to articles are told from menus."""

from spiders.probing.headlines import headline_links
from spiders.probing.proposal import new_outlet


def test_headlines_are_told_from_menus() -> None:
    side = "<ul class=menu><li><a href=/a/>من نحن</a></li></ul><h4 class=side><a href=/s/>خبر جانبي من أربع</a></h4>"
    card = "<div class=card><h2><a href=/n/{0}/>خبر نموذجي رقم {0} طويل العنوان</a></h2></div>"
    page = side + "".join(card.format(number) for number in range(5))
    outlet = new_outlet("x", "https://example.org")
    assert headline_links(page.encode(), "https://example.org/", outlet) == "h2 a"
    assert headline_links(b"<a href=/>home</a>", "https://example.org/", outlet) == ""
