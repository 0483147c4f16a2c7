"""Other ways to say it: about the sentence itself, warm, and good English."""

import pytest

from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Voice

SAID = [
    (
        "You should tell your boss the truth.",
        "advice",
        "A question leaves it to them: “What would it mean for you to tell your boss the truth?”",
    ),
    (
        "You should tell him that you love him.",
        "advice",
        "A question leaves it to them: “What would it mean for you to tell him that you love him?”",
    ),
    (
        "You really need to give yourself some time",
        "advice",
        "A question leaves it to them: “What would it mean for you to give yourself some time?”",
    ),
    (
        "You have to leave him before it gets worse",
        "advice",
        "A question leaves it to them: “What would it mean for you to leave him?”",
    ),
    (
        "You should go and see a doctor",
        "advice",
        "A question leaves it to them: “What would it mean for you to go and see a doctor?”",
    ),
    (
        "You need to stop blaming yourself for everything that your parents did to you as a child",
        "advice",
        "First what you heard: “That sounds hard, and I am here.”",
    ),
    (
        "You should write down what happened and show it to HR",
        "advice",
        "A question leaves it to them: “What would it mean for you to write down what happened?”",
    ),
    (
        "You should call your mum and your sister",
        "advice",
        "A question leaves it to them: “What would it mean for you to call your mum and your sister?”",
    ),
    ("You must never call him", "advice", "First what you heard: “That sounds hard, and I am here.”"),
    ("Why don't you just quit?", "advice", "A question leaves it to them: “What would it mean for you to quit?”"),
    (
        "Why not ask your sister if she can come?",
        "advice",
        "A question leaves it to them: “What would it mean for you to ask your sister if she can come?”",
    ),
    (
        "You'd better talk to somebody about it, honestly",
        "advice",
        "A question leaves it to them: “What would it mean for you to talk to somebody about it?”",
    ),
    ("You should try yoga", "advice", "A question leaves it to them: “What would it mean for you to try yoga?”"),
    (
        "You ought to eat more vegetables",
        "advice",
        "A question leaves it to them: “What would it mean for you to eat more vegetables?”",
    ),
    (
        "You need to set boundaries with your mother",
        "advice",
        "A question leaves it to them: “What would it mean for you to set boundaries with your mother?”",
    ),
    (
        "You should tell her how you feel",
        "advice",
        "A question leaves it to them: “What would it mean for you to tell her how you feel?”",
    ),
    ("You should tell", "advice", "First what you heard: “That sounds hard, and I am here.”"),
    (
        "You gotta leave him and your life will change",
        "advice",
        "A question leaves it to them: “What would it mean for you to leave him?”",
    ),
    (
        "You will have to forgive yourself",
        "advice",
        "A question leaves it to them: “What would it mean for you to forgive yourself?”",
    ),
    ("you should block him lol", "advice", "A question leaves it to them: “What would it mean for you to block him?”"),
    (
        "u should talk to ur mum",
        "advice",
        "A question leaves it to them: “What would it mean for you to talk to your mum?”",
    ),
    ("YOU SHOULD LEAVE HIM NOW", "advice", "A question leaves it to them: “What would it mean for you to leave him?”"),
    (
        "You should look for a job that you like",
        "advice",
        "A question leaves it to them: “What would it mean for you to look for a job that you like?”",
    ),
    ("If I were you I would call them", "advice", "First what you heard: “That sounds hard, and I am here.”"),
    (
        "If I were you I would call them",
        "suggestion",
        "A question leaves it to them: “What would it mean for you to call them?”",
    ),
    (
        "Maybe talk to your teacher about it",
        "suggestion",
        "A question leaves it to them: “What would it mean for you to talk to your teacher about it?”",
    ),
    ("Have you tried therapy?", "suggestion", "First what you heard: “That sounds hard, and I am here.”"),
    ("Have you considered moving out?", "suggestion", "First what you heard: “That sounds hard, and I am here.”"),
    ("What about talking to her?", "suggestion", "First what you heard: “That sounds hard, and I am here.”"),
    (
        "You could always move out",
        "suggestion",
        "A question leaves it to them: “What would it mean for you to move out?”",
    ),
    (
        "Just go for a walk",
        "suggestion",
        "A question leaves it to them: “What would it mean for you to go for a walk?”",
    ),
    ("Get some sleep", "suggestion", "A question leaves it to them: “What would it mean for you to get some sleep?”"),
    (
        "Block him and find a lawyer",
        "suggestion",
        "A question leaves it to them: “What would it mean for you to block him and find a lawyer?”",
    ),
    ("It might help to write it down", "suggestion", "First what you heard: “That sounds hard, and I am here.”"),
    (
        "Talk to a doctor",
        "suggestion",
        "A question leaves it to them: “What would it mean for you to talk to a doctor?”",
    ),
    ("Make sure you eat", "advice", "First what you heard: “That sounds hard, and I am here.”"),
    ("My advice would be to quit", "advice", "First what you heard: “That sounds hard, and I am here.”"),
    ("I'd suggest you talk to a lawyer", "advice", "First what you heard: “That sounds hard, and I am here.”"),
    ("The best thing is to ignore him", "advice", "First what you heard: “That sounds hard, and I am here.”"),
    (
        "You should ask your doctor whether it could be something else",
        "advice",
        "First what you heard: “That sounds hard, and I am here.”",
    ),
    (
        "You should quit because it is killing you",
        "advice",
        "A question leaves it to them: “What would it mean for you to quit?”",
    ),
    (
        "You want to get out of there",
        "advice",
        "A question leaves it to them: “What would it mean for you to get out of there?”",
    ),
    (
        "You should take a few days off",
        "advice",
        "A question leaves it to them: “What would it mean for you to take a few days off?”",
    ),
    ("You can't keep doing this", "advice", "First what you heard: “That sounds hard, and I am here.”"),
    (
        "Please see a doctor",
        "suggestion",
        "A question leaves it to them: “What would it mean for you to see a doctor?”",
    ),
    ("You're so lazy", "judging", "In place of “lazy”: “What makes it so hard to begin?”"),
    ("You are irresponsible", "judging", "Ask about the moment instead: “What was going on for you then?”"),
    ("You're being childish", "judging", "Ask about the moment instead: “What was going on for you then?”"),
    ("You are so dramatic", "judging", "In place of “dramatic”: “This hits you hard. What is the worst of it?”"),
    ("Stop being so needy", "judging", "In place of “needy”: “What were you needing just then?”"),
    ("You're naive", "judging", "In place of “naive”: “You trusted. What was it like when that broke?”"),
    ("You sound crazy", "judging", "In place of “crazy”: “What is it like for you when it gets this strong?”"),
    ("You are weak", "judging", "In place of “weak”: “How long have you been carrying this?”"),
    ("You're cold", "judging", "Ask about the moment instead: “What was going on for you then?”"),
    ("You are toxic", "judging", "Ask about the moment instead: “What was going on for you then?”"),
    ("Shame on you", "judging", "Ask about the moment instead: “What was going on for you then?”"),
    ("It's not that hard", "judging", "What is easy for one is not for another: “What makes it hard?”"),
    (
        "You just want attention",
        "judging",
        "To be seen is a need, not a fault: “What do you wish that somebody would see?”",
    ),
    (
        "Stop feeling sorry for yourself",
        "judging",
        "They may be at the end of their strength: “What is the hardest part right now?”",
    ),
    (
        "Pull yourself together",
        "judging",
        "They may be at the end of their strength: “What is the hardest part right now?”",
    ),
    ("Grow up", "judging", "They may be at the end of their strength: “What is the hardest part right now?”"),
    (
        "No offence, but you are not helping",
        "judging",
        "Ask before you say it: “May I tell you how it looks from outside?”",
    ),
    ("Suicide is selfish", "judging", "“It must get very dark. I am glad that you tell of it.”"),
    ("A good mother would stay", "judging", "Ask about the moment instead: “What was going on for you then?”"),
    ("You're a bad mother", "judging", "Ask about the moment instead: “What was going on for you then?”"),
    ("You never listen", "blaming", "Ask about the moment instead: “What was going on for you then?”"),
    ("You are a burden", "judging", "“I am glad that you wrote this here.”"),
    ("You are just making excuses", "judging", "What is easy for one is not for another: “What makes it hard?”"),
    ("It's your own fault", "blaming", "“However it came about, I am sorry you are in it.”"),
    ("What did you expect?", "blaming", "A question without a verdict: “What was it like for you at the time?”"),
    (
        "You should have left years ago",
        "blaming",
        "They know it now: “You did what you could with what you knew then.”",
    ),
    ("Why didn't you just say no?", "blaming", "A question without a verdict: “What was it like for you at the time?”"),
    ("You let him treat you like that", "blaming", "“However it came about, I am sorry you are in it.”"),
    ("Are you sure it wasn't you", "blaming", "“However it came about, I am sorry you are in it.”"),
    ("How could you do that", "blaming", "A question without a verdict: “What was it like for you at the time?”"),
    (
        "At least you have a job",
        "dismissing",
        "Leave out “at least” and stay with the pain: “I am sorry. What weighs the most?”",
    ),
    ("Others have it worse", "dismissing", "Pain needs no ranking: “It hurts, and that is reason enough to tell it.”"),
    ("It could be worse", "dismissing", "Pain needs no ranking: “It hurts, and that is reason enough to tell it.”"),
    ("Calm down", "dismissing", "“What goes through you when it gets this strong?” calms more than asking for calm."),
    ("Cheer up", "dismissing", "Let it be dark for a moment: “You do not have to be cheerful here.”"),
    ("Get over it", "dismissing", "“Some things take as long as they take. What part still holds you?”"),
    (
        "Everything happens for a reason",
        "dismissing",
        "Nobody has to find a sense in it: “I wish that it had not happened to you.”",
    ),
    ("It's all in your head", "dismissing", "Much of it cannot be seen: “What is it like on the inside?”"),
    ("You'll be fine", "dismissing", "You cannot know how it ends, but you can say “I hope with you”."),
    ("You'll find someone else", "dismissing", "Nothing takes that place: “What do you miss most?”"),
    ("There are plenty of fish in the sea", "dismissing", "Nothing takes that place: “What do you miss most?”"),
    ("You don't look depressed", "dismissing", "Much of it cannot be seen: “What is it like on the inside?”"),
    ("Time heals all wounds", "dismissing", "“Some things take as long as they take. What part still holds you?”"),
    ("It is what it is", "dismissing", "Stay with it first: “That sounds heavy. I am listening.”"),
    ("He's in a better place", "dismissing", "Stay with it first: “That sounds heavy. I am listening.”"),
    ("It's just a dog", "dismissing", "Ask what it meant: “What did it mean to you?”"),
    (
        "Everyone feels sad sometimes",
        "dismissing",
        "“I know some of this myself. What is it like for you?” keeps it theirs.",
    ),
    (
        "You have so much to be grateful for",
        "dismissing",
        "Let it be dark for a moment: “You do not have to be cheerful here.”",
    ),
    ("Don't worry about it", "dismissing", "Worry wants to be heard: “What are you most afraid of?”"),
    ("Happiness is a choice", "dismissing", "Let it be dark for a moment: “You do not have to be cheerful here.”"),
    ("You can always have another baby", "dismissing", "Nothing takes that place: “What do you miss most?”"),
    ("First world problems", "dismissing", "Pain needs no ranking: “It hurts, and that is reason enough to tell it.”"),
    ("Think positive", "dismissing", "Let it be dark for a moment: “You do not have to be cheerful here.”"),
    (
        "God never gives us more than we can handle",
        "dismissing",
        "Nobody has to find a sense in it: “I wish that it had not happened to you.”",
    ),
    (
        "You think that's bad",
        "comparing",
        "Tell yours without measuring: “I have lived something like it. It hurt too.”",
    ),
    (
        "Try being a single mother",
        "comparing",
        "Tell yours without measuring: “I have lived something like it. It hurt too.”",
    ),
    ("You have it easy", "comparing", "What they have does not undo what hurts: “It can be good and still hurt.”"),
    (
        "Be grateful you have a home",
        "comparing",
        "What they have does not undo what hurts: “It can be good and still hurt.”",
    ),
    (
        "You don't know what real pain is",
        "comparing",
        "Tell yours without measuring: “I have lived something like it. It hurt too.”",
    ),
    (
        "My divorce was so much worse",
        "comparing",
        "Tell yours without measuring: “I have lived something like it. It hurt too.”",
    ),
    ("You idiot", "insult", "Instead of “idiot”: “When I read this I felt angry, because …”"),
    ("You are a pathetic loser", "insult", "Instead of “loser”: “When I read this I felt angry, because …”"),
    ("Shut up", "hostile_order", "“I do not have the words for this right now” says stop without a blow."),
    ("Nobody cares about you", "contempt", "You can only speak for yourself: “I find this hard to read, because …”"),
    ("No wonder she left you", "contempt", "You can only speak for yourself: “I find this hard to read, because …”"),
    ("You deserved it", "contempt", "“This happened, and I wish it had not” says it without a sentence passed."),
    (
        "People like you ruin everything",
        "contempt",
        "Say what you disagree with, about the deed, not the person: “I see this differently: …”",
    ),
    (
        "What is wrong with you?",
        "contempt",
        "Say what you disagree with, about the deed, not the person: “I see this differently: …”",
    ),
    ("Stop taking your meds", "risky_advice", "“What would you like the one who prescribed it to know?”"),
    (
        "You should just kill yourself",
        "encourages_harm",
        "If you worry about them: “Are you safe right now? I would rather you stayed.”",
    ),
    ("I work at Nokia", "employer", "“At my work” is enough for most stories."),
    ("My name is Anna", "name", "Use a word for who they are to you, or a letter."),
    ("I live at 12 Oak Street", "address", "“In my street” or “where I live” tells the story as well."),
    ("I am 43 years old", "exact_age", "“in the forties” is close enough."),
    ("On 14 March 2026 I lost my job", "exact_date", "“Last spring” or “some weeks ago” tells as much."),
    ("Call me on +358 40 123 4567", "phone", "Leave it out; whoever wants to answer you can do it here."),
    ("Write to anna@example.org", "email", "Leave it out; whoever wants to answer you can do it here."),
    ("See www.example.org", "link", "Say what it is about instead of where it is."),
    ("I am @anna_k on there", "handle", "Leave it out, or say “a site where I write”."),
    ("I study at Aalto University", "school", "“At school” or “where I study” is enough for most stories."),
    ("I am the only doctor in our village", "only_one", "“One of few” keeps the meaning."),
    (
        "I want to die",
        "danger_self",
        "If you want to, say what you need tonight, so that readers know how to be with you.",
    ),
    ("He hits me", "danger_from_other", "Nobody here needs a name or a place to believe you."),
    ("I will hurt him", "danger_other", "You could step away first, and then write what happened just before."),
]
"""What a reply to somebody who only wants to be heard says, and what is offered instead."""


@pytest.mark.parametrize(("text", "code", "other"), SAID)
def test_another_way_fits_the_sentence(text: str, code: str, other: str) -> None:
    found = [one for one in check(text, kind="reply", need="listen").findings if one.voice is not Voice.CARRIES]
    assert (code, other) in [(one.code, one.alternative) for one in found]


def test_who_wants_to_be_asked_is_asked_what_they_tried() -> None:
    for text in ("You should never call him", "Have you tried therapy?", "My advice would be to quit"):
        (found,) = check(text, kind="reply", need="ask").findings
        assert found.alternative == "A question leaves it to them: “What have you already thought of or tried?”"
