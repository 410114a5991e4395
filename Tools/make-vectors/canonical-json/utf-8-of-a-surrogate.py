"""Three bytes in the title stand for a surrogate, as UTF-8 forbids."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b"Household survey", b"Household\xed\xa0\x80survey")
refused(p, "2.1/1")
