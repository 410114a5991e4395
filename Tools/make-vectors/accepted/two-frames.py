"""An archive of 1,049,088 bytes, in two frames; the second has the end alone."""
from forge import *

p = Package(Entry("zeros.bin", bytes(1_047_552)))
assert len(p.stream.tar) == 1_049_088
accepted(p, "11.4/11")
