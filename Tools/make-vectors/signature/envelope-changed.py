"""The bound of the content was raised after signing."""
from forge import *

p = Package()
p.signature = p.signature
p.envelope = p.envelope | {"content_bytes_bound": 1_000_000}
refused(p, "9.4/4")
