"""The title has U+000D in it, a carriage return; JSON holds it only as an escape."""
from forge import *

p = Package(agreement=agreement(title="One\u000dTwo"))
refused(p, "2.2/3", "2.1/7")
