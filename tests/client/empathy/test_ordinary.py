"""Ordinary posts and replies, in the tone of people who trust each other: the check has nothing against them."""

import pytest

from heimo_tui.empathy.check import check
from heimo_tui.empathy.findings import Voice

POSTS = """
I told my boss I had a dentist appointment. I sat in the car for two hours instead.
my sister called. i let it ring and watched her name go off the screen
Hope is a strange word for it. I just mean I bought milk for three days.
The baby slept for four hours and I lay awake listening for a cry that did not come.
My boss May said nothing, she only looked at the clock.
Grace is what they call it in church. I call it nobody asking.
I keep the bills in a drawer. There are about thirty now, and I know them by their thickness.
In May it will be a year. In June I will have to sell the boat.
I miss him so much that I talk to the dog about it. The dog agrees with everything.
We don't say his name at dinner. Nobody set that rule.
My mum asks if I am eating. I say yes. We both know.
I get up, I get dressed, I get as far as the door.
my name is on the list and i still cannot walk in there
My name is tired. That is what it feels like to hear it shouted across the office.
I read the letter, put it back and read it again.
Everyone says I look well. I have never been so good at looking.
It is 3 am and the fridge is the only one talking.
I should be happy. It is a healthy child. I should be so happy.
I cut my hair myself last night and it is crooked and I like it.
I've been called a good daughter so often that I do not dare to be anything else.
Rose from the ward gave me her biscuit. I cried on the bus.
I lost my job in spring and I still leave the house at eight every morning.
The doctor was kind. That is why I could not say it.
I am from a town where you can hear a car door and know whose it is.
My ex has the cat. I have the cat's hairs on my black coat.
dad called me "kiddo" today and for a second i was nine and everything was fine
I'm not brave. I just ran out of ways to hide it.
He said I was overreacting, and I have been measuring my voice ever since.
I eat standing up so that it does not count as a meal for one.
Christmas is coming and I would like it to go away.
When people ask how I am I say "busy". It is a good word, nobody looks behind it.
I want to sleep for a week. Not die. Sleep.
Sunday evenings are the worst, the whole week is standing in the hall with its shoes on.
I told a colleague and she put her hand on the table, near mine, not on it. That was right.
I hate this body and I also know it carried me here.
i am so angry at a dead man that i shake
They asked me to train the new one. The new one is my replacement, nobody said so.
I have two kids and I love them and I want to be alone in a cupboard.
I was the strong one at the funeral. Somebody has to carry the plates.
My therapist is on holiday and so is my courage.
I bought a plant so that something here would need me.
We were five at the table and now we are four and the fifth plate is still on the shelf.
I got lost on the way home, on a road I take every day.
It has been eleven days without a drink and I have told nobody until now.
My son asked if I was sad and I said no. He brought me his blanket anyway.
I can't stop thinking that I left the light on for someone who does not live here.
The office is fine. I am the one who leaks.
Do you also count the stairs?
Has anyone else been afraid of their own telephone?
I practise sentences in the shower and in the evening none of them fits.
My neighbour waters my plants and does not ask. I will never forget her.
I failed the exam again and bought everybody ice cream so nobody would notice.
I am fine with the days. It's the hour after the dishes.
She left in April. The toothbrush is still here, it seems to be on my side.
Nobody here has done anything wrong. That is the hardest part.
I said "see you tomorrow" and both of us knew that there would be no tomorrow at that job.
I'm forty-something and I was homesick in a supermarket today.
One of my colleagues is leaving and I envied her the box with her things.
I don't know what I need. Please just be here for a minute.
I wish somebody would call me by my first name again.
Hi, I'm New here and I do not know how this goes.
This is Hell and I live here.
""".strip().splitlines()

REPLIES = """
Mine too. I didn't know you could say it like that.
Nobody. Not one person asked me either, and I had my speech ready.
Are you serious? They told you on the phone?
What a jerk. I am sorry that you had to sit there and smile.
Awful. Just awful. I am so sorry.
I hate that you had to carry that alone.
I hate you're going through this again.
You deserve this rest, every minute of it.
You deserve it. I am so glad for you!
People like you make this circle feel like a kitchen.
I promise you nobody here thinks that.
When you freak out like that, is there a place in the house that helps?
You are nothing like him. You came here and wrote this.
I hope you never find yourself at that table again.
I hope you cry as long as you need to.
I sat down and read it again, and then I made tea.
Put the kettle on this morning and thought of you.
Wait, you told her? I am sitting up straight now.
I know the drawer. Mine was in the hall.
That sounds exhausting. What was the worst of it?
"Busy" is my word too. It is a good coat, that word.
Thank you for writing this. I have no answer, I only wanted you to know that it was read.
I get lost on that road too, some evenings.
Sometimes I just get lost in it as well.
You don't have to answer. I am here with my coffee.
Respect. It took me three years to say that sentence.
How did you get through the evening?
It made me think of my grandmother, who set a plate for him for ten years.
I would have cried on that bus too.
You can be furious and love him, both in one hour.
May I ask what his name meant to you?
I never told anyone either. I am telling you.
What happened when she put her hand on the table?
I laughed at the cat's hairs and then I did not laugh any more.
Eleven days! I do not know you and I am proud of you.
Oh, the fifth plate. We still have it too.
I was so tired that I put the keys in the fridge, let nobody tell you that you are the only one.
Take all the time you need. This thread is not going anywhere.
I have no advice. I am just sitting down next to you.
Your son sounds like somebody who has been loved a lot.
I count the stairs. Fourteen, every day.
It is not small. It only looks small from outside.
That is a lot for one evening.
And nobody said anything? Nobody at all?
You wrote "not die, sleep", and I believe you, and I am glad that you wrote both words.
I can hear the door from here.
My mother did the same, and I understood it only when she was gone.
The replacement was younger than my shoes, where I worked. I trained him well. It still hurts.
If you want to, tell us about the dog.
I do not think that you are weak.
I read this out to my wife and she said "that's me".
Mine is twelve years ago, and last week I still bought his tea.
I am sorry. I wish that I could carry a bag of it.
Of course you are angry. He is dead and he does not even answer.
I'm so glad you left the light on. Somebody may need it, and it may be you.
We did not say his name either, until my daughter did, with her mouth full.
It helped me that somebody asked. So I am asking: how is the evening?
Same here. I thought that I was the only one with that superpower.
I think you were nine for a second, and somebody was glad to see you.
You are not a burden to this thread. It was made for you.
You can write here any time.
Start anywhere. Or nowhere.
Look at that, you wrote it down.
Put it here, we hold it with you.
Go slow. There is no clock here.
Read it twice. I am sorry.
Write whenever you like.
Stop, that is too close to my own kitchen.
That is life with a newborn, and it is brutal.
It could get worse before it gets better, that was so for me.
It was just a dog to them. It was not to you.
Why did you stay up so late?
You know better than anybody what he was like.
""".strip().splitlines()


def test_there_are_enough_of_them() -> None:
    assert len(set(POSTS)) >= 60 <= len(set(REPLIES))


@pytest.mark.parametrize("text", POSTS)
def test_ordinary_posts_are_left_alone(text: str) -> None:
    assert [found for found in check(text, kind="post", need=None).findings if found.voice is not Voice.CARRIES] == []


@pytest.mark.parametrize("need", ["listen", "ask", "ideas"])
@pytest.mark.parametrize("text", REPLIES)
def test_ordinary_replies_are_left_alone(text: str, need: str) -> None:
    found = check(text, kind="reply", need=need).findings  # type: ignore[arg-type]  # the words above are the needs
    assert [one for one in found if one.voice is not Voice.CARRIES] == []
