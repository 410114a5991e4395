"""A hold that was issued 3,601 s ahead of the clock."""
from forge import *

declined(order("hold"), "16.1/5", now="2027-01-12T07:59:59Z")
