"""Where learners stand, in few questions: simulated ones on a real graph, real ones on a matrix."""

from __future__ import annotations

from tests.bench import Args, Result
from tests.bench.placement import on_graph, on_matrix


def run(args: Args) -> Result:
    """`--graph FILE` or `--matrix FILE`."""
    if args.graph is not None:
        return on_graph.run(args.graph, args.seed, args.learners)
    if args.matrix is not None:
        return on_matrix.run(args.matrix, args.seed)
    return Result({}, notes=("nothing measured: name a --graph or a --matrix",))
