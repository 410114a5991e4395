"""One bit of the purpose was flipped after signing."""
from forge import *

p = Package()
p.signature = p.signature
p.terms_bytes = replaced(p.terms_bytes, b"Estimate jobs", b"Estimate jobr")
refused(p, "9.4/3")
