"""Modules that others import for what is seldom done, imported when it is done."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """What stands for a module until something of it is used."""

    def __getattr__(self, name: str) -> Any:
        _remove(self)
        return getattr(import_module(self.__name__), name)


@contextmanager
def later(name: str) -> Iterator[None]:
    """For those who import a module while this lasts, import it when they first use something of it."""
    if name in sys.modules:
        yield
        return
    module = sys.modules[name] = _Later(name)
    try:
        yield
    finally:
        _remove(module)


def _remove(module: ModuleType) -> None:
    """Let everybody else get the module itself."""
    if sys.modules.get(module.__name__) is module:
        del sys.modules[module.__name__]
