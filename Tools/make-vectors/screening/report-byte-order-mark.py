"""The report begins with a byte order mark."""
from forge import *

p = screened()
p.stream.catalogue = replaced(p.stream.catalogue, b'{"agreement_hash"', b'\xef\xbb\xbf{"agreement_hash"')
refused(p, "17.3/1e")
