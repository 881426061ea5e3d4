"""From a damaged scan to plans that people can read, compare and archive.

Six steps, six packages, one direction; a package imports only `model`, `errors` and what stands to its left:

1. `extract`  a prior plan's PDF        → blocks of words, each with its place on the page
2. `repair`   words that OCR damaged    → Swedish, with a record for every change and a question for every doubt
3. `merge`    plan + decided changes    → editions: the four-year plan and the annual plans
4. `typeset`  an edition                → Word, PDF and HTML that look like one house
5. `diff`     edition × edition         → what changed
6. `archive`  all of it                 → a package for the diarium

`check` holds the sources to the rules before anything is typeset, and `review` lets an editor answer the questions.
Read `build.py` next: the flow, top-down; then `model/`: the nouns.
"""

__version__ = "0.1.0"
