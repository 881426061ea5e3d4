"""The page on which an editor answers the questions of a reading: `plan review`.

1. `folder`    a period's folder: its questions as the file says them now, their evidence, answers written at once
2. `queue`     a question as the page shows it: its readings with their odds, the reason, each place with its words
3. `pictures`  the piece of a page's picture around a word
4. `app`       what the page may ask for; `templates` and `static` are the page
"""
