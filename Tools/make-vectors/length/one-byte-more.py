"""One zero byte follows the index."""
from forge import *

refused(Package().bytes + b"\0", "10.2/2")
