"""A count has a fraction."""
from forge import *

p = Package()
p.envelope_bytes = replaced(p.envelope_bytes, b'"content_bytes_bound":52', b'"content_bytes_bound":52.5')
refused(p, "2.1/10")
