"""A recall with the hash of the package and another id."""
from forge import *

declined(order("recall", package_id="ff" * 16), "16.1/7")
