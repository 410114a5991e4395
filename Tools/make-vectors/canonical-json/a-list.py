"""TERMS are a list with the object in it."""
from forge import *

p = Package()
p.terms_bytes = b"[" + p.terms_bytes + b"]"
refused(p, "2.1/13")
