"""The verbs as a user calls them: exit code, and what they say."""

from __future__ import annotations

import argparse
import sys

from pipeline.archive.command import register
from pipeline.errors import PlanError


def plan(*arguments: object) -> int:
    """Run `plan archive …` or `plan verify …` in the current folder and return the exit code."""
    parser = argparse.ArgumentParser(prog="plan")
    register(parser.add_subparsers(required=True))
    try:
        options = parser.parse_args([str(argument) for argument in arguments])
        return int(options.run(options))
    except PlanError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return error.exit_code


if __name__ == "__main__":
    sys.exit(plan(*sys.argv[1:]))
