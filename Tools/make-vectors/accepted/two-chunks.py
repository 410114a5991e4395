"""A stream of a little more than one chunk."""
from forge import *

accepted(two_chunks(), "10.1/4", "10.1/5", section="10.1")
