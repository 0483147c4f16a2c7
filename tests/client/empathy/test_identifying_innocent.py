"""Sentences that identify nobody although they hold names of months, numbers, titles, virtues and help lines."""

import pytest

from heimo_tui.empathy import linkage

_INNOCENT = """
I walked 12 km and it took 3 hours.
My blood pressure was 150/95 this morning.
He drank 2 litres of vodka in 24 hours.
The bus at 17:45 never came.
It is 4 am and I have 3 exams this week.
Chapter 12 of that book broke me.
I scored 17 on the PHQ-9 and the doctor shrugged.
I take Prozac in the morning and Ambien at night.
I watched Good Will Hunting with the lights off.
We listened to Fleetwood Mac and said nothing.
Mercy is not something I was taught.
Grace and patience, that is all I want.
I hope joy finds you.
In March it will be a year. April is worse.
I don't know anyone in London and it is so loud.
My dad says God has a plan.
I called the Samaritans and 988 and hung up both times.
Call 1-800-273-8255 if you feel like I did.
I rang 0800 58 58 58, nobody answered.
I'm the only one who cares about this family.
It's the only thing that helps.
You are the first person I tell this.
This is the first time in my life that I say no.
The only way out of town is the bus.
I'm number 14 in the queue.
We have been married 22 years and I feel nothing.
I've been clean for 90 days.
My rent went from 900 to 1100.
I gained 14 kilos on Seroquel.
The High School reunion is next week.
My Boss said I am too sensitive.
Winter is long here. Sunday is longer.
I am so Tired of this.
He is a Virgo and I am a Scorpio.
I study at night and work at home.
My phone has 3% left.
There are 12 people in my group.
I turned 180 degrees and left.
I got 5 calls from unknown numbers.
I live on the third floor.
I made an account and deleted it.
My profile is empty.
They called at eight about the results.
I moved to Canada alone.
I speak English badly, sorry.
I thought of Mary Magdalene in church.
Today is day 47.
She was 20 minutes late.
He was 3 hours away.
I was 15 kilos heavier.
For 20 years I said nothing.
My therapist said no.
Thank you, everybody. Good Night.
Kello on 3.30 enkä nuku.
Painan 48 kiloa ja pelkään ruokaa.
Söin 2 tablettia ja nukuin 14 tuntia.
Toivo on turhaa.
Olen väsynyt ja yksin.
Soitin 112 ja ambulanssi tuli.
Ainoa asia mikä auttaa on uni.
Olin ensimmäistä kertaa terapiassa.
Luin Tuntemattoman sotilaan ja itkin.
Kesä meni. Syyskuu on pahin.
Äiti sanoi että olen laiska.
Olimme 12 vuotta naimisissa.
Asun kaupungissa jossa kukaan ei tervehdi.
Verenpaine oli 160/100.
Maksoin 35 euroa ja odotin 3 viikkoa.
MIELI ry:n numero on 09 2525 0111.
Koulun jälkeen menin suoraan sänkyyn.
Llevo 12 años casada y me siento sola.
Tomo 50 mg de sertralina.
Son las 3:40 y no duermo.
La esperanza se me acabó en abril.
Dolores de cabeza todos los días.
Es la única cosa que me calma.
Es la primera vez que lo cuento.
Vi La vida es bella y lloré.
Estoy en Madrid y no conozco a nadie.
Llamé al 024 y colgué.
Tengo 3 hijos y ninguna ayuda.
Hace 5 años que no río.
Mi jefe me grita los lunes.
Gracias a Dios por mi madre.
Cobro 900 euros al mes.
Estudio de noche y trabajo en casa.
Paz, quiero paz.
Tenho 2 gatos e nenhum amigo.
Faz 8 anos que ele morreu.
Tomei 3 comprimidos de Rivotril.
São 4 da manhã e não durmo.
É a única coisa que me acalma.
É a primeira vez que falo disso.
Vi Cidade de Deus e chorei.
Moro em São Paulo e me sinto só.
O Natal foi horrível.
Devo 300 reais pra minha mãe.
Deus me ajude.
Graça não tem nenhuma.
Ligo pro CVV toda semana.
Casada há 15 anos, sem beijo há 5.
Segunda eu volto ao trabalho e tenho medo.
Estudo à noite e trabalho em casa.
The doctors gave me 6 months in 2022.
I ran a marathon once, badly.
I read 1984 and felt seen.
The clock says 2:15.
He owes me $2,000.
I weigh 212 lbs and I hate mirrors.
She said Happy Birthday and hung up.
It rained all August.
Hope. That is what I lost.
I Will Survive was playing at the clinic.
My cat is the only one who waits.
This is the last time I write.
I turned the corner and cried.
I was one of three women in the room.
I slept 11 hours and woke up at 2.
Room 12, bed 3, nobody came.
50 mg did nothing, 75 made me shake.
My mother in law came for 10 days.
I know the number by heart and never dial it.
Elämä on. Minä en.
Luin Seitsemän veljestä uudelleen.
Otin kolme tablettia ja nukahdin kahdelta.
Hinta oli 12,50 e.
Lokakuu on raskas.
Ensimmäinen yö oli pahin.
Ainoa joka kuuntelee on kissa.
Sain 8 pistettä kokeesta.
Mañana será otro día.
Me dieron 20 gotas de Rivotril.
Eran 38 grados y yo temblaba.
El único que me escucha es mi perro.
Consuelo no encuentro en nada.
Perdí 15 kilos en 2 meses.
Leí Cien años de soledad en el hospital.
La primera noche fue la peor.
Nota 4 no exame, de novo.
A última vez que ri foi em junho.
O único que me ouve é o gato.
Vitória nenhuma, só cansaço.
Perdi 10 quilos em 3 meses.
Ouvi Construção no escuro e chorei.
Tomo 20 gotas toda noite.
Foram 40 minutos no telefone com o CVV.
It is three doors down the road, number 3 on the left.
Tengo 12 años de casada y nada cambia.
Tengo 20 años trabajando aquí.
Una relación de 5 años se acabó.
My number is +9990000000 in the dream.
In May 3 people left and on April 5% rain fell.
May 12:30 was the slot.
On 24 December I was alone, and on January 1 too.
Nobody else in the house woke up.
I was the first one to laugh, the last one to leave.
I was the first woman.
Last in line, I was the last.
I'm the only person.
I am the only one I know.
Soy la única que.
La única que se ríe soy yo.
My discord: discord
I buy bread at walmart and cry in the car.
my ex will call and my friend hope is gone
I counted 12345678 stars.
mi amiga dulce me espera
Sir, Madam, somebody, read this.
The last snow in town melted.
The profile at night is dark.
On tumblr my night-shift was long, and 1-2-3 I left.
The Doctor. A Nurse. Dr.
They sang for The Hague Choir in The Big Apple.
It happened at 38 degrees, at 38 in the shade.
turned 29 pages
con 40 grados de fiebre, con 12 gotas
58, 12 and 7 were my scores.
I am the first woman.
Only women live here.
We spoke of Japanese food.
my name is tired
I paid 45.50 for it.
We had 3 kids over for 2 hours.
Joy is gone. So is Hope, my old joke.
The Office is the only show I can watch.
I read Jane Eyre at 15 pages a night.
I saw Les Misérables alone.
My GP upped it to 150 mg.
There were 40 of us in that room.
I got a 2:1 and felt nothing.
I'm on Mirtazapine and it makes me eat.
Call 111, they said. I called 999.
Text HOME to 741741 they said.
Being the only sober one at a party is lonely.
First in, last out, that's me.
We are two months behind.
Kahden viikon päästä on joulu.
Soitin 116117 ja jonotin 40 minuuttia.
Katsoin Rocky-leffan ja nukahdin.
Olen ainoa, joka muistaa häntä.
Lämpöä oli 38,5.
Raha ei riitä, tilillä 12 e.
Llamé al 112 y no supe hablar.
Vi Titanic y no lloré.
Luna llena, otra noche sin dormir.
Rosario en mano, mi abuela rezaba.
Soy la única despierta.
Me faltan 3 meses para pagar.
Tomé 2 pastillas a las 22.
Liguei 192 e ninguém veio.
Li Dom Casmurro na escola.
Aurora bonita hoje, e eu chorando.
Sou a única acordada aqui em casa.
Paguei 89,90 no remédio.
Nasceu o dia e eu ainda de pé.
"""


@pytest.mark.parametrize("text", _INNOCENT.strip().splitlines())
def test_nothing_is_pointed_at(text: str) -> None:
    assert [(mark.code, text[mark.start : mark.end]) for mark in linkage.find(text, ())] == []
