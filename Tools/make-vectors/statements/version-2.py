"""A hold of version 2."""
from forge import *

declined(order("hold").replace(b"microvault/1 ", b"microvault/2 ", 1), "16.1/1b")
