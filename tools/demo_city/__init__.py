# SPDX-License-Identifier: Apache-2.0
"""Parts of tools/make_demo_city.py: a synthetic city, nothing in it is real."""
