"""PyTorch: the same jets, one reverse pass, Adam; eager, or with the loss compiled (second argument `compile`)."""
import sys

import peer

peer.one_thread()
import numpy as np
import torch

torch.set_num_threads(1)
workload = peer.Workload(sys.argv[1])
compiled = sys.argv[2:] == ['compile']
x, f = torch.from_numpy(workload.points.copy()), torch.from_numpy(workload.f.copy())
blocks = [torch.from_numpy(block.copy()).requires_grad_() for block in workload.blocks]
zeros = lambda points, width: torch.zeros((points.shape[0], width), dtype=points.dtype)


def loss_of(blocks):
    u, first, second = peer.jets(workload, blocks, x, torch.tanh, torch.stack, zeros)
    return torch.mean(peer.residual(workload, u, first, second, f) ** 2)


function = torch.compile(loss_of) if compiled else loss_of
optimizer = torch.optim.Adam(blocks, lr=1e-3)


def steps(count):
    for _ in range(count):
        optimizer.zero_grad(set_to_none=True)
        function(blocks).backward()
        optimizer.step()


loss = function(blocks)
loss.backward()
gradient = np.concatenate([block.grad.numpy().ravel() for block in blocks])
peer.serve(workload, 'torch ' + torch.__version__, loss.item(), gradient, steps)
