"""A hold has an end."""
from forge import *

declined(order("hold", until="2027-02-01T00:00:00Z"), "16.1/3b")
