"""A recall signed by the provider, and by another."""
from forge import *

declined(order("recall", "12:00", PROVIDER, OTHER_PROVIDER), "16.1/9")
