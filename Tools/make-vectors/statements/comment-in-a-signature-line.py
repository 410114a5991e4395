"""The key of a signature has a comment."""
from forge import *

declined(replaced(order("hold"), PROVIDER.line.encode() + b" ", PROVIDER.line.encode() + b" Department A "), "16.1/3c")
