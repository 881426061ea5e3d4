"""Templates of pages, all read in one way: escaped, strict about names, and able to say what has to be translated.

Looks (`.css`) are not escaped: what they hold are checked values of a style, and strings quoted as CSS quotes them.
"""

from __future__ import annotations

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined, Template

from pipeline.text import _, _n


@cache
def template(package: str, name: str) -> Template:
    """Return the template of a name in the folder `templates` of a package, such as `pipeline.watch`.

    What two packages share, such as the look of the house, is found in `pipeline` itself.
    """
    loader = ChoiceLoader([PackageLoader(package), PackageLoader("pipeline")])
    environment = Environment(
        loader=loader,
        autoescape=lambda name: not (name or "").endswith(".css"),  # noqa: S701 (a look is no page)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(_=_, _n=_n)
    return environment.get_template(name)
