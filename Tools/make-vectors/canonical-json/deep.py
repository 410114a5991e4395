"""In the place of the title stand 10,000 lists in each other."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"Household survey extract"', b"[" * 10_000 + b"]" * 10_000)
refused(p, "2.1/16")
