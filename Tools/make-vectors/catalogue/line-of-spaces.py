"""A line is filled with spaces up to 40,000 bytes."""
from forge import *

p = Package()
s = p.stream
lines = [canonical(line) for line in [s.counts] + s.lines]
lines[2] = lines[2].ljust(40_000)
s.catalogue = b"".join(line + b"\n" for line in lines)
refused(p, "11.2/8", "11.2/10")
