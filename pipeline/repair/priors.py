"""The numbers that weigh one kind of candidate against another: log-probabilities in nats, and lengths in letters."""

import math

NOVEL = math.log(3e-3)
NAME = math.log(1e-2)
FOREIGN = math.log(3e-4)
NOT_SWEDISH = SWEDISH_NAME = math.log(0.5)
COMPOUND = math.log(1e-2)
THIRD_PART = math.log(0.2)
LOOSE_PART = -11.0
LINKED_PART = -9.5
LOOSE_WORD = -16.5
SHORT_LAST = -4.0
# How common a last part of three letters is: rarer words are endings, more common ones small words.
SHORT_LAST_LEAST, SHORT_LAST_MOST = -10.5, -6.4
GENITIVE = -2.5
SLIP = -9.5
GUESSED_LETTER = -3.5
EXTRA_LETTER = -1.0
DROPPED_LETTER = -1.0
SLIP_IN_NAME = -3.0
SPLIT = -9.0
SPLIT_AFTER_I = -6.0
SPLIT_AGAIN = -7.5
OWN_WORD = -6.0
OWN_RIVAL = -9.0
INTACT = 1.3
NUMBER_ONE = math.log(6e-3)
I_AS_ONE = math.log(1e-2)
ACRONYM = -13.0
ACRONYM_KNOWN = -9.0
SMALL_L_FOR_I = -1.0
CODE = -2.0
UNREADABLE = -38.0
UNREADABLE_WORD = -50.0
NO_WORD = -60.0

# How good the best candidate must be for the search to stop, in nats.
KNOWN = math.log(2e-6)
RARE = -16.5
LIKELY = -19.0
HOPELESS = -27.0
DUBIOUS = -15.0

FUNCTION_WORD = -6.5
FUNCTION_WORDS = -11.0
UNCOMMON = -12.5
SHORT_WORD = -7.5
SLIPPED_WORD = -17.5
LEAST_KNOWN = -18.0
LEAST_GUESS = -26.0
MOST = 8
NEAREST = 10
MOST_NOVEL = 3
MOST_DROPPED, MOST_LOST_NOVEL = 3, 8
LONG = 9
"""Letters; a token at least this long may be a compound with a letter that was misread."""
SHORT = 4
"""Letters; a token no longer than this is known or stays as it is."""
RIDDLED = 9
"""Letters; a longer token may be damaged at three places."""
LONGEST = 40
"""Letters; a longer token is no word."""
