"""Whatever a file of RDF holds, it ends in one line that says where and what to do, and nothing else is read for it."""

import gzip
import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rdf_files import BASE, Graphs, imported, written

from graph.errors import SourceError
from graph.importing.rdf.guards import Brackets
from graph.importing.rdf.limits import DEPTH, Limits
from graph.kinds import Model
from graph.model import Base
from graph.rdf.linked import FORMATS
from graph.rdf.triples import export
from graph.records import Source

MODEL = Model.of(Base)
HOME = Path(__file__).parent.parent
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a.example/"'
XML = f"<rdf:RDF {RDF}><rdf:Description rdf:about='http://a.example/b'><a:c>d</a:c></rdf:Description></rdf:RDF>"
PLACE = f"<{BASE}id/place/p> a <https://schema.org/City> ; <https://schema.org/name> "

PROJECT = f"<{BASE}id/project/p> a <http://data.europa.eu/s66#Project> ; <http://data.europa.eu/s66#title> 'a'"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Graphs:
    return Graphs(tmp_path_factory.mktemp("graphs"), MODEL)


@pytest.fixture
def refusal(graphs: Graphs, tmp_path: Path) -> Callable[..., str]:
    """Return why a file is refused."""

    def refused(content: bytes | str, format_: str = "turtle", **options: object) -> str:
        with graphs.new() as empty:
            with pytest.raises(SourceError) as caught:
                imported(empty, written(tmp_path, content, format_), **options)
            assert empty.revision() == 0
        said = str(caught.value)
        assert "\n" not in said
        return said.removeprefix(f"{tmp_path}/")

    return refused


@pytest.mark.parametrize(
    ("content", "format_", "where"),
    [
        ("<a:a> <a:p> 1 .\n<a:a> <a:p <a:b> .\n", "turtle", "file.ttl:2: is not Turtle"),
        ("<a:a> <a:p> <a:b> .\nx\n", "ntriples", "file.nt:2: is not N-Triples"),
        ("<a:g> {\n\n <a:a> <a:p> }", "trig", "file.trig:3: is not TriG"),
        (f"<rdf:RDF {RDF}>\n<a:B>\n</a:C></rdf:RDF>", "rdfxml", "file.rdf:3: is not XML: mismatched tag, at column"),
        ('{"@graph": [\n{"@id": "a:a",\n"a:b" 1}]}', "jsonld", "file.jsonld:"),
        ("", "jsonld", "file.jsonld:1: is empty"),
        ("<a> <a:p> 1 .", "turtle", "file.ttl:1: has a relative IRI: name by @base"),
        (b"<a:a> <a:p> '\xff' .", "turtle", "file.ttl:1: is not Turtle"),
        (b'{"@id": "a:a", "a:b": "\xff"}', "jsonld", "file.jsonld:1: is not UTF-8"),
        ('{"@id": "a:a",\n"a:b": "\\ud800"}', "jsonld", "file.jsonld:"),
        ("<a:a> <a:p> '\\uD800' .", "turtle", "file.ttl:1: is not Turtle"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(refusal, content, format_, where):
    assert refusal(content, format_).startswith(where)


@pytest.mark.parametrize(
    "content",
    [
        f"<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>{XML}",
        f"<!-- a --><!--<b>--><!DOCTYPE rdf:RDF>{XML}",
        f"\ufeff<!DOCTYPE rdf:RDF SYSTEM 'http://127.0.0.1/x.dtd'>{XML}",
        f"<?xml version='1.0'?><?p <a>?><!DOCTYPE\nrdf:RDF [{'<!ENTITY a &#34;b&#34;>' * 9000}]>{XML}",
        f"<!DOCTYPE rdf:RDF>{XML}".encode("utf-16"),
        f"<?xml version='1.0' encoding='UTF-16'?><!DOCTYPE rdf:RDF>{XML}".encode("utf-16"),
    ],
    ids=["plain", "after comments", "after a mark", "many entities", "UTF-16", "UTF-16 declared"],
)
def test_a_doctype_is_refused_however_it_is_written(refusal, content):
    assert "DOCTYPE" in refusal(content, "rdfxml") or "UTF-16" in refusal(content, "rdfxml")


def test_what_only_looks_like_a_doctype_is_no_xml(refusal):
    assert "is not XML" in refusal(f"<!doctype rdf:RDF>{XML}", "rdfxml")
    assert "save it as UTF-8" in refusal(f"<?xml version='1.0' encoding='ISO-8859-2'?>{XML}", "rdfxml")


@pytest.mark.parametrize(
    "content",
    [
        '{"@context": "https://schema.org", "@graph": []}',
        '{"@context": ["https://schema.org"],\n"@id": "a:a"}',
        '{"@graph": [{"@id": "a:a", "@context": "file:///etc/passwd", "b": 1}]}',
        '{"@context": {"@import": "https://schema.org"}, "@graph": [{"@id": "a:a", "b": 1}]}',
        '[{"@context": "https://schema.org", "@id": "a:a"}]',
    ],
)
def test_no_context_is_fetched(refusal, content):
    assert "not fetched" in refusal(content, "jsonld") or "import" in refusal(content, "jsonld")


NESTED = {
    "turtle": ("<a:a> <a:p> ", "[ <a:p> ", "]"),
    "ntriples": ("<a:a> <a:p> ", "<<( <a:a> <a:p> ", " )>>"),
    "trig": ("<a:a> <a:p> ", "(", ")"),
    "jsonld": ('{"@id": "a:a", "a:p": ', '{"a:p":', "}"),
    "rdfxml": (f"<rdf:RDF {RDF}>", "<a:B><a:p>", "</a:p></a:B>"),
}


@pytest.mark.parametrize("format_", NESTED)
def test_what_is_nested_deep_is_refused(refusal, format_):
    start, opened, closed = NESTED[format_]
    said = refusal(start + opened * 100_000, format_)
    assert f"more than {DEPTH} deep" in said
    whole = start + opened * 500 + "1" + closed * 500 + ("}" if format_ == "jsonld" else "")
    assert f"more than {DEPTH} deep" in refusal(whole, format_)


def test_a_bomb_of_triple_terms_does_not_end_the_interpreter(tmp_path):
    """Without the guard, the parser overflows its stack when it lets go of them."""
    bomb = "<a:a> <a:p> " + "<<(<a:a><a:p>" * 200_000 + "<a:b>" + ")>>" * 200_000 + " .\n"
    (tmp_path / "bomb.nt").write_text(bomb, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(HOME), "OGNIWO_DATABASE": f"sqlite:///{tmp_path / 'g.db'}"}
    done = subprocess.run(
        [sys.executable, "-m", "ogniwo", "import", str(tmp_path / "bomb.nt")],
        env=environment, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "deep in each other" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        b'<a:a> <a:p> "[[[ (((" , \'[[[\' , """ [[[ " \\""" [[[ """ . # [[[\n<a:[> a:\\[ a:\\# [ ] .\n',
        b"<a:a> <a:p> '''\n[[ ' ''[[\n''' .\n",
        b'"" "a" \'\' """""" [ ]\n',
    ],
    ids=["all quotes", "single quotes", "empty"],
)
@pytest.mark.parametrize("size", [1, 3, 1_000])
def test_brackets_in_texts_iris_and_comments_are_none(text, size):
    guard = Brackets("x")
    given = b"".join(guard.released(text[at : at + size]) for at in range(0, len(text), size)) + guard.released(b"")
    assert given == text
    assert guard._depth == 0


def test_the_guard_lets_nothing_through_that_it_has_not_seen():
    guard = Brackets("x")
    assert guard.released(b"<a:a> <a:p> ") == b""
    assert guard.released(b'"""a\n[[[') == b"<a:a> <a:p> "
    assert guard.released(b'\n""" .\n<') == b'"""a\n[[[\n""" .\n'


def test_a_packed_bomb_is_bounded(graphs, tmp_path):
    (tmp_path / "bomb.nt.gz").write_bytes(gzip.compress(b"#" + b" " * 50_000_000))
    with (
        graphs.new() as empty,
        pytest.raises(SourceError, match="bytes of content for each that is packed: raise it by"),
    ):
        imported(empty, tmp_path / "bomb.nt.gz")


def test_size_and_subjects_are_bounded(refusal):
    many = "".join(f"<a:a> <a:p> <a:{number}> .\n" for number in range(60_000))
    assert "more than 1 megabytes of content: raise it by --limit megabytes=" in refusal(
        many, limits=Limits(megabytes=1)
    )
    assert "a:a has more than 1,000 triples: raise it" in refusal(many, limits=Limits(triples=1_000))


def test_a_text_that_no_parser_holds_is_refused(refusal):
    long = "x" * 17_000_000
    assert "more than" in refusal(f'<a:a> <a:p> "{long}" .\n')
    assert "more than" in refusal(f"<rdf:RDF {RDF}><a:B><a:p>{long}</a:p></a:B></rdf:RDF>", "rdfxml")


def test_a_gzip_file_that_is_cut_is_refused(graphs, tmp_path):
    packed = gzip.compress(os.urandom(100_000).hex().encode())
    (tmp_path / "cut.nt.gz").write_bytes(packed[: len(packed) // 2])
    with graphs.new() as empty, pytest.raises(SourceError, match=r"cut\.nt\.gz:\d+: "):
        imported(empty, tmp_path / "cut.nt.gz")


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        (f'{PLACE} "a\\u0001b" .', "U+0001"),
        (f'{PLACE} "  " .', "the text is empty"),
        (f'{PLACE} "a"@x-y .', "is not a language tag"),
        (f"{PLACE} <{BASE}b> .", "wanted a plain string, came no literal"),
        (f'{PLACE} "a" ; <https://schema.org/latitude> "1.5" .', "wanted xsd:decimal, came a plain string"),
        (f'{PLACE} "a" ; <https://schema.org/latitude> 1.12345678 .', "decimal places"),
        (f'{PLACE} "a" , "b" .', "two texts of schema:name in one language"),
        (f'<{BASE}id/place/p> <https://schema.org/name> "a" .', "it has no rdf:type"),
        (f'<{BASE}id/place/P> a <https://schema.org/City> ; <https://schema.org/name> "a" .', "is not an id"),
        (f"{PROJECT} ; <https://schema.org/startDate> '2008-02-31'^^<http://www.w3.org/2001/XMLSchema#date> .", "02-31"),
        (f'{PLACE} "a" ; <http://www.w3.org/2002/07/owl#sameAs> <{BASE}id/Place> .', "is not an id"),
    ],
)  # fmt: skip
def test_values_are_checked_at_the_door(graphs, tmp_path, said, reason):
    with graphs.new() as empty:
        report = imported(empty, written(tmp_path, said, "turtle"))
        (problem,) = report.tables[0].problems
        assert reason in problem.examples[0].reason
        assert not list(empty.records())


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file with one thing wrong in it."""
    at = chance.randrange(len(content))
    lines = content.splitlines(keepends=True)
    first, second = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]
    return chance.choice(
        (
            content[:at],
            content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :],
            content[:at] + content[at + chance.randrange(1, 40) :],
            b"".join(lines),
            content.replace(b"statement", b"record", 1)
            if chance.random() < 0.5
            else content.replace(b"/id/", b"/di/", 3),
        )
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_a_file_that_is_damaged_ends_in_an_error_or_in_rejects(graphs, seeds: list[Source], tmp_path, format_):
    with graphs.new() as store:
        store.write(seeds)
        kinds = {kind.name for each in ("Document", "Organization", "Place") for kind in MODEL.members(each)}
        some = [each for each in store.records() if each[0].kind in kinds]
        content = "".join(export(MODEL, FORMATS[format_].syntax(MODEL, BASE), some)).encode()
    chance = random.Random(20260722)
    ends = {"refused": 0, "rejected": 0, "whole": 0}
    with graphs.new() as empty:
        for _ in range(12):
            said = ""
            try:
                report = imported(empty, written(tmp_path, mutated(content, chance), format_))
            except SourceError as error:
                said = str(error)
                ends["refused"] += 1
            else:
                ends["rejected" if report.tables[0].rejected else "whole"] += 1
            assert "\n" not in said
    assert ends["refused"]
