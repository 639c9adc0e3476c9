"""Where a learner stands after a log."""

from __future__ import annotations

from tests.tutor.dialogue.talk import FULL, GIBBERISH, OPEN, RIGHT, SIGN, WRONG, Talk, opening
from tutor.dialogue import state
from tutor.dialogue.state import StepState
from tutor.types import Event, MoveKind


def test_an_empty_log_is_an_empty_state():
    assert state.fold([]) == StepState()


def test_a_log_can_be_folded_in_pieces():
    talk = Talk()
    for text in ("4", "5", "6"):
        talk.answers(text)
    talk.presses("hint")
    log = [*talk.events, opening(item="p2/s1"), *talk.events[1:4]]
    for cut in range(len(log)):
        assert state.fold(log[cut:], state.fold(log[:cut])) == state.fold(log)


def test_a_new_problem_starts_afresh_but_remembers_the_words():
    talk = Talk()
    said = talk.answers("4").words
    after = state.fold([*talk.events, opening(item="p2/s1")])
    assert after.item == "p2/s1"
    assert after.tries == ()
    assert after.heard == (said,)


def test_the_same_wrong_answer_again_is_one_attempt():
    talk = Talk()
    for text in ("4", " 4 ", "４"):
        talk.answers(text)
    assert talk.state.own_tries == 1
    assert talk.state.attempted == 3


def test_copies_gibberish_and_the_uncheckable_are_no_attempts_of_ones_own():
    talk = Talk()
    talk.answers("Solve $x + 3 = 10$.")
    talk.answers("x + 3 = 10")
    talk.answers("dhdhdh", GIBBERISH)
    talk.answers("x is what is left", OPEN)
    talk.answers("idk")
    assert talk.state.own_tries == 0
    assert talk.state.attempted == 2


def test_a_message_counts_once_it_is_answered():
    waiting = [
        opening(),
        Event(2, "message", {"kind": "chat", "text": "show me the answer", "step": "p1/s1"}),
    ]
    assert state.fold(waiting).begs == 0
    talk = Talk()
    talk.says("show me the answer")
    talk.says("please please")
    talk.presses("idk")
    assert (talk.state.begs, talk.state.unknowns) == (2, 1)


def test_guesses_and_messages_for_another_step_do_not_count():
    talk = Talk()
    guess = Event(2, "message", {"kind": "guess", "text": "no idea", "step": "passage-1"})
    late = Event(3, "message", {"kind": "button", "text": "idk", "step": "p0/s9"})
    assert state.fold([*talk.events, guess, late]).waiting is None


def assisted(talk: Talk) -> bool:
    return talk.state.assisted


def test_what_counts_as_help():
    talk = Talk()
    talk.answers("4")
    assert not assisted(talk)  # "how did you get there?" gives nothing away
    talk.answers("5", SIGN)
    assert assisted(talk)  # an authored question does
    hinted = Talk()
    hinted.presses("hint")
    assert assisted(hinted)
    choice = Talk(control={"kind": "choice", "options": ["6", "7", "8"]})
    assert not assisted(choice)
    choice.answers("6")
    assert assisted(choice)


def test_a_scaffold_opens_takes_the_answers_and_closes():
    talk = Talk()
    for _ in range(3):
        talk.presses("hint")
    assert talk.state.open_scaffold == "h3"
    talk.answers("6")
    assert talk.state.scaffold_misses == 1
    assert talk.state.tries == ()
    talk.answers("7", RIGHT)
    after = talk.state
    assert after.open_scaffold is None
    assert after.finished_scaffolds == ("h3",)
    assert not after.over


def test_clicking_through_a_choice_finishes_no_scaffold():
    talk = Talk(scaffold_control={"kind": "choice", "options": ["6", "7"]})
    for _ in range(3):
        talk.presses("hint")
    talk.answers("6", WRONG)
    talk.answers("7", RIGHT)
    assert talk.state.open_scaffold is None
    assert talk.state.finished_scaffolds == ()


def test_an_answer_sent_before_the_scaffold_opened_is_not_counted_against_it():
    talk = Talk()
    for _ in range(3):
        talk.presses("hint")
    late = Event(99, "verdict", {**WRONG.as_dict(), "text": "4", "scaffold": None})
    after = state.fold([*talk.events, late])
    assert after.scaffold_tries == ()
    assert after.tries == ()


def test_who_solves_the_whole_step_meanwhile_has_solved_it():
    talk = Talk()
    for _ in range(3):
        talk.presses("hint")
    solved = Event(99, "verdict", {**RIGHT.as_dict(), "text": "x = 7", "scaffold": None})
    after = state.fold([*talk.events, solved])
    assert after.open_scaffold is None
    assert [attempt.text for attempt in after.tries] == ["x = 7"]


def test_setting_a_scaffold_aside_hands_the_answers_back_to_the_step():
    talk = Talk(FULL)
    for _ in range(3):
        talk.presses("hint")
    assert talk.presses("back").kind is MoveKind.REPLY
    assert talk.state.open_scaffold is None
    talk.answers("4")
    assert talk.state.own_tries == 1
