"""The title has U+0007 in it, a control character; JSON holds it only as an escape."""
from forge import *

p = Package(agreement=agreement(title="One\u0007Two"))
refused(p, "2.2/3", "2.1/7")
