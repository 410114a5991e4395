"""Two sizes of 2^53 − 1 are far beyond every bound."""
from forge import *

p = Package(Entry("a.txt", b""), Entry("b.txt", b""))
s = p.stream
s.lines, s.counts = s.lines, s.counts
s.lines[1]["size"] = 2**53 - 1
refused(p, "11.2/15")
