"""The title has U+009F in it, the last of the C1 control characters."""
from forge import *

p = Package(agreement=agreement(title="One\u009fTwo"))
refused(p, "2.2/3")
