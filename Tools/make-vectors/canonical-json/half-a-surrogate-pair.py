"""The title has the escape of half a surrogate pair."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b"Household survey", b"Household \\ud83d survey")
refused(p, "2.1/9")
