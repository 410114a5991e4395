"""A hold has two signatures by the provider, both of which verify."""
from forge import *

declined(order("hold", "09:00", PROVIDER, PROVIDER), "16.1/4b")
