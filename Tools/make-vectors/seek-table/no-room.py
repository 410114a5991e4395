"""The stream is 32 bytes, less than any seek table has."""
from forge import *

p = Package()
p.stream_bytes = bytes(32)
refused(p, "11.4/1")
