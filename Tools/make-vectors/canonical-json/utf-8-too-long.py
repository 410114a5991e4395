"""The letter A in an organisation is written with two bytes, as UTF-8 forbids."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b"Department A", b"Department \xc1\x81")
refused(p, "2.1/1")
