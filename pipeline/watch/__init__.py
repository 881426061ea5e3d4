"""A preview that follows every save: what is written in the sources is seen at once, and `output/` follows.

1. `saves`     tells when something was saved in the sources or the styles, bursts as one
2. `preview`   reads them again, warm, and typesets the edition that is looked at, in memory
3. `follow`    lets 2 follow 1, and then a whole build of its own process, which alone writes into `output/`
4. `app`       the page: the edition changes in place; while a source has a problem, the last good one stays

`command` has the verb `plan watch`.
"""
