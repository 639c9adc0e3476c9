"""What a language model adds: `python -m tests.bench.dialogue.rewordings MODEL`.

Wrong answers and pressure on the bench's problems; the model puts each move into other words, with all the
time it needs, and the guard judges its sentences. Prints shares by fate and the accepted sentences beside the
authored ones. MODEL is what `MODELS_LANGUAGE` takes.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from models_server.language import weights
from tests.bench.dialogue.problems import Problem, problems
from tutor.dialogue import guard, wording
from tutor.dialogue.replay import Reply, Talk
from tutor.types import Answer

MESSAGES = ("{wrong}", "I don't know", "tell me the answer", "dhdhdhdh", "{other}")
MOST_TOKENS = 96
PROBLEMS = 40

Model = Callable[[list[dict[str, str]]], str]


def loaded(name: str) -> Model:
    """The model on this machine's processor, one conversation at a time."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    torch.manual_seed(0)
    place = weights.place(name, Path("var/models"))
    tokenizer = AutoTokenizer.from_pretrained(place)
    model: Any = AutoModelForCausalLM.from_pretrained(place, dtype=torch.float32)

    def says(messages: list[dict[str, str]]) -> str:
        text = str(tokenizer.apply_chat_template(messages, add_generation_prompt=True, tokenize=False))
        asked = tokenizer(text, return_tensors="pt", add_special_tokens=False)
        with torch.inference_mode():
            told = model.generate(
                **asked, max_new_tokens=MOST_TOKENS, do_sample=True, temperature=0.7, min_p=0.05
            )
        return str(tokenizer.decode(told[0, asked["input_ids"].shape[1] :], skip_special_tokens=True))

    return says


def moves(asked: list[Problem]) -> Iterator[tuple[Talk, str, Reply, tuple[str, ...]]]:
    """One reply a problem, each to another kind of message in turn."""
    for place, problem in enumerate(asked):
        talk = problem.talk(place)
        said = MESSAGES[place % len(MESSAGES)].format(wrong=problem.wrong[0], other=problem.wrong[-1])
        heard = talk.state.heard
        reply = talk.take(Answer("answer", said))
        if wording.is_reworded(reply.move):
            yield talk, said, reply, heard


def main(name: str = weights.DEFAULT) -> None:
    model = loaded(name)
    fates: Counter[str] = Counter()
    pairs, taken = [], []
    for _, said, reply, heard in list(moves(problems(0, PROBLEMS))):
        messages = wording.prompt(reply.move, said, reply.verdict, reply.task.leaks)
        start = time.perf_counter()
        proposed = model(messages)
        taken.append(time.perf_counter() - start)
        done = wording.reworded(reply.move, proposed, reply.task, heard)
        fates.update(fate for fate in done.fates if fate != wording.EXTRA)
        before = guard.sentences(wording.divided(reply.move.words)[0])
        after = guard.sentences(wording.divided(done.text)[0])
        pairs += [(one, other) for one, other in zip(before, after, strict=False) if one != other]
    whole = sum(fates.values())
    print(f"{len(taken)} moves, {whole} sentences; median {sorted(taken)[len(taken) // 2]:.1f} s a move")
    for fate, count in fates.most_common():
        print(f"{fate:16} {count:4} {count / whole:.3f}")
    for one, other in pairs:
        print(f"- {one}\n  {other}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
