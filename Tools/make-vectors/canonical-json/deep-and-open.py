"""TERMS are 3,000 brackets that nothing closes."""
from forge import *

p = Package()
p.terms_bytes = b"[" * 3_000
refused(p, "2.1/13")
