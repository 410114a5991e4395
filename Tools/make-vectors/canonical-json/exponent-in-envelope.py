"""A bound in ENVELOPE is written with an exponent."""
from forge import *

p = Package()
p.envelope_bytes = replaced(p.envelope_bytes, b'"content_bytes_bound":52', b'"content_bytes_bound":1E3')
refused(p, "2.1/10")
