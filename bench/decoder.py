"""Whisper's decoder in JAX, as far as its adapters are to be learnt.

After https://arxiv.org/abs/2212.04356; the weights are read from a model file of CTranslate2's,
which holds queries, keys and values of self-attention side by side, and keys and values of the
attention to the sound.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from jax import Array

from media.adapter import FLOAT16, variables, weight

LAYERS, HEADS = 6, 8
ADAPTED = (
    "self_attention/linear_0",
    "self_attention/linear_1",
    "attention/linear_0",
    "attention/linear_1",
    "attention/linear_2",
    "ffn/linear_0",
    "ffn/linear_1",
)
EVEN = 1e-5  # Added to a variance.
NEVER = -1e9  # Added to the score of what is not attended to.

Weights = Mapping[str, Array]


def read_weights(model: Path) -> dict[str, Array]:
    """The decoder's matrices, by name."""
    with model.open("rb") as file:
        return {
            one.name.removeprefix("decoder/"): jnp.asarray(weight(file, one), jnp.float32)
            for one in list(variables(file))
            if one.name.startswith("decoder/") and one.kind == FLOAT16
        }


def adapters(weights: Weights, rank: int, seed: int = 0) -> dict[str, Array]:
    """Adapters that change nothing yet: NAME.in (rank, columns), NAME.out (rows, rank)."""
    found, key = {}, jax.random.PRNGKey(seed)
    for layer in range(LAYERS):
        for part in ADAPTED:
            name = f"layer_{layer}/{part}/weight"
            rows, columns = weights[name].shape
            key, own = jax.random.split(key)
            found[f"{name}.in"] = jax.random.normal(own, (rank, columns)) / np.sqrt(columns)
            found[f"{name}.out"] = jnp.zeros((rows, rank))
    return found


@partial(jax.jit, static_argnames="first")
def loss(learnt: Weights, weights: Weights, batch: tuple[Array, ...], first: int) -> Array:
    """The mean negative log likelihood of the tokens that should follow from `first` on.

    `batch`: the encoded sound (n, frames, width) and what is added to the score of each frame
    (n, frames), the tokens given (n, length), and those that should follow (n, length - first),
    -1 where none.
    """
    sound, seen, given, wanted = batch
    there = wanted >= 0
    scores = jax.nn.log_softmax(_decode(learnt, weights, sound, seen, given)[:, first:])
    likely = jnp.take_along_axis(scores, jnp.maximum(wanted, 0)[..., None], -1)[..., 0]
    return -(likely * there).sum() / jnp.maximum(there.sum(), 1)


def _decode(learnt: Weights, weights: Weights, sound: Array, seen: Array, given: Array) -> Array:
    def normal(x: Array, name: str) -> Array:
        spread = jnp.sqrt(x.var(-1, keepdims=True) + EVEN)
        even = (x - x.mean(-1, keepdims=True)) / spread
        return even * weights[f"{name}/gamma"] + weights[f"{name}/beta"]

    def linear(x: Array, name: str) -> Array:
        change = (x @ learnt[f"{name}/weight.in"].T) @ learnt[f"{name}/weight.out"].T
        return x @ weights[f"{name}/weight"].T + weights[f"{name}/bias"] + change

    length = given.shape[1]
    past = jnp.where(jnp.tril(jnp.ones((length, length), bool)), 0.0, NEVER)
    x = weights["embeddings/weight"][given] + weights["position_encodings/encodings"][:length]
    for layer in range(LAYERS):
        own, to_sound, wide = (
            f"layer_{layer}/{part}" for part in ("self_attention", "attention", "ffn")
        )
        even = normal(x, f"{own}/layer_norm")
        query, key, value = jnp.split(linear(even, f"{own}/linear_0"), 3, -1)
        x += linear(_attend(query, key, value, past), f"{own}/linear_1")
        query = linear(normal(x, f"{to_sound}/layer_norm"), f"{to_sound}/linear_0")
        key, value = jnp.split(linear(sound, f"{to_sound}/linear_1"), 2, -1)
        x += linear(_attend(query, key, value, seen[:, None, None]), f"{to_sound}/linear_2")
        even = linear(normal(x, f"{wide}/layer_norm"), f"{wide}/linear_0")
        x += linear(jax.nn.gelu(even, approximate=False), f"{wide}/linear_1")
    return normal(x, "layer_norm") @ weights["embeddings/weight"].T


def _attend(query: Array, key: Array, value: Array, added: Array) -> Array:
    def apart(x: Array) -> Array:
        return x.reshape(*x.shape[:-1], HEADS, -1).swapaxes(-2, -3)

    scale = jnp.sqrt(query.shape[-1] // HEADS)
    scores = apart(query) @ apart(key).swapaxes(-1, -2) / scale + added
    found = jax.nn.softmax(scores) @ apart(value)
    return found.swapaxes(-2, -3).reshape(query.shape)
