"""Two keys of ENVELOPE have changed places."""
from forge import *

p = Package()
one, other = b'"content_bytes_bound":52', b'"file_count_bound":3'
p.envelope_bytes = replaced(p.envelope_bytes, one + b"," + other, other + b"," + one)
refused(p, "2.1/6")
