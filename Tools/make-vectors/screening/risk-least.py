"""A risk has no key that may be absent, and its lists are empty."""
from forge import *

p = screened(tables=[looked_into(risk={
    "quasi_identifiers": [], "cells": 0, "sizes": sizes(uniques=0), "without": []})])
accepted(p, section="17.3")
