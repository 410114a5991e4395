"""A stream of 262,144 bytes, by padding."""
from forge import *

p = Package()
p.stream.pad_to(262_144)
assert len(p.stream_bytes) == 262_144
accepted(p, "10.1/4")
