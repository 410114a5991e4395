"""The title has U+0085 in it, a control character that is white space."""
from forge import *

p = Package(agreement=agreement(title="One\u0085Two"))
refused(p, "2.2/3")
