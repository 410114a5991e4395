"""The only data frame has content of 1,049,600 bytes."""
from forge import *

p = Package(Entry("zeros.bin", bytes(1_048_064)))
s = p.stream
assert len(s.tar) == 1_049_600
s.contents = [s.tar]
refused(p, "11.4/12")
