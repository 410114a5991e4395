"""A slash is escaped."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b"Europe/London", b"Europe\\/London")
refused(p, "2.1/7")
