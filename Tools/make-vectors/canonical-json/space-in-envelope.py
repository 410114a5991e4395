"""A space follows a comma in ENVELOPE."""
from forge import *

p = Package()
p.envelope_bytes = replaced(p.envelope_bytes, b',"signed_at"', b', "signed_at"')
refused(p, "2.1/3")
