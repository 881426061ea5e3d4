"""What a web edition must be: one file, without script, that keeps what can be seen of WCAG 2.1 AA in its elements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import cast

from lxml import etree, html

from pipeline.conform.rule import (
    DESCRIBED,
    IN_A_LANGUAGE,
    INERT,
    LINKS_WORDED,
    ORDERED,
    TABLES_HEADED,
    TITLED,
    Format,
    are_languages,
    skips_no_level,
)
from pipeline.text import N_

Page = etree._Element


def _open(data: bytes) -> Page:
    return html.document_fromstring(data.decode("utf-8").encode(), parser=html.HTMLParser(encoding="utf-8"))


def _levels(page: Page) -> list[int]:
    return [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def _found(page: Page, path: str) -> list[str]:
    """Return the values of the attributes at a path."""
    return list(map(str, cast("list[object]", page.xpath(path))))


def _ids(page: Page) -> Counter[str]:
    return Counter(_found(page, "//@id"))


def _fragments(page: Page) -> Iterator[str]:
    yield from (target[1:] for target in _found(page, '//a/@href[starts-with(., "#")]'))
    for names in _found(page, "//@aria-labelledby | //@aria-describedby"):
        yield from names.split()


def _pictures_without_words(page: Page) -> object:
    plain = '//img[not(@alt)] | //svg[not(@aria-hidden="true")][not(title or @aria-label or @aria-labelledby)]'
    return page.xpath(plain)


def _from_elsewhere(page: Page) -> object:
    return page.xpath('//@src[not(starts-with(., "data:"))] | //link/@href[not(starts-with(., "data:"))]')


_RULES: dict[str, Callable[[Page], bool]] = {
    IN_A_LANGUAGE: lambda page: bool(page.xpath("/html/@lang")) and are_languages(_found(page, "//@lang")),
    TITLED: lambda page: bool(page.xpath("normalize-space(//head/title)")),
    N_("needs no other file"): lambda page: not _from_elsewhere(page),
    INERT: lambda page: not page.xpath("//script | //@*[starts-with(name(), 'on')] | //@href[contains(., 'script:')]"),
    N_("has a main part"): lambda page: page.xpath("count(//main)") == 1,
    ORDERED: lambda page: skips_no_level(_levels(page)),
    DESCRIBED: lambda page: not _pictures_without_words(page),
    TABLES_HEADED: lambda page: not page.xpath("//table[not(.//th)] | //th[not(@scope)]"),
    N_("has no name twice"): lambda page: all(count == 1 for count in _ids(page).values()),
    N_("has no link to a place that is not there"): lambda page: set(_fragments(page)) <= set(_ids(page)),
    LINKS_WORDED: lambda page: not page.xpath("//a[@href][not(normalize-space(.))][not(@aria-label)]"),
}

WEB = Format(_RULES, _open)
