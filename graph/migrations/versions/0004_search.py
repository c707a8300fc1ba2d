"""The table `search` is made anew: in the order of ranks, with lemmas, abbreviations and the names of places."""

from alembic import op

from graph.index import Index
from graph.kinds import Model
from graph.model import Base
from graph.reading import Reader
from graph.sql.database import dialect_of

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    connection = op.get_bind()
    dialect = dialect_of(connection.engine)
    op.execute("DROP TABLE search")
    for statement in dialect.search_ddl():
        op.execute(statement)
    model = Model.of(Base)
    Index(model, Reader(model, dialect), dialect, connection).fill()
