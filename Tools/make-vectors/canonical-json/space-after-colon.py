"""A space follows a colon in TERMS."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"delivery":', b'"delivery": ')
refused(p, "2.1/3")
