"""
The benchmark: `make bench` measures every table of `solver/README.md` anew and draws its pictures.

Problems, peers and the judge are those of the sibling folder `shared`; where it is missing, what needs it is skipped
and says so. Figures are kept in `solver/measured.json`; tables and pictures are drawn from that file alone.
"""
