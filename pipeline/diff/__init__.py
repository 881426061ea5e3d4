"""Edition × edition → what changed: data first, then every way to read it.

1. `inputs`     what is to be compared: years, periods, git revisions, folders, files
2. `passages`   an edition as a flat sequence, whose words are `tokens`
3. `match`      which passage is which; `tables` does it for rows and columns; `steps` which of them moved, past the
                `heaviest` sequence, which stays
4. `words`      what differs inside, word by word
5. `changes`    all of it as frozen data: a `Comparison`
6. `summary`, `csv`, `html`, `pdf`, `redline`   for people
"""
