"""Writes the network as ONNX with weights of eight bits: what is shipped."""

from __future__ import annotations

import tempfile
from pathlib import Path

import onnx
import torch
from heimo_deep.windows import CONTEXT
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]
from torch import Tensor, nn

from training.deep.network import Network, chances

_STEPS = 127.0


class Shipped(nn.Module):
    """The network as it is shipped: chances instead of logits, and each word piece's vector in bytes with one scale."""

    pieces: Tensor
    pieces_scale: Tensor
    positions: Tensor
    positions_scale: Tensor

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network
        for name in ("pieces", "positions"):
            table = getattr(network, name).weight.detach()[: CONTEXT if name == "positions" else None]
            scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / _STEPS
            self.register_buffer(name, (table / scale).round().to(torch.int8))
            self.register_buffer(f"{name}_scale", scale)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Return `levels` [batch, mechanism, 3], `heads` [batch, head], `words` [batch, token, mechanism]: 0 to 1."""
        length = ids.shape[1]
        states = self.pieces[ids].float() * self.pieces_scale[ids]
        states = states + self.positions[:length].float() * self.positions_scale[:length]
        return chances(self.network.after_embedding(states, None))


def export(network: Network, path: Path, reduce_range: bool = True) -> None:
    """Write the network to `path`; with `reduce_range` weights have seven bits, as processors without VNNI need."""
    network.eval()
    shipped = Shipped(network).eval()
    batch, length = torch.export.Dim("batch", min=1, max=64), torch.export.Dim("length", min=2, max=CONTEXT)
    with tempfile.TemporaryDirectory() as folder, torch.no_grad():
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            shipped,
            (torch.randint(5, 90, (3, 17)),),
            str(whole),
            input_names=["ids"],
            output_names=["levels", "heads", "words"],
            dynamic_shapes={"ids": {0: batch, 1: length}},
            dynamo=True,
            external_data=False,
            optimize=True,
        )
        # the heads are small, and their errors would be seen: only the encoder's matrices are cut to bytes
        model = onnx.load(str(whole))
        _strip(model)
        onnx.save(model, str(whole))
        graph = model.graph
        sizes = {tensor.name: tuple(tensor.dims) for tensor in graph.initializer}
        large = [
            node.name
            for node in graph.node
            if node.op_type in ("MatMul", "Gemm") and any(min(sizes.get(name, (0,))) >= 384 for name in node.input)
        ]
        quantize_dynamic(
            str(whole),
            str(path),
            nodes_to_quantize=large,
            per_channel=True,
            reduce_range=reduce_range,
            weight_type=QuantType.QInt8,
        )


def _strip(model: onnx.ModelProto) -> None:
    """Remove what the exporter notes about the program and the folder it ran in."""
    graph = model.graph
    for holder in (model, graph, *graph.node, *graph.value_info, *graph.input, *graph.output, *graph.initializer):
        for field in ("metadata_props", "doc_string"):
            if any(known.name == field for known in holder.DESCRIPTOR.fields):
                holder.ClearField(field)
    del graph.value_info[:]
