"""Two paths are the same only after the NFC that follows the folding."""
from forge import *

one, other = "ǰ\u0323", "J\u0323\u030c"
refused(Package(named(one), named(other)), "11.8/3")
