"""The archive is filled with zeros to 10,240 bytes, as tar does."""
from forge import *

p = Package()
s = p.stream
s.end = bytes(10_240 - len(s.tar) + 1_024)
refused(p, "11.6/38")
