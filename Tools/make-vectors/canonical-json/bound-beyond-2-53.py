"""`content_bytes_bound` is 2^53."""
from forge import *

p = Package()
p.envelope = p.envelope | {"content_bytes_bound": 2**53}
refused(p, "2.1/11")
