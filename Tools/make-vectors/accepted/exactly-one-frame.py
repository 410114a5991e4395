"""An archive of exactly 1,048,576 bytes, in one frame."""
from forge import *

p = Package(Entry("zeros.bin", bytes(1_047_040)))
assert len(p.stream.tar) == 1_048_576
accepted(p, "11.4/12")
