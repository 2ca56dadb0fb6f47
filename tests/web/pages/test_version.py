"""The page of one version: an older one is labelled, a newer one says what changed."""

from tests.support.reading_room import Site


def test_an_older_version_is_labelled_and_the_newer_says_what_changed_and_leads_to_the_comparison(site: Site) -> None:
    old = site.text(f"/article/{site.ids['water']}/versions/1")
    assert "هذه النسخة 1 من الخبر، والخبر هنا بنصّ غيرها" in old
    assert "بعد سبعة أيام" in old
    assert "62%" in old
    new = site.text(f"/article/{site.ids['water']}/versions/2")
    assert "أرقام تبدّلت: من «سبعة» إلى «تسعة»، من 62 إلى 58" in new
    assert f'/article/{site.ids["water"]}/diff/1..2"' in site.get(f"/article/{site.ids['water']}/versions/2").text
    assert new.count("رافقت القـ.ـوات") == 1
