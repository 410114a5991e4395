"""The catalogue begins with its first entry."""
from forge import *

p = Package()
s = p.stream
s.catalogue = b"".join(canonical(line) + b"\n" for line in s.lines)
refused(p, "11.2/4")
