"""A whole frame of zeros follows the end."""
from forge import *

p = Package(Entry("zeros.bin", bytes(1_047_040)))
p.stream.end = bytes(1_024 + 1_048_576)
refused(p, "11.6/38")
