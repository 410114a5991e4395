"""The report is of other files."""
from forge import *

p = screened(contents_hash=contents_hash(Package(Entry("other.csv", b"1\n")).stream.lines))
refused(p, "17.3/2a")
