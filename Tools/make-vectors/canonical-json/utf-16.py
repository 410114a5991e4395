"""TERMS are JSON in UTF-16."""
from forge import *

p = Package()
p.terms_bytes = p.terms_bytes.decode().encode("utf-16-le")
refused(p, "2.1/1", "2.1/2")
