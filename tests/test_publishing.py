"""What is published has a tag, is revalidated by it, and is compressed for whoever takes that."""

import gzip
from typing import Any

import pytest
from starlette.requests import Request

from serving.publishing import published

TAG = 'W/"7-c0ffee"'
BODY = b"<a> <b> <c> .\n" * 200


def answer(body: bytes = BODY, sent: dict[str, str] | None = None, **headers: str) -> Any:
    named = [(name.encode(), value.encode("latin-1")) for name, value in (sent or {}).items()]
    request = Request({"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": named})
    return published(request, body, "text/turtle", TAG, **headers)


def test_a_body_is_sent_with_its_tag_and_to_be_asked_for_again():
    made = answer(link="<x>; rel=self", vary="Accept")
    assert (made.status_code, made.body) == (200, BODY)
    assert made.headers["etag"] == TAG
    assert made.headers["cache-control"] == "no-cache"
    assert made.headers["vary"] == "Accept, Accept-Encoding"
    assert made.headers["content-type"] == "text/turtle; charset=utf-8"
    assert made.headers["link"] == "<x>; rel=self"


@pytest.mark.parametrize("known", [TAG, '"7-c0ffee"', f'"other", {TAG}', "*", ' W/"7-c0ffee" '])
def test_who_has_it_is_sent_nothing(known: str):
    made = answer(sent={"if-none-match": known}, link="<x>")
    assert (made.status_code, made.body) == (304, b"")
    assert made.headers["etag"] == TAG
    assert made.headers["link"] == "<x>"
    assert "content-length" not in made.headers
    assert "content-type" not in made.headers


@pytest.mark.parametrize("known", ["", '"8-c0ffee"', "7-c0ffee", '"', 'W/""', "\xff", '"7-c0ffee', "**"])
def test_who_has_another_is_sent_it(known: str):
    assert answer(sent={"if-none-match": known}).status_code == 200


@pytest.mark.parametrize(("accepted", "coding"), [("gzip", "gzip"), ("br, *", "gzip"), ("identity, gzip;q=0", None), ("br", None), ("gzip;q=0", None), ("*;q=0", None)])  # fmt: skip
def test_it_is_compressed_for_whoever_takes_that(accepted: str, coding: str | None):
    made = answer(sent={"accept-encoding": accepted})
    assert made.headers.get("content-encoding") == coding
    assert (gzip.decompress(made.body) if coding else made.body) == BODY
    assert int(made.headers["content-length"]) == len(made.body)


def test_what_is_small_is_left_as_it_is_and_the_same_bytes_are_compressed_alike():
    assert "content-encoding" not in answer(b"small", {"accept-encoding": "gzip"}).headers
    assert answer(sent={"accept-encoding": "gzip"}).body == answer(sent={"accept-encoding": "gzip"}).body
