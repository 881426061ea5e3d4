"""The questions and answers of `review.txt`: what was doubtful in a reading, and what the editors said.

1. `review`    the nouns: a question with its places, a correction of the text's structure, the whole review
2. `answers`   looking answers up, and carrying them over to a new reading
3. `file`      the text of a review file, read by its `entries`, and by `writing` written
4. `said`      what an answer says; `faults` is what may be wrong with it
5. `own_words` the words that no question is asked about
6. `edit`      one answer or correction entered into that text, and nothing else of it touched
"""

from pipeline.questions.answers import Answers, merge_reviews
from pipeline.questions.file import parse_review, read_review
from pipeline.questions.own_words import read_words, single_words
from pipeline.questions.review import Correction, Question, Review, Spot, spot_key
from pipeline.questions.writing import write_review

__all__ = [
    "Answers",
    "Correction",
    "Question",
    "Review",
    "Spot",
    "merge_reviews",
    "parse_review",
    "read_review",
    "read_words",
    "single_words",
    "spot_key",
    "write_review",
]
