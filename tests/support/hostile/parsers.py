"""Pages hostile to whoever parses them: too deep, too many, too long, and markup that makes parsers work in circles."""

from tests.support.hostile.answer import Hostile, html
from tests.support.hostile.pages import PARAGRAPH, article

READ = "new read_timeout extract_failed read_crashed repeated no_words"


def _deep(tag: str, times: int) -> bytes:
    return f"<title>خبر نموذجي</title>{f'<{tag}>' * times}<p>{PARAGRAPH}</p>".encode()


DEEP = (
    Hostile("divs-200-deep", "article", html(lambda: _deep("div", 200)), "new"),
    Hostile("divs-100,000-deep", "article", html(lambda: _deep("div", 100_000)), READ),
    Hostile("inline-100,000-deep", "article", html(lambda: _deep("b", 100_000)), READ + " empty"),
    Hostile("fonts-100,000-deep", "article", html(lambda: _deep("font color=red", 100_000)), READ + " empty"),
    Hostile("tables-5,000-deep", "article", html(lambda: _deep("table><tr><td", 5_000)), READ),
    Hostile("lists-50,000-deep", "article", html(lambda: _deep("ul><li", 50_000)), READ),
    Hostile("math-and-svg-deep", "article", html(lambda: _deep("svg><math><foreignObject", 20_000)), READ + " empty"),
    Hostile("quotes-20,000-deep", "article", html(lambda: _deep("blockquote", 20_000)), READ + " empty"),
    Hostile("templates-deep", "article", html(lambda: _deep("template", 50_000)), READ + " empty"),
    Hostile("formatting-misnested", "article", html(lambda: _deep("b><p", 20_000)), READ),
    Hostile("links-misnested", "article", html(lambda: _deep("a><div", 20_000)), READ + " empty"),
    Hostile("noahs-ark", "article", html(lambda: _deep("a><b><i><u><em><p", 5_000)), READ),
    Hostile("tables-misnested", "article", html(lambda: _deep("table><a><b", 5_000)), READ),
)
MANY = (
    Hostile("paragraphs-16,000", "article", html(lambda: b"<html><body>" + b"<p>a b</p>" * 16_000), READ),
    Hostile("paragraphs-200,000", "article", html(lambda: b"<html><body>" + b"<p>a b</p>" * 200_000), READ),
    Hostile("elements-1,000,000", "article", html(lambda: article(after="<i>a</i>" * 1_000_000)), READ),
    Hostile("breaks-2,000,000", "article", html(lambda: article(inside="<br>" * 1_900_000)), READ),
    Hostile("links-300,000", "article", html(lambda: article(after="<a href=/1>خبر</a>" * 300_000)), READ),
    Hostile(
        "cells-200,000", "article", html(lambda: article(after="<table>" + "<tr><td>خلية" * 200_000 + "</table>")), READ
    ),
    Hostile(
        "attributes-200,000",
        "article",
        html(lambda: article(inside="<p " + " ".join(f"a{n}=b" for n in range(200_000)) + ">x</p>")),
        READ,
    ),
    Hostile(
        "classes-1,000,000", "article", html(lambda: article(inside="<p class='" + "a " * 1_000_000 + "'>x</p>")), READ
    ),
    Hostile(
        "options-300,000",
        "article",
        html(lambda: article(after="<select>" + "<option>خيار" * 300_000 + "</select>")),
        READ,
    ),
    Hostile("comments-500,000", "article", html(lambda: article(inside="<!--x-->" * 500_000)), READ),
    Hostile("headings-100,000", "article", html(lambda: article(after="<h1>عنوان</h1>" * 100_000)), READ),
    Hostile(
        "doctypes-and-bodies", "article", html(lambda: article(inside="<!doctype html><html><body>" * 50_000)), READ
    ),
    Hostile("instructions-200,000", "article", html(lambda: article(inside="<?php echo 1 ?>" * 200_000)), READ),
    Hostile("images-200,000", "article", html(lambda: article(inside="<img src=/1.jpg alt=x>" * 200_000)), READ),
    Hostile("forms-100,000", "article", html(lambda: article(inside="<form><input name=x></form>" * 100_000)), READ),
)
LONG = (
    Hostile("text-node-of-7-mb", "article", html(lambda: article(inside="<p>" + "كلمة " * 750_000 + "</p>")), READ),
    Hostile("text-node-of-21-mb", "article", html(lambda: b"<p>" + b"a b " * 5_300_000), "too_large"),
    Hostile(
        "attribute-of-7-mb", "article", html(lambda: article(inside="<p title='" + "x" * 7_000_000 + "'>x</p>")), READ
    ),
    Hostile(
        "attribute-of-10-mb",
        "article",
        html(lambda: article(inside="<p title='" + "x" * 10_000_000 + "'>x</p>")),
        "too_large",
    ),
    Hostile("entities-8-mb", "article", html(lambda: article(inside="<p>" + "&amp;" * 1_500_000 + "</p>")), READ),
    Hostile(
        "references-8-mb", "article", html(lambda: article(inside="<p>" + "&#1575;&#32;" * 600_000 + "</p>")), READ
    ),
    Hostile("entity-never-ends", "article", html(lambda: article(inside="&" + "a" * 3_000_000)), READ),
    Hostile("tag-name-of-3-mb", "article", html(lambda: article(inside="<" + "a" * 3_000_000 + ">")), READ),
    Hostile("less-than-3,000,000", "article", html(lambda: article(inside="<" * 3_000_000)), READ),
    Hostile(
        "line-without-a-space",
        "article",
        html(lambda: article(inside="<p>" + "".join(chr(0x627 + n % 28) for n in range(900_000)) + "</p>")),
        READ,
    ),
    Hostile(
        "words-never-the-same",
        "article",
        html(lambda: article(inside="<p>" + " ".join(f"كلمة{n}" for n in range(300_000)) + "</p>")),
        READ,
    ),
    Hostile(
        "astral-letters",
        "article",
        html(lambda: article(inside="<p>" + "\U0001f600\U00010330 " * 700_000 + "</p>")),
        READ,
    ),
    Hostile(
        "script-of-7-mb", "article", html(lambda: article(head="<script>" + "a=1;" * 1_700_000 + "</script>")), READ
    ),
    Hostile(
        "lines-that-are-bylines", "article", html(lambda: article(inside="<p>المصدر: وكالة نموذجية</p>" * 20_000)), READ
    ),
    Hostile("lines-of-colons", "article", html(lambda: article(inside="<p>" + "تصوير : " * 50_000 + "</p>")), READ),
    Hostile(
        "line-of-blanks-and-signs",
        "article",
        html(lambda: article(inside="<p>" + ("- " * 200 + "</p><p>") * 500)),
        READ,
    ),
    Hostile(
        "xml-declares-a-bomb",
        "article",
        html(
            lambda: (
                b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "'
                + b"x" * 100_000
                + b'">]>'
                + b"&a;" * 50_000
                + article()
            )
        ),
        READ,
    ),
)
ANSWERS = (*DEEP, *MANY, *LONG)
