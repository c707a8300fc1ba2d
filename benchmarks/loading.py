"""Loading: many rows into new tables, by the fastest way each engine has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol

Row = tuple[Any, ...]


class Loader(Protocol):
    """Fills the tables of a new database on a connection of the driver's own."""

    def without_indexes(self) -> list[str]:
        """Drop every index that no constraint needs; return the statements that make them again."""

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Insert rows, their cells in the order of the columns."""

    def finish(self) -> None:
        """Gather statistics, and leave the database as a writer expects it."""


class SQLiteLoader:
    """Rows by executemany, without a journal: a file that is not finished is of no use anyway."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection
        for setting in (
            "journal_mode = OFF",
            "synchronous = OFF",
            "foreign_keys = OFF",
            "cache_size = -1000000",
            "temp_store = MEMORY",
            "locking_mode = EXCLUSIVE",
        ):
            connection.execute(f"PRAGMA {setting}")

    def without_indexes(self) -> list[str]:
        """Take them from the schema."""
        made = self.connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in made:
            self.connection.execute(f'DROP INDEX "{name}"')
        return [sql for _, sql in made]

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Insert in one transaction."""
        self.connection.execute("BEGIN")
        self.connection.executemany(
            f"INSERT INTO {table} ({_listed(columns)}) VALUES ({', '.join('?' * len(columns))})", rows
        )
        self.connection.execute("COMMIT")

    def finish(self) -> None:
        """Merge the index of words, which came in batches."""
        self.connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        self.connection.execute("ANALYZE")
        self.connection.execute("PRAGMA journal_mode = WAL")


class PostgreSQLLoader:
    """Rows by COPY; keys are not looked up, which needs a superuser."""

    def __init__(self, connection: Any) -> None:
        connection.autocommit = True
        self.connection = connection
        for setting in (
            "session_replication_role = replica",
            "synchronous_commit = off",
            "maintenance_work_mem = '1GB'",
        ):
            connection.execute(f"SET {setting}")

    def without_indexes(self) -> list[str]:
        """Take them from the catalogue."""
        made = self.connection.execute(
            "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index"
            " WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"
            " AND indexrelid NOT IN (SELECT conindid FROM pg_constraint)"
        ).fetchall()
        for name, _ in made:
            self.connection.execute(f"DROP INDEX {name}")
        return [sql for _, sql in made]

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Copy."""
        with self.connection.cursor().copy(f"COPY {table} ({_listed(columns)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def finish(self) -> None:
        """Vacuum, so that indexes alone can answer."""
        self.connection.execute("VACUUM ANALYZE")


LOADERS: Mapping[str, Callable[[Any], Loader]] = {"sqlite": SQLiteLoader, "postgresql": PostgreSQLLoader}


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
