"""A recall with another reference."""
from forge import *

declined(order("recall", reference="DSA-2026-015"), "16.1/10")
