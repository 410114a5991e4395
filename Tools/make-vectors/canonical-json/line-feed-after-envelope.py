"""A line feed follows ENVELOPE."""
from forge import *

p = Package()
p.envelope_bytes = p.envelope_bytes + b"\n"
refused(p, "2.1/3", "2.1/4")
