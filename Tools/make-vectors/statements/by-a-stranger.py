"""A recall signed by a stranger."""
from forge import *

declined(order("recall", "12:00", STRANGER), "16.1/9")
