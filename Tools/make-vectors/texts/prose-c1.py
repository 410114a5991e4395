"""The purpose has U+0085 in it, the other new line."""
from forge import *

p = Package(agreement=agreement(purpose="One\u0085Two"))
refused(p, "2.2/10")
