"""A package id has 31 digits."""
from forge import *

p = Package()
p.terms = p.terms | {"package_id": "0" * 31}
refused(p, "2.3/3")
