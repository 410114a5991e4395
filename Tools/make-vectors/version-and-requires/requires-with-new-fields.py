"""`requires` names something, and slots have another form."""
from forge import *

p = Package()
p.terms = p.terms | {"requires": ["service-share"], "service": "https://example.org"}
p.slots = []
refused(p, "9.2/2")
