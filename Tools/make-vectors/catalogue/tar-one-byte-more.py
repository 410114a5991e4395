"""The archive has a byte more, and `tar_bytes` counts it."""
from forge import *

p = Package()
p.stream.end = bytes(1_025)
refused(p, "11.2/19")
