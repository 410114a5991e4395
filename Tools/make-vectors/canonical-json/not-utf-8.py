"""A byte of the title is no UTF-8."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b"Household survey", b"Household\xffsurvey")
refused(p, "2.1/1")
