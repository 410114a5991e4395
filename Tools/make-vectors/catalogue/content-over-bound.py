"""`content_bytes_bound` is one less than there is content."""
from forge import *

p = Package()
p.envelope = p.envelope | {"content_bytes_bound": 48}
refused(p, "11.2/7")
