"""The pages on which an editor answers the questions of a reading and corrects its structure: `plan review`.

1. `folder`    a period's folder: its questions as the file says them now, their evidence, answers written at once
2. `queue`     a question as the page shows it: its readings with their odds, the reason, each place with its words
3. `pictures`  the pictures of pages, and the piece of one around a word
4. `reading`   the text as its corrections leave it, each word as it was read and repaired
5. `blocks`    a page's blocks as the page view shows them, and what can be decided about one
6. `pages`     what the page view may ask for
7. `app`       what the page of questions may ask for; `templates` and `static` are the pages
"""
