"""Two keys of TERMS have changed places."""
from forge import *

p = Package()
one, other = b'"created_at":"2027-01-10T10:00:00Z"', b'"delivery":"x25519"'
p.terms_bytes = replaced(p.terms_bytes, one + b"," + other, other + b"," + one)
refused(p, "2.1/6")
