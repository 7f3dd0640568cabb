"""Quantiles of the normal distribution, by the native function and by the library's."""

import _statistics
from statistics import NormalDist

for p in (1e-300, 1e-20, 1e-9, 0.001, 0.074, 0.076, 0.25, 0.5, 0.6, 0.9, 0.925, 0.926, 0.99999, 1 - 1e-16):
    print(p, NormalDist().inv_cdf(p), _statistics._normal_dist_inv_cdf(p, 100, 15))
for arguments in ((0, 0, 1), (1, 0, 1), (-0.5, 0, 1), ("a", 0, 1), (0.5, 0, 0)):
    try:
        print(_statistics._normal_dist_inv_cdf(*arguments))
    except (TypeError, ValueError) as error:
        print(error)
