"""The checksum of the second of two frames is another."""
from forge import *

p = Package(Entry("zeros.bin", bytes(1_100_000)))
s = p.stream
s.frames = [s.frames[0], flipped(s.frames[1], -1)]
refused(p, "11.1/12")
