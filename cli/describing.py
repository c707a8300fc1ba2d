"""Describing: the options by which a publisher says of the dataset what the catalogue then says."""

from collections.abc import Callable, Mapping
from typing import Any

import click

from graph.dataset import Dataset
from graph.errors import InvalidValue

DATASET: Mapping[str, tuple[str, str]] = {
    "title": ("TEXT", "What the dataset is called."),
    "description": ("TEXT", "What is in it."),
    "publisher": ("NAME", "Who publishes it."),
    "publisher_iri": ("IRI", "What means the publisher on the web."),
    "licence": ("IRI", "On what terms the data may be used."),
    "contact": ("ADDRESS", "Whom to ask: an e-mail address, or one of the web."),
    "frequency": ("CODE", "How often it changes: DAILY, MONTHLY, ... of the EU authority table."),
    "themes": ("CODES", "What it is about: SOCI,GOVE,... of the EU authority table."),
}


def dataset_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of DATASET."""
    for name, (metavar, text) in reversed(list(DATASET.items())):
        command = click.option(f"--{name.replace('_', '-')}", name, metavar=metavar, help=text)(command)
    return command


def described(dataset: Dataset, given: Mapping[str, str | None]) -> Dataset:
    """Return a dataset with what options say of it. Raises InvalidValue."""
    try:
        return dataset.changed({name: text for name, text in given.items() if text})
    except InvalidValue as error:
        name, _, message = str(error).partition(": ")
        raise InvalidValue(f"--{name.replace('_', '-')}: {message}") from error
