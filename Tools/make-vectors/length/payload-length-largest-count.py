"""`payload_length` is 2^53 − 1."""
from forge import *

p = Package()
p.envelope = p.envelope | {"payload_length": 2**53 - 1}
refused(p, "9.6/6b")
