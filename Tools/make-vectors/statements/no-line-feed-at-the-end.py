"""The last line has no line feed."""
from forge import *

declined(order("hold")[:-1], "16.1/3c")
