"""ENVELOPE has no bytes."""
from forge import *

p = Package()
p.envelope_bytes = b""
refused(p, "9.1/11")
