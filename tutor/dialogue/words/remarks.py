"""What is said to all that is no answer, and to answers that nobody can judge."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # not to be judged
    "not_an_attempt": (
        "I could not read that as an answer to this. What would you write in the answer field?",
        "That does not look like an answer yet. What do you think it comes to?",
        "I don’t know what to make of that. Could you write it as an answer to the question?",
        "Let’s try that again in the shape the question asks for. What is your answer?",
        "I can’t find an answer in that. What would you put as yours?",
        "Nothing in there that I could check. How does your answer read?",
        "Let me ask again: what do you get for this question?",
        "That one passed me by. Which number or words would you answer with?",
        "As an answer I can’t use it. What is your idea?",
        "Say it another way: what would you write down?",
        "I looked for an answer and saw none. Where would you begin?",
        "Could you put your answer into the field, as short as it goes?",
        "What I need is a short answer of yours. What would it be?",
        "There is no answer in there that I can see. How would you begin?",
    ),
    "cannot_check": (
        "I can’t check {said} myself, so I won’t call it right or wrong. A person can look at it; "
        "could you also write it another way?",
        "My checker is not able to decide about {said}. A teacher can. Is there a plainer way to write it?",
        "I honestly don’t know whether {said} is right: I can’t check it. A person can look at it. "
        "Could you put it differently for me?",
        "{said} is beyond what I can check, so it stays open. Is there another way to say it?",
        "Whether {said} is right, a person has to decide. Could it be written more simply?",
        "I have no way to test {said}. What would it be in other words?",
        "My checker passes on {said}. A teacher can rule on it; how else could you put it?",
        "Nobody has marked {said} yet, for I can’t. Can you write it in another form?",
    ),
    "remark": (
        "I can check what you put in the answer field. What would you try here?",
        "Noted. Where would you start with this question?",
        "Let’s keep the question in sight. What do you see first when you look at it?",
        "I hear you. Which part of the question should we look at?",
        "Thanks for saying so. What would be your next step here?",
        "All right. Which bit of the question is clear to you?",
        "I see. What could be a first step?",
        "Good to know. Where shall we look in the question?",
        "Understood. What would you work out first?",
        "Back to the question together: what is given?",
        "Let’s go on. What does the question want in the end?",
        "Thanks. Which word of the question would you start from?",
        "I read that. Is there something you could try right now?",
    ),
    # no attempt, and nothing that a hint would answer
    "part": (
        "Go on from there: what comes out?",
        "I can’t judge a step by itself. What do you get when you carry it through?",
        "Follow that to its end. What would the next line be?",
        "You are on the way: what is the next line?",
        "Carry on with that. Where does it lead?",
        "A step, good. Which one follows?",
        "Let’s see where that goes. What does it make?",
        "Keep at it: what comes after?",
    ),
    "question_task": (
        "All I have on this question stands in it. Which words of it would you read again?",
        "I can’t say more about it than the question does. What is given in it, in your words?",
        "The question itself is all there is to go by. What do you think it asks for?",
        "What stands there is all I know of it. Which part is unclear?",
        "The text above says everything I could. What would you underline in it?",
        "I have only the same words as you. How would you put them to a friend?",
        "Read it piece by piece. Which piece is the question?",
        "Nothing is hidden in it. What do you think is meant?",
        "I can’t add to the wording. Which number in it would you begin with?",
        "Try to say it with your own words. What is being looked for?",
        "It says no more than it shows. What would a sketch of it have in it?",
    ),
    "question_subject": (
        "I would be guessing at an answer to that. The passages of this lesson are the place to look. "
        "What would you try here meanwhile?",
        "That goes beyond what I have for this question, and I don’t want to guess. What do you make of it "
        "yourself?",
        "I have no sure answer to that here. Is there a part of this question you can do without it?",
        "I can’t give a safe answer to that. What do you need it for in this question?",
        "That is more than this question holds, and I won’t guess. How far do you get without it?",
        "A passage of the lesson may say it; I can’t here. What is your own idea?",
        "I leave that open rather than be wrong. Which part could you do already?",
    ),
    "rung_after_question": (
        "I can’t answer that in words of my own, but this may help.\n\n{text}",
        "See whether this settles it.\n\n{text}",
        "This is the nearest I have to an answer.\n\n{text}",
        "Perhaps this answers some of it.\n\n{text}",
        "What I have on it is this.\n\n{text}",
        "Look whether your question is met here.\n\n{text}",
        "As near to an answer as I can get:\n\n{text}",
        "I have this to say about it.\n\n{text}",
        "For that question there is this.\n\n{text}",
    ),
    "frustrated": (
        "That sounds tiring. A break is fine, nothing is lost; when you go on, would a hint help?",
        "I hear you: this one is stubborn. Stop for a while if you like, or shall we take a smaller piece?",
        "Being stuck is no fun, and it says nothing about you. Would a hint make it easier to go on?",
        "It is fine to find this hard. Shall I give you something to start from?",
        "Take your time, or take a break. What would make it easier right now?",
        "Hard ones feel like this. Would a smaller step be better?",
        "Nobody is counting. Do you want a hint, or a pause?",
        "That is annoying, I know. What part of it is the worst?",
        "Let it rest for a minute if you want. Which bit feels possible?",
        "Some questions are a slog. What would you rather do: a hint or a break?",
        "You can stop and come back, it will all be here. Or is a hint welcome?",
        "Fair to say so. Shall we try just the first step?",
    ),
    "rung_after_frustration": (
        "Let’s make it smaller, then.\n\n{text}",
        "Here is something to lean on.\n\n{text}",
        "One thing at a time. Begin with this.\n\n{text}",
        "A smaller step, to go easy.\n\n{text}",
        "Only this for now.\n\n{text}",
        "Let this carry some of it.\n\n{text}",
        "Let’s take the weight off a little.\n\n{text}",
        "Here, this is lighter.\n\n{text}",
        "No hurry. Just look at this.\n\n{text}",
    ),
    "off_topic": (
        "I am of no use for that, only for the question above. What would you try there?",
        "Let’s keep that for afterwards. What do you see first in the question above?",
        "That is another subject. Where were you with this question?",
        "I know only about this question. Which part of it are you at?",
        "Later, perhaps. What is next in the question?",
        "I can’t help with that one. What would you do in the question above?",
        "Let’s come back. What have you tried so far?",
        "Nice to hear, but here is the question. Where shall we begin?",
    ),
    "authority": (
        "In here I treat everybody as a learner, whoever they are. What would you try?",
        "I can’t tell who is writing, so the way is the same for all: a try comes first. What is yours?",
        "Who runs the course sees its answers elsewhere, not in this talk. What would you put here?",
        "Everyone gets the same help from me. What is your first step?",
        "I go by the work and not by who does it. What would you answer?",
        "No key from me, for anybody. Which part do you want to try?",
    ),
    "tampering": (
        "I can’t change rules or marks, whoever asks. What would you try on this question?",
        "That has no effect in here. What is your next step with the question?",
        "How answers are marked is not in my hands. Which part of the question shall we look at?",
        "My rules stay as they are. What do you make of the question?",
        "Such orders do nothing here. Where would you start?",
        "I only look at the work. What can you show me of yours?",
    ),
    # harm and despair: a person is needed, and no question is asked
    "distress": (
        "Thank you for telling me. This matters more than any question here, and I am only a program. Please "
        "talk to a person now: {contact}. If you or somebody else is in danger, call your local emergency "
        "number. Whoever runs this course can see what you wrote.",
        "I am glad you said it, and I am not the one who can help with it. Please turn to {contact}. If "
        "there is danger right now, call your local emergency number. The lesson can wait.",
        "You don’t have to carry this alone. Please reach {contact} today, and your local emergency number "
        "at once if anybody is in danger. Nothing here is more important.",
    ),
    "distress_no_contact": (
        "Thank you for telling me. This matters more than any question here, and I am only a program. Please "
        "talk to somebody you trust today. If you or somebody else is in danger, call your local emergency "
        "number. Whoever runs this course can see what you wrote.",
        "I am glad you said it, and I am not the one who can help with it. Please tell a person near you "
        "whom you trust. If there is danger right now, call your local emergency number. The lesson "
        "can wait.",
        "You don’t have to carry this alone. Please talk to somebody you trust, and call your local "
        "emergency number at once if anybody is in danger. Nothing here is more important.",
    ),
    "over": (
        "This one is done. The next question is below.",
        "We have finished this one; go on with what follows.",
        "That question is closed now. What comes next stands below.",
        "That is finished. On to what comes.",
        "No more to do on this one. Look below.",
        "We are through with this. The next one waits.",
    ),
}
