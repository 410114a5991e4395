"""A pax header has 16,385 bytes of records, whose path the header does not say."""
from forge import *

e = Entry("a.txt", b"x")
e.records = record("path", "x" * (16_385 - 12))
assert len(e.records) == 16_385
refused(Package(e), "11.6/15")
