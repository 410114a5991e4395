"""A package id is in upper case."""
from forge import *

p = Package()
p.terms = p.terms | {"package_id": "00112233445566778899AABBCCDDEEFF"}
refused(p, "2.3/4")
