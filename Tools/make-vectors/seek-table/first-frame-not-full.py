"""The first of two data frames has content of 1,048,064 bytes."""
from forge import *

p = Package(Entry("zeros.bin", bytes(1_100_000)))
s = p.stream
s.contents = [s.tar[:1_048_064], s.tar[1_048_064:]]
refused(p, "11.4/11")
