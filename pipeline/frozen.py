"""Frozen dataclasses that take little time to define.

`dataclasses` compiles six methods for each class, and a short command would spend as much time on its nouns as on its
work. Here only `__init__` is compiled; the other methods are made of the fields' names alone.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform, overload

T = TypeVar("T")
Values = Callable[[object], tuple[object, ...]]


@overload
def frozen(cls: type[T], /) -> type[T]: ...


@overload
def frozen(*, eq: bool = True, order: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(
    cls: type[T] | None = None, /, *, eq: bool = True, order: bool = False
) -> type[T] | Callable[[type[T]], type[T]]:
    """Make a class one of `dataclass(frozen=True, slots=True, eq=eq, order=order)`; all its fields are arguments."""
    if cls is None:
        return lambda cls: _made(cls, eq, order)
    return _made(cls, eq, order)


def _made(cls: type[T], eq: bool, order: bool) -> type[T]:
    cls.__doc__ = cls.__doc__ or cls.__name__  # or else `dataclass` works out the signature and makes it the docstring
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    parts = fields(made)  # type: ignore[arg-type]
    members = {"init": _initializer(made, parts), "repr": _repr(parts), "reduce": _reduce(_values(parts))}
    members |= {"setattr": _refuse, "delattr": _refuse}
    if eq:
        members |= _comparisons(_values(part for part in parts if part.compare), order)
    for name, member in members.items():
        setattr(made, f"__{name}__", member)
    return made


def _initializer(cls: type, parts: tuple[Field[Any], ...]) -> Callable[..., None]:
    """Return the method that puts each argument into its slot; it is compiled when the first instance is made."""

    def method(self: object, *values: object, **named: object) -> None:
        compiled = _compiled(cls, parts)
        cls.__init__ = compiled  # type: ignore[misc]
        compiled(self, *values, **named)

    return method


def _compiled(cls: type, parts: tuple[Field[Any], ...]) -> Callable[..., None]:
    scope: dict[str, Any] = {"MISSING": MISSING}
    parameters, lines = [], []
    for part in parts:
        name, value = part.name, part.name
        if part.default_factory is not MISSING:
            scope[f"make_{name}"], value = part.default_factory, f"make_{name}() if {name} is MISSING else {name}"
        scope |= {f"default_{name}": part.default, f"set_{name}": getattr(cls, name).__set__}
        has_default = part.default is not MISSING or part.default_factory is not MISSING
        parameters.append(f"{name}=default_{name}" if has_default else name)
        lines.append(f"set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append("self.__post_init__()")
    exec(f"def __init__({', '.join(['self', *parameters])}):\n " + "\n ".join(lines or ["pass"]), scope)  # noqa: S102
    return scope["__init__"]  # type: ignore[no-any-return]


def _values(parts: Iterator[Field[Any]] | tuple[Field[Any], ...]) -> Values:
    """Return the function that reads these fields; `attrgetter` reads several at once, but one as it is."""
    names = [part.name for part in parts]
    return attrgetter(*names) if len(names) > 1 else lambda one: tuple([getattr(one, name) for name in names])


def _repr(parts: tuple[Field[Any], ...]) -> Callable[[object], str]:
    names = [part.name for part in parts if part.repr]

    def method(self: object) -> str:
        return f"{type(self).__qualname__}({', '.join([f'{name}={getattr(self, name)!r}' for name in names])})"

    return method


def _reduce(values: Values) -> Callable[[object], tuple[type, tuple[object, ...]]]:
    """Let instances be copied and sent to other processes by being made anew."""
    return lambda self: (type(self), values(self))


def _comparisons(values: Values, order: bool) -> dict[str, Callable[..., Any]]:
    methods: dict[str, Callable[..., Any]] = {"hash": lambda self: hash(values(self))}
    for name in ("eq", "lt", "le", "gt", "ge") if order else ("eq",):
        methods[name] = _comparison(getattr(operator, name), values)
    return methods


def _comparison(compare: Callable[[Any, Any], bool], values: Values) -> Callable[[object, object], bool]:
    """Return a method that compares instances of one class by their fields, and no others."""

    def method(self: object, other: object) -> bool:
        return compare(values(self), values(other)) if type(self) is type(other) else NotImplemented

    return method


def _refuse(self: object, name: str, _value: object = None) -> None:
    raise FrozenInstanceError(f"{type(self).__name__}.{name} is frozen")
