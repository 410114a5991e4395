"""A record of length 0 follows another one."""
from forge import *

e = Entry("a.txt", b"x")
e.records = b"11 mtime=1\n0 \n"
refused(Package(e), "11.6/17")
