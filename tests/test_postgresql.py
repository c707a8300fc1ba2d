"""A PostgreSQL that does not do what is wanted of it: one line says why, and what is well again is used again."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from cluster import Server
from sqlalchemy import make_url
from starlette.testclient import TestClient

import server as served
from graph.errors import DatabaseError, EmptyDatabase, NotADatabase, RequestError
from graph.kinds import Model
from graph.model import Base
from graph.store import Store
from settings import Settings

MODEL = Model.of(Base)
PASSWORD = "hunter2"  # noqa: S105
QUERY = {"query": "{statistics {revision}}"}


@pytest.fixture
def database(server: Server) -> Iterator[str]:
    """The URL of an empty database."""
    url = server.new()
    yield url
    server.remove(url)


@pytest.fixture
def graph(database: str) -> str:
    """The URL of a graph of nothing."""
    Store.create(database, MODEL).close()
    return database


@pytest.fixture
def someone(server: Server) -> Iterator[str]:
    """The name of somebody who may connect, and nothing else."""
    name = "ogniwo_someone"
    server.execute(f"DROP ROLE IF EXISTS {name}")
    server.execute(f"CREATE ROLE {name} LOGIN PASSWORD '{PASSWORD}'")
    yield name
    server.execute(f"DROP ROLE {name}")


def of(url: str, **parts: object) -> str:
    """Return a URL with other parts."""
    return make_url(url).set(**parts).render_as_string(hide_password=False)  # type: ignore[arg-type]


def refused(use: Callable[[], object], wanted: type[DatabaseError] = NotADatabase) -> str:
    """Return in which line a use is refused."""
    with pytest.raises(wanted) as error:
        use()
    assert type(error.value) is wanted
    assert "\n" not in str(error.value)
    assert PASSWORD not in str(error.value)
    assert "sqlalche.me" not in str(error.value)
    return str(error.value)


def test_a_server_that_is_not_there_is_named_without_the_password(database):
    url = of(database, port=1, username="me", password=PASSWORD)
    for use in (Store.open, Store.create):
        line = refused(lambda use=use: use(url, MODEL))
        assert "127.0.0.1:1/" in line or "localhost" in line
        assert "refused" in line


@pytest.mark.parametrize(
    "address",
    [f"postgresql+psycopg://me:{PASSWORD}@127.0.0.1:port/x", f"postgresql+psycopg://127.0.0.1:1/x?password={PASSWORD}",
     f"postgresql+psycopg://me:{PASSWORD}@127.0.0.1:1/x?nonsense=1", f"mysql://me:{PASSWORD}@127.0.0.1/x",
     f"postgresql+psycopg://me:a@{PASSWORD}@127.0.0.1:port/x", f"postgresql+psycopg://127.0.0.1:port/x?password={PASSWORD}"],
)  # fmt: skip
def test_a_password_is_shown_nowhere(address):
    refused(lambda: Store.open(address, MODEL))


def test_a_wrong_password_is_refused_in_one_line(database, someone, server):
    try:
        psycopg.connect(make_url(of(database, username=someone, drivername="postgresql")).render_as_string()).close()
    except psycopg.OperationalError:
        pass
    else:
        pytest.skip("the server that is named asks for no password")
    assert "password" in refused(lambda: Store.open(of(database, username=someone, password=f"not{PASSWORD}"), MODEL))
    refused(lambda: Store.open(of(database, username=someone, password=PASSWORD), MODEL), EmptyDatabase)


def test_a_database_that_is_missing_is_refused_in_one_line(database):
    assert "does not exist" in refused(lambda: Store.open(of(database, database="ogniwo_none"), MODEL))


def test_an_empty_database_is_to_be_seeded(database):
    assert "run `ogniwo seed" in refused(lambda: Store.open(database, MODEL), EmptyDatabase)


def test_another_programs_database_is_left_alone(database, server):
    server.execute("CREATE TABLE recipe (name TEXT)", database)
    for use in (Store.open, Store.create):
        assert "something else" in refused(lambda use=use: use(database, MODEL))
    assert server.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'", database) == [(1,)]


def test_whoever_has_no_rights_is_told_so(graph, someone, server):
    url = of(graph, username=someone, password=PASSWORD)
    assert "permission denied" in refused(lambda: Store.open(url, MODEL))
    empty = server.new()
    theirs = of(empty, username=someone, password=PASSWORD)
    assert "permission denied" in refused(lambda: Store.create(theirs, MODEL))
    server.remove(empty)


def test_whoever_may_only_read_reads(graph, someone, server):
    server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {someone}", graph)
    store = Store.open(of(graph, username=someone, password=PASSWORD), MODEL)
    assert store.revision() == 0
    store.close()
    server.execute(f"DROP OWNED BY {someone}", graph)


def test_a_database_that_cannot_hold_all_letters_is_refused(server):
    name = "ogniwo_ascii"
    server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc")
    try:
        line = refused(lambda: Store.create(of(server.url.render_as_string(hide_password=False), database=name), MODEL))
        assert "ENCODING 'UTF8'" in line
    finally:
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_too_many_connections_are_refused_in_one_line(graph, someone, server):
    server.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {someone}", graph)
    server.execute(f"ALTER ROLE {someone} CONNECTION LIMIT 2")  # one of a reader, and one that a writer may take again
    url = of(graph, username=someone, password=PASSWORD)
    store = Store.open(url, MODEL)
    try:
        with store.snapshot():
            assert "too many connections" in refused(lambda: Store.open(url, MODEL))
    finally:
        store.close()
        server.execute(f"DROP OWNED BY {someone}", graph)


def test_a_query_that_is_too_deep_for_the_server_is_the_requests_fault(graph):
    store = Store.open(graph, MODEL)
    with pytest.raises(RequestError, match="too complex") as error, store.snapshot() as snapshot:
        snapshot.execute(f"SELECT {'+'.join(['1'] * 50_000)}")
    assert error.value.code == "QUERY_TOO_COMPLEX"
    with store.snapshot() as snapshot:
        assert snapshot.execute("SELECT 1") == [(1,)]
    store.close()


def disconnect(server: Server, url: str) -> None:
    """End every connection to a database, as a server does that is restarted."""
    name = make_url(url).database
    server.execute(
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}' AND pid <> pg_backend_pid()"
    )


@contextmanager
def away(server: Server, url: str) -> Iterator[None]:
    """Let a database take no connection for a while."""
    name = make_url(url).database
    server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    disconnect(server, url)
    yield
    server.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def test_connections_that_died_while_idle_are_replaced(graph, server):
    store = Store.open(graph, MODEL)
    with store.snapshot(), store.snapshot(), store.snapshot():
        pass
    disconnect(server, graph)
    assert store.revision() == 0
    assert store.write([]) is None
    disconnect(server, graph)
    assert store.write([]) is None
    store.close()


def test_a_connection_that_dies_in_a_read_is_told_in_one_line_and_replaced(graph, server):
    store = Store.open(graph, MODEL)

    def read() -> None:
        with store.snapshot() as snapshot:
            snapshot.execute("SELECT 1")
            disconnect(server, graph)
            snapshot.execute("SELECT 1")

    assert "cannot be read" in refused(read, DatabaseError)
    assert store.revision() == 0
    store.close()


def test_a_database_that_goes_away_and_comes_back_is_served_again(graph, server):
    with TestClient(served.application(Settings.of(database=graph))) as client:
        paths = ("/health", "/id/place/none", "/data/place/none.ttl")
        before = [client.get(path).status_code for path in paths]
        assert before == [200, 404, 404]
        with away(server, graph):
            for path in paths:
                response = client.get(path)
                assert (response.status_code, response.text) == (503, "The database cannot be read.\n")
            answer = client.post("/graphql", json=QUERY)
            assert answer.status_code == 503
            (error,) = answer.json()["errors"]
            assert (error["message"], error["extensions"]["code"]) == ("The database cannot be read.", "DATABASE_ERROR")
        assert [client.get(path).status_code for path in paths] == before
        assert client.post("/graphql", json=QUERY).json() == {"data": {"statistics": {"revision": 0}}}
