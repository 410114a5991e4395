"""The payload begins right behind the head, where no multiple of 4,096 is."""
from forge import *

p = Package()
p.payload_offset = p.head_length
refused(p, "9.1/12")
