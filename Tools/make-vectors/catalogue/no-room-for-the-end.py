"""The archive ends with one block of zeros, and `tar_bytes` says so."""
from forge import *

p = Package()
p.stream.end = bytes(512)
refused(p, "11.2/21", "11.6/37")
