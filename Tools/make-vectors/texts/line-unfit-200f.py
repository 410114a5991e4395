"""The title has U+200F in it, the right-to-left mark."""
from forge import *

p = Package(agreement=agreement(title="One\u200fTwo"))
refused(p, "2.2/3")
