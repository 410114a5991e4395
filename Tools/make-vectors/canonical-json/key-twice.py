"""A key of TERMS stands twice, with one value."""
from forge import *

p = Package()
one = b'"created_at":"2027-01-10T10:00:00Z",'
p.terms_bytes = replaced(p.terms_bytes, one, one + one)
refused(p, "2.1/5")
