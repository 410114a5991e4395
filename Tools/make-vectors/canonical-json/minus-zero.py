"""A number is `-0`."""
from forge import *

p = Package(agreement=agreement(escalation=[{"role": "owner", "contact": "K. Jones", "days": 0}]))
p.terms_bytes = replaced(p.terms_bytes, b'"days":0', b'"days":-0')
refused(p, "2.1/10")
