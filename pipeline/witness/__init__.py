"""The second witness: the page's picture read again with a Swedish OCR model, and weighed against the first reading.

1. `place`     which line of the text layer each seen word stands in
2. `align`     which words of a line are which words of its second reading
3. `channels`  how an English and a Swedish OCR model damage what they read
4. `weigh`     text layer, picture and language together: what stands, how sure that is, and what is asked
"""

from pipeline.witness.align import align
from pipeline.witness.place import place
from pipeline.witness.weigh import cleaned, weigh

__all__ = ["align", "cleaned", "place", "weigh"]
