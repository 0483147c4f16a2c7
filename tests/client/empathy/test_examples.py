"""Written examples: what the check says, and what it must never say."""

import pytest

from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Finding, Kind, Need, Voice


def _codes(text: str, kind: Kind, need: Need | None, voice: Voice | None = None) -> set[str]:
    report = check(text, kind=kind, need=need)
    return {found.code for found in report.findings if voice in (None, found.voice)}


def _first(text: str, code: str, need: Need | None = None) -> Finding:
    return next(found for found in check(text, kind="reply", need=need).findings if found.code == code)


def _meaning(deed: str) -> str:
    return f"A question leaves it to them: “What would it mean for you to {deed}?”"


OWN_PAIN = """
I feel like shit
I hate myself
I'm such an idiot
I am a worthless piece of shit and I know it
I feel so stupid for trusting him
I'm a terrible mother
God I'm pathetic
I'm so fucking tired of this shit
I want to die
I just want to kill myself
Fuck my life, fuck this job, fuck everything
I'm a fat dyke and proud of it
We dykes have to stick together
My brain is a stupid bitch some days lol
I'm dead inside, ha ha, what a joke I am
He called me worthless
She said I am a lazy bitch and maybe she is right
They told me I should just get over it
My mum always says "you are such a loser"
"You are nothing," that is what he said
I can't shut up about it and I disgust myself
I should have known better, it was my own fault
I'm an ugly crybaby and everyone knows it
You feel like an idiot when the whole office stares at you
My boss is an asshole and my husband is useless
What is wrong with me
I wish I was dead
Why am I so weak and needy
I am a burden and a failure
People keep telling me to calm down
I'm crazy, I'm a freak, I am a psycho
I hate my fucking body
I deserve everything I got
Nobody likes me
No one cares about me
Nobody would miss me
I'm a selfish lazy drama queen, that's me
You try and try and it is never enough
I was a coward
Idiot.
""".strip().splitlines()


@pytest.mark.parametrize("text", OWN_PAIN)
def test_pain_about_oneself_is_never_scolded_in_a_post(text: str) -> None:
    assert not check(text, kind="post", need=None).of(Voice.LOOK_AGAIN)


@pytest.mark.parametrize("text", [line for line in OWN_PAIN if not line.startswith(("You", "Idiot"))])
def test_nor_in_a_reply_that_tells_of_oneself(text: str) -> None:
    assert not check(text, kind="reply", need="listen").of(Voice.LOOK_AGAIN)


HOSTILE = [
    ("You are a pathetic loser", "insult"),
    ("you're an idiot.", "insult"),
    ("ur such a moron lol", "insult"),
    ("You sound like a whiny little brat", "insult"),
    ("Nice story, loser.", "insult"),
    ("Are you really a coward", "insult"),
    ("You are indeed a corrupt liar", "insult"),
    ("Pathetic.", "insult"),
    ("What a pathetic crybaby you are", "insult"),
    ("Those trannies should leave", "slur"),
    ("Shut up already", "hostile_order"),
    ("Oh just fuck off", "hostile_order"),
    ("Go to hell", "hostile_order"),
    ("Cry me a river", "hostile_order"),
    ("Nobody cares about you", "contempt"),
    ("No wonder she left you", "contempt"),
    ("What is wrong with you?", "contempt"),
    ("You deserve what you got", "contempt"),
    ("Serves you right", "contempt"),
    ("You disgust me", "contempt"),
    ("People like you ruin everything", "contempt"),
    ("You're just lazy", "judging"),
    ("You are being so dramatic", "judging"),
    ("Stop being so needy", "judging"),
    ("You're a bad mother", "judging"),
    ("Shame on you", "judging"),
    ("You just want attention", "judging"),
    ("Stop feeling sorry for yourself", "judging"),
    ("It's not that hard", "judging"),
    ("That was selfish", "judging"),
    ("A good mother would stay", "judging"),
    ("It's your own fault", "blaming"),
    ("You brought this on yourself", "blaming"),
    ("What did you expect?", "blaming"),
    ("You should have left years ago", "blaming"),
    ("Why didn't you just say no?", "blaming"),
    ("You let him treat you like that", "blaming"),
    ("You must have done something to him", "blaming"),
    ("At least you have a job", "dismissing"),
    ("Others have it worse", "dismissing"),
    ("It could be worse", "dismissing"),
    ("Just think positive", "dismissing"),
    ("Calm down", "dismissing"),
    ("You need to get over it", "dismissing"),
    ("Cheer up", "dismissing"),
    ("Everything happens for a reason", "dismissing"),
    ("It's all in your head", "dismissing"),
    ("You'll be fine", "dismissing"),
    ("It was only a dog", "dismissing"),
    ("Don't be sad", "dismissing"),
    ("We all have problems", "dismissing"),
    ("It's not a big deal", "dismissing"),
    ("Happiness is a choice", "dismissing"),
    ("That's nothing, I lost two jobs in a year", "comparing"),
    ("Try raising three kids alone", "comparing"),
    ("I had it so much worse", "comparing"),
    ("You don't know what real pain is", "comparing"),
    ("Be glad you have a house", "comparing"),
    ("You're lucky he stayed", "comparing"),
    ("Wait until you are forty", "comparing"),
]


@pytest.mark.parametrize(("text", "code"), HOSTILE)
def test_what_may_hurt_is_found_whatever_was_asked_for(text: str, code: str) -> None:
    assert code in _codes(text, "reply", "ideas", Voice.LOOK_AGAIN)


GOOD = """
I'm so sorry you have to go through this
That sounds exhausting
It must be lonely to carry this alone
You are not a failure
You're not lazy, you're worn out
It's not your fault
None of this is your fault
You should be proud of yourself
You're damn right to be angry
You have to be exhausted by now
You don't have to answer
You shouldn't have to deal with this alone
No wonder you feel lost
What was it like to tell them?
What is the hardest part right now?
I have been there
Me too, and it took me two years
What helped me was talking to my sister
I had to leave my job before I could breathe
When I was in it, I started to walk every evening
Thank you for writing this
Take all the time you need
Take care of yourself
Tell me more if you want to
Only you can know what is right for you
He told you that you are worthless, and he was wrong
Nobody should have to hear that they are stupid
I don't think you are selfish
If you think you are a burden, read your own post again
It doesn't make you weak
You are stupid brave
You're insanely strong
Sending you a hug
I hear you
I can't imagine how heavy that is
Whatever you decide, we are here
You deserve to be happy
Don't let anyone tell you to calm down
I hate it when people say "at least you have your health"
Please don't kill yourself
Are you thinking about killing yourself?
If you want to kill yourself tonight, we would rather sit with you
You matter here
You feel like you are a loser, and that hurts to read
Keep writing, we are reading
Your boss sounds like a nightmare
It is not true that everyone is better off without you
I don't think I had it worse
It's not that others have it worse
If you feel nobody cares about you, write to us
No creo que eres un idiota, te entiendo
""".strip().splitlines()


@pytest.mark.parametrize("text", GOOD)
def test_good_replies_are_left_in_peace(text: str) -> None:
    report = check(text, kind="reply", need="listen")
    assert not report.of(Voice.LOOK_AGAIN)
    assert "encourages_harm" not in {found.code for found in report.findings}


ADVICE = [
    ("You should leave him", _meaning("leave him")),
    ("You need to talk to your doctor", _meaning("talk to your doctor")),
    ("You really have to stop drinking", _meaning("stop drinking")),
    ("You should tell your boss the truth.", _meaning("tell your boss the truth")),
    ("Why don't you just quit", _meaning("quit")),
    ("If I were you I would call them", None),
    ("You must never call him", None),
    ("Make sure you eat", None),
    ("You can't keep doing this", None),
]


@pytest.mark.parametrize(("text", "other"), ADVICE)
def test_advice_is_unasked_unless_ideas_were_welcome(text: str, other: str | None) -> None:
    for need in ("listen", "ask", None):
        assert "advice" in _codes(text, "reply", need)
    assert "advice" not in _codes(text, "reply", "ideas")
    if other:
        assert _first(text, "advice", "listen").alternative == other


SUGGESTED = (
    "You could always move out",
    "Maybe try yoga",
    "Have you tried therapy?",
    "Talk to a doctor",
    "Get some sleep",
    "Block him and find a lawyer",
    "It might help to write it down",
    "Just go for a walk",
)


@pytest.mark.parametrize("text", SUGGESTED)
def test_a_gentle_tip_is_said_only_where_listening_or_asking_was_wished(text: str) -> None:
    assert "suggestion" in _codes(text, "reply", "listen")
    assert "suggestion" in _codes(text, "reply", "ask")
    assert not {"advice", "suggestion"} & _codes(text, "reply", None)


CARRIES = [
    ("I'm so sorry to hear that", "emotional_reaction"),
    ("My heart breaks for you", "emotional_reaction"),
    ("You are not alone", "emotional_reaction"),
    ("That sounds so hard", "interpretation"),
    ("It makes sense that you are angry", "interpretation"),
    ("I understand how you feel", "interpretation"),
    ("What happened then?", "exploration"),
    ("Do you want to talk about it", "exploration"),
    ("I've been there too", "been_there"),
    ("Same here", "been_there"),
    ("Thank you for trusting us with this", "thanks"),
    ("No pressure at all", "freedom"),
]


@pytest.mark.parametrize(("text", "code"), CARRIES)
def test_what_carries_is_named(text: str, code: str) -> None:
    assert code in _codes(text, "reply", "listen", Voice.CARRIES)


CARE = [
    ("I want to die", "danger_self"),
    ("I want to kill myself tonight", "danger_self"),
    ("They would be better off without me", "danger_self"),
    ("I can't go on", "danger_self"),
    ("I am feeling suicidal again", "danger_self"),
    ("I could kill my boss, I really want to hurt him", "danger_other"),
    ("He hits me and the kids", "danger_from_other"),
    ("I'm not safe at home", "danger_from_other"),
]


@pytest.mark.parametrize(("text", "code"), CARE)
def test_own_pain_offers_care_and_can_never_be_held(text: str, code: str) -> None:
    found = check(text, kind="post", need=None).findings
    assert code in {one.code for one in found}
    assert not any(one.holdable for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "I nearly died of embarrassment, I wanted to die laughing",
        "I used to want to kill myself",
        "I would never kill myself",
        "This job is killing me",
        "The meeting was murder",
    ],
)
def test_figures_of_speech_and_the_past_call_for_no_care(text: str) -> None:
    assert not check(text, kind="reply", need=None).of(Voice.CARE)


@pytest.mark.parametrize(
    "text",
    [
        "Kill yourself",
        "kys",
        "Just go and kill yourself",
        "You should die",
        "The world would be better off without you",
        "Why don't you just kill yourself",
        "Nobody would miss you",
        "Do everyone a favour and jump off a bridge",
        "I hope you die",
        "You are better off dead",
        "Just die",
        "Do it already",
        "Everybody would be better off, and you know it",
        "If you really meant it, you'd have done it by now",
        "It would be best for everyone if you made an end to it",
        "I would love to watch you go through with it",
        "Go home and let her finish you off",
        "Either get it over with or stop writing",
    ],
)
def test_pushing_somebody_towards_harm_leads_and_may_be_held(text: str) -> None:
    first = check(text, kind="reply", need="listen").findings[0]
    assert first.code == "encourages_harm"
    assert first.holdable


@pytest.mark.parametrize("text", ["I wish I could just die", "Just die already", "I think about it and then end it"])
def test_despair_is_not_encouragement(text: str) -> None:
    assert "encourages_harm" not in _codes(text, "post", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("what is the most painless way to die", "method_details"),
        ("the lethal dose of it", "method_details"),
        ("Just stop taking your meds", "risky_advice"),
    ],
)
def test_details_of_a_method_and_stopping_a_medicine(text: str, code: str) -> None:
    assert code in _codes(text, "reply", None, Voice.CARE)


def test_only_an_order_about_medicine_is_risky_advice() -> None:
    assert "risky_advice" not in _codes("Never stop taking your meds alone", "reply", None)
    assert "risky_advice" not in _codes("It scared me to stop taking the pills", "reply", None)


def test_a_post_that_insults_its_readers_is_told_so() -> None:
    assert _codes("You people are all idiots", "post", None, Voice.LOOK_AGAIN) == {"insult"}
    assert not _codes("Dad, you were a coward and you left us", "post", None, Voice.LOOK_AGAIN)


def test_a_post_hears_what_it_names_and_asks() -> None:
    assert {"own_feeling", "asks_readers"} <= _codes(
        "I feel so ashamed. Has anyone else been through this?", "post", "ask"
    )


def test_a_gate_for_imperatives_leaves_kind_ones_alone() -> None:
    for text in ("Talk to me if you want", "Take care", "Let us know how it goes", "Get well soon"):
        assert not _codes(text, "reply", "listen", Voice.LOOK_AGAIN)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("You're so lazy", "In place of “lazy”: “What makes it so hard to begin?”"),
        ("Nobody cares", "You can only speak for yourself: “I find this hard to read, because …”"),
        ("You're useless", "Instead of “useless”: “When I read this I felt angry, because …”"),
    ],
)
def test_another_way_is_about_these_words(text: str, other: str) -> None:
    found = check(text, kind="reply", need=None).findings
    assert [one.alternative for one in found] == [other]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Sinä olet ihan idiootti, kukaan ei välitä", "insult"),
        ("Nyt turpa kiinni ja ala olla", "hostile_order"),
        ("Muilla menee huonommin kuin sinulla", "dismissing"),
        ("Sinun pitäisi vain lähteä pois", "advice"),
        ("Kuulostaa tosi raskaalta, olen pahoillani", "emotional_reaction"),
        ("Minä haluan kuolla, en jaksa enää", "danger_self"),
        ("Eres un idiota y no me importa nada", "insult"),
        ("Cállate ya, que no es para tanto", "hostile_order"),
        ("Pero hay gente peor que tú", "dismissing"),
        ("Lo siento mucho, no estás sola en esto", "emotional_reaction"),
        ("Ya no quiero vivir así, quiero morir", "danger_self"),
        ("Você é um lixo e não sabe nada", "insult"),
        ("Cala a boca, você não sabe nada", "hostile_order"),
        ("Mas tem gente pior que você", "dismissing"),
        ("Sinto muito, você não está sozinha nisso", "emotional_reaction"),
        ("Eu quero morrer, não aguento mais", "danger_self"),
        ("Você é tão burra, para de reclamar", "judging"),
    ],
)
def test_three_more_languages_make_a_start(text: str, code: str) -> None:
    assert code in _codes(text, "reply", None)


@pytest.mark.parametrize(
    "text", ["Minä olen ihan idiootti", "Soy un idiota y una mierda", "Eu sou um lixo, eu sou muito burra"]
)
def test_pain_about_oneself_in_them_too(text: str) -> None:
    for kind in ("post", "reply"):
        assert not check(text, kind=kind, need=None).of(Voice.LOOK_AGAIN)
