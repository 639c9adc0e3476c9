"""What is said to all that is no answer, and to answers that nobody can judge."""

from __future__ import annotations

from collections.abc import Mapping

SLOTS: Mapping[str, tuple[str, ...]] = {
    # not to be judged
    "not_an_attempt": (
        "I could not read that as an answer to this question. What would you write in the answer field?",
        "That does not look like an answer yet. What do you think it comes to?",
        "I am not sure what that means. Could you write it as an answer to the question?",
        "Let’s try that again in the form the question asks for. What is your answer?",
        "I can’t find an answer in that. What would you put as yours?",
        "There is nothing in that message that I can check. What do you get as an answer?",
        "Let me ask again: what do you get for this question?",
        "I did not understand that one. Which number or words would you answer with?",
        "I can’t use that as an answer. How would you begin with this question?",
        "Please say it another way. What would you write down first?",
        "I looked for an answer and did not find one. Which step would you try first?",
        "Could you put your answer into the field, as short as possible?",
        "I need a short answer from you. What could you send?",
        "There is no answer in there that I can see. Which part of the question would you work on first?",
    ),
    "cannot_check": (
        "I can’t check {said} myself, so I won’t call it right or wrong. A person can look at it; could "
        "you also write it another way?",
        "My checker cannot decide about {said}. A teacher can. Is there a plainer way to write it?",
        "I don’t know whether {said} is right, because I can’t check it. A person can look at it. Could "
        "you put it differently for me?",
        "{said} is beyond what I can check, so a person has to decide. Is there another way to say it?",
        "Whether {said} is right, a person has to check. Could you write it more simply?",
        "I have no way to check {said}, but a teacher has. How would you say it in other words?",
        "My checker can’t mark {said}. A teacher can decide about it; how else could you put it?",
        "Nobody has marked {said} yet: I can’t check it, and a person would have to. Can you write it in "
        "another form?",
    ),
    "remark": (
        "I can check what you put in the answer field. What would you try here?",
        "Thank you for that. Where would you start with this question?",
        "Let’s keep the question in sight. What do you notice first when you look at it?",
        "I have read that. Which part of the question should we look at?",
        "Thanks for telling me. What would be your next step here?",
        "All right. Which part of the question is clear to you?",
        "I see. What could be a first step?",
        "That is good to know. Where in the question shall we look?",
        "Understood. What would you work out first?",
        "Let’s look at the question together: what is given?",
        "Let’s think about the goal. What does the question ask for in the end?",
        "Thanks for your message. Which sentence of the question would you start from?",
        "I read your message. Is there something you could try right now?",
    ),
    # no attempt, and nothing that a hint would answer
    "part": (
        "You wrote {said}. What do you get when you carry it out?",
        "I can’t mark a step by itself, and {said} is a step. What does it come to?",
        "Let’s follow {said} to its end. Which line would come next?",
        "With {said} you have a step. What is the next one?",
        "Please go on from {said}. What does it lead to?",
        "After {said}, what is still to be done?",
        "Let’s see where {said} takes us. Which number or line comes out?",
        "{said} may be part of the way. What would you do after it?",
        "How would you continue from {said}?",
        "What comes out when you finish {said}?",
        "Is there something left to work out once you have {said}?",
        "I have noted {said} as a step. Could you write the line that follows it?",
    ),
    "question_task": (
        "All I know about this question is written in it. Which words of it would you read again?",
        "I can’t say more about it than the question does. What is given in it, in your words?",
        "The question itself is all there is to go by. What do you think it asks for?",
        "I know only what is written above. Which part of it is unclear?",
        "The text above says everything I could tell you. Which words in it would you underline?",
        "I have only the same words as you. How would you explain them to a friend?",
        "Try reading it one sentence at a time. Which sentence says what to find?",
        "Nothing is hidden in the question. What do you think is meant?",
        "I can’t add to the wording. Which number or word in it would you begin with?",
        "Try to say it in your own words. What is it that you have to find?",
        "There is no more to it than the text shows. If you made a sketch of it, what would you draw?",
    ),
    "question_subject": (
        "I would be guessing at an answer to that. The passages of this lesson are the place to look. What "
        "would you try here meanwhile?",
        "That goes beyond what I have for this question, and I don’t want to guess. What do you make of it "
        "yourself?",
        "I have no sure answer to that here. Is there a part of this question you can do without it?",
        "I can’t give a reliable answer to that. What do you need it for in this question?",
        "My notes for this question do not cover that, and I won’t guess. How far do you get without it?",
        "A passage of the lesson may explain it; I can’t do so here. What is your own idea?",
        "I would rather not answer that than be wrong. Which part of the question could you do already?",
    ),
    "rung_after_question": (
        "I can’t answer that in words of my own, but this may help.\n\n{text}",
        "See whether this settles it.\n\n{text}",
        "This is the nearest I have to an answer.\n\n{text}",
        "Perhaps this answers some of it.\n\n{text}",
        "This is what I have on it.\n\n{text}",
        "This may answer your question in part.\n\n{text}",
        "Here is the closest that I can give you to an answer:\n\n{text}",
        "I can say this much about it.\n\n{text}",
        "For that question I have this hint.\n\n{text}",
    ),
    "frustrated": (
        "That sounds tiring. A break is fine, nothing is lost; when you go on, would a hint help?",
        "I can see that this one is hard for you. You may stop for a while; or shall we take a smaller "
        "piece?",
        "Being stuck is unpleasant, and it says nothing bad about you. Would a hint make it easier to go on?",
        "It is fine to find this hard. Shall I give you something to start from?",
        "Take your time, or take a break. What would make it easier right now?",
        "Many people find such questions hard. Would a smaller step be better?",
        "You can take as long as you like. Do you want a hint, or a pause?",
        "I am sorry that this is annoying. Which part of it is the worst?",
        "You can leave it for a minute if you want. Which part seems possible to you?",
        "Some questions take a long time. What would you prefer: a hint or a break?",
        "You can stop and come back, and everything will still be here. Would a hint be welcome?",
        "It is good that you say so. Shall we try just the first step?",
    ),
    "rung_after_frustration": (
        "Let’s make it smaller, then.\n\n{text}",
        "Here is something to help you on.\n\n{text}",
        "One thing at a time. Begin with this.\n\n{text}",
        "Here is a smaller step.\n\n{text}",
        "Look only at this for now.\n\n{text}",
        "This should make it a little easier.\n\n{text}",
        "Let’s take a shorter step together.\n\n{text}",
        "Here is an easier way to begin.\n\n{text}",
        "There is no hurry. Just look at this.\n\n{text}",
    ),
    "off_topic": (
        "I can’t help with that, only with the question above. What would you try there?",
        "Let’s keep that for afterwards. What do you notice first in the question above?",
        "That is another subject. Where were you with this question?",
        "I know only about this question. Which part of it are you working on?",
        "We could talk about that later. What is your next step in the question?",
        "That is not something I can help with. What would you do in the question above?",
        "Let’s come back to the question. What have you tried so far?",
        "That is nice to hear. Shall we go back to the question and look at what is given?",
    ),
    "authority": (
        "In here I treat everybody as a learner, whoever they are. What would you try?",
        "I can’t tell who is writing, so the rule is the same for everyone: a try comes first. What is "
        "your idea?",
        "Whoever runs the course can see its answers elsewhere, but not in this talk. What would you put "
        "here?",
        "Everyone gets the same help from me. What is your first step?",
        "I go by the work and not by who does it. What would you answer?",
        "I don’t give out answer keys, to anybody. Which part do you want to try?",
    ),
    "tampering": (
        "I can’t change rules or marks, whoever asks. What would you try on this question?",
        "That has no effect in here. What is your next step with the question?",
        "I have no control over how answers are marked. Which part of the question shall we look at?",
        "My rules stay as they are. What do you make of the question?",
        "Instructions like that change nothing here. Where would you start with the question?",
        "I can only look at your work. What can you show me of it?",
    ),
    # harm and despair: a person is needed, and no question is asked
    "distress": (
        "Thank you for telling me. This matters more than any question here, and I am only a program. "
        "Please talk to a person now: {contact}. If you or somebody else is in danger, call your local "
        "emergency number. Whoever runs this course can see what you wrote.",
        "I am glad you said it, and I am not the one who can help with it. Please turn to {contact}. If "
        "there is danger right now, call your local emergency number. The lesson can wait.",
        "You don’t have to carry this alone. Please reach {contact} today, and your local emergency number "
        "at once if anybody is in danger. Nothing here is more important.",
    ),
    "distress_no_contact": (
        "Thank you for telling me. This matters more than any question here, and I am only a program. "
        "Please talk to somebody you trust today. If you or somebody else is in danger, call your local "
        "emergency number. Whoever runs this course can see what you wrote.",
        "I am glad you said it, and I am not the one who can help with it. Please tell a person near you "
        "whom you trust. If there is danger right now, call your local emergency number. The lesson can "
        "wait.",
        "You don’t have to carry this alone. Please talk to somebody you trust, and call your local "
        "emergency number at once if anybody is in danger. Nothing here is more important.",
    ),
    "over": (
        "This one is done. The next question is below.",
        "We have finished this one; go on with what follows.",
        "That question is closed now. You will find the next one below.",
        "That is finished. Please go on to the next.",
        "There is no more to do on this one. Look below for what follows.",
        "We are through with this one. The next is waiting for you.",
    ),
}
