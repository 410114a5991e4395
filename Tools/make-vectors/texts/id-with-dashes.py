"""A package id is written as a UUID."""
from forge import *

p = Package()
p.terms = p.terms | {"package_id": "00112233-4455-6677-8899-aabbccddeeff"}
refused(p, "2.3/3")
