"""The errors of Ogniwo, one class for each thing that the caller can do about it.

OgniwoError
├── InvalidValue          a value is not what its property wants: correct the value
├── SourceError           a seed file or mapping is wrong: correct the file at the line named
├── EvidenceError         a proof does not hold
│   └── QuoteNotFound     the quoted words are not in the document: quote exactly, or correct the fact
├── RequestError          a request asks for what cannot be: correct the request
│   └── UnknownEntity     it names an id that the graph does not have: correct the id
├── DatabaseError         the database cannot serve
│   ├── SchemaOutdated    it has another schema version: run `ogniwo migrate`
│   ├── NotADatabase      the URL or the file is wrong: correct the URL
│   │   └── EmptyDatabase there is no graph there yet: run `ogniwo seed`
│   └── ReadTimeout       a read took longer than its limit: ask for less
└── OutputError           a file cannot be written: choose another
"""


class OgniwoError(Exception):
    """Whatever a user can cause. Its text is one line: what, where, and what to do."""


class InvalidValue(OgniwoError):
    """A value is not what its property wants. Correct the value."""


class SourceError(OgniwoError):
    """A file to be read is wrong. Correct it at the place named."""

    def __init__(self, file: str, line: int, message: str) -> None:
        super().__init__(f"{file}:{line}: {message}")
        self.file, self.line = file, line


class EvidenceError(OgniwoError):
    """A proof does not hold."""


class QuoteNotFound(EvidenceError):
    """The words that should prove a fact are not in the document. Quote them exactly, or correct the fact."""

    def __init__(self, document: str, exact: str) -> None:
        super().__init__(f"{document} does not contain {exact!r}")
        self.document, self.exact = document, exact


class RequestError(OgniwoError):
    """A request asks for what cannot be. `code` is the machine's word for why."""

    def __init__(self, message: str, code: str = "BAD_REQUEST") -> None:
        super().__init__(message)
        self.code = code


class UnknownEntity(RequestError):
    """A request names an id that the graph does not have. Correct the id."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no {name[:200]}.", "NOT_FOUND")
        self.name = name


class DatabaseError(OgniwoError):
    """The database cannot serve."""


class SchemaOutdated(DatabaseError):
    """The database has another schema version. Run `ogniwo migrate`."""


class NotADatabase(DatabaseError):
    """The database URL is wrong, or what it names is no database of Ogniwo. Correct the URL."""


class EmptyDatabase(NotADatabase):
    """There is no graph in the database yet. Run `ogniwo seed`."""


class ReadTimeout(DatabaseError):
    """A read took longer than its limit. Ask for less."""


class OutputError(OgniwoError):
    """A file cannot be written. Choose another."""
