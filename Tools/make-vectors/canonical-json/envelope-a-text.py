"""ENVELOPE is a text."""
from forge import *

p = Package()
p.envelope_bytes = b'"envelope"'
refused(p, "2.1/13")
