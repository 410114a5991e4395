"""Two frames of equal content sizes have changed places."""
from forge import *

p = Package(Entry("zeros.bin", bytes(2_095_616)))
s = p.stream
s.frames = s.frames[::-1]
refused(p, "11.6/1", "11.6/2")
