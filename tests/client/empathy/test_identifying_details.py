"""Details that may identify, one a line, as people type them in four languages."""

import pytest

from heimo_tui.empathy import linkage

_TOLD = """
name|My wife, Katrin, sleeps on the sofa now.|Katrin
name|I keep hearing Bogdan say it, over and over.|Bogdan
name|Everyone at the funeral said Oskar Lindqvist was a saint.|Oskar Lindqvist
name|my sister in law Pauline reads my letters|Pauline
name|I'm Theodora, 3rd week without drinking.|Theodora
name|They call me Ziggy at the shelter.|Ziggy
name|My counsellor (Maureen Opie) retired.|Maureen Opie
name|Regards, Tilda|Tilda
name|when Aunt Philippa died nobody told me|Philippa
name|Officer Brannigan wrote that I was drunk.|Brannigan
name|my boyfriend's name is Ansel and he hits me|Ansel
name|Hi, Sandra here again, third bad night.|Sandra
name|My baby Noor was born too early.|Noor
name|i hate my stepdad craig so much|craig
name|Love, Bernadette|Bernadette
name|I dated Faith Abara for six years and she never said goodbye.|Faith Abara
name|Mark hit me again.|Mark
name|My brother Bill is in prison.|Bill
name|My daughter's called Summer and she is four.|Summer
name|Mieheni Ahti muutti pois.|Ahti
name|Mun poika Eetu ei puhu mulle.|Eetu
name|Kirjoitan tätä Riikkana, vaikka kaikki luulevat muuta.|Riikkana
name|pomoni Kari Lehtovirta huusi mulle koko tiimin edessä|Kari Lehtovirta
name|Olen Sinikka ja pelkään iltoja.|Sinikka
name|Lapsen isä Jarkko ei maksa mitään.|Jarkko
name|Siskoni, Mirjami, ei enää vastaa.|Mirjami
name|mun eksä Sami levittää kuvia|Sami
name|Lääkäri nimeltä Kaarlo Vuento nauroi.|Kaarlo Vuento
name|Veljeni Onni kuoli viime talvena.|Onni
name|Mi marido Evaristo no me deja salir.|Evaristo
name|Soy Remedios y tengo miedo.|Remedios
name|mi ex, Damián Quiroga, me sigue hasta el trabajo|Damián Quiroga
name|A mi hijo Ulises le pegan en el recreo.|Ulises
name|La doctora Benavides no me creyó.|Benavides
name|desde que murió Leandro no duermo|Leandro
name|Me llaman Chelo en el barrio.|Chelo
name|Don Anselmo, mi casero, me toca.|Anselmo
name|hola, soy maria otra vez|maria
name|Meu marido Genivaldo bebe todo dia.|Genivaldo
name|Me chamo Rosângela e tenho medo.|Rosângela
name|a minha irmã Benedita não me fala|Benedita
name|O Toninho sumiu e ninguém procura.|Toninho
name|Minha chefe, Dona Odete, me humilha.|Odete
name|sou o Valdir de novo, bebi|Valdir
name|desde que o Maurício foi embora não durmo|Maurício
name|aqui é a Jussara, não consegui dormir|Jussara
handle|My reddit is tired_moth, don't judge.|tired_moth
handle|dm me on ig: lostfox88|lostfox88
handle|My gamertag is GrimHarbor77|GrimHarbor77
handle|kik me, user saddestcowboy4|saddestcowboy4
handle|I write there under the name hollow.juniper on wattpad|hollow.juniper
handle|mun insta on surullinen.kettu|surullinen.kettu
handle|Discordissa olen hiljainen#0420|hiljainen#0420
handle|mi insta es luna.rota.23|luna.rota.23
handle|búscame en telegram como gata_gris|gata_gris
handle|meu insta é lua.quebrada|lua.quebrada
handle|no discord sou corvo#1190|corvo#1190
phone|Text me: 555-0142, area 212|555-0142
phone|Call 0161 496 0123 after ten|0161 496 0123
phone|my mobile's 087 000 1234 if you're in Dublin|087 000 1234
phone|+1 (303) 555-0188 is me|+1 (303) 555-0188
phone|0412 000 777 is my number in Perth, please ring|0412 000 777
phone|tekstaa 050 000 9911|050 000 9911
phone|Puhelinnumeroni on 0440003321|0440003321
phone|llámame al 600 000 123|600 000 123
phone|mi cel es 55 0000 4321, soy de cdmx|55 0000 4321
phone|escríbanme al +54 9 11 0000-4567|+54 9 11 0000-4567
phone|me liga no 21 90000-1234|21 90000-1234
phone|meu zap: (31) 90000 2211|(31) 90000 2211
phone|o meu número é 910 000 321|910 000 321
email|mailme at karl.otto at example dot org|karl.otto at example dot org
email|escríbeme a rota+1@example.com.mx|rota+1@example.com.mx
email|sposti: surku.ukko@example.fi|surku.ukko@example.fi
link|my page: greyhouse.example.net/diary|greyhouse.example.net/diary
link|mi blog se llama lunarota.blogspot.com|lunarota.blogspot.com
link|youtu.be/abc123 on mun video|youtu.be/abc123
address|We moved to 3 Birchfield Mews last year|3 Birchfield Mews
address|1180 N Halvorsen St, apt 4 is where he keeps me|1180 N Halvorsen St
address|he lives across from me at 27b Cannery Row|27b Cannery Row
address|Asun Kaivokatu 3 B 7:ssä|Kaivokatu 3 B 7
address|muutin Hiihtäjäntie 12:een|Hiihtäjäntie 12
address|vivo en avenida de los Tilos 45, 3º B|avenida de los Tilos 45
address|estoy en c/ Almendro 8, bajo|c/ Almendro 8
address|moro na Rua Quinze de Agosto, 210, apto 31|Rua Quinze de Agosto, 210
address|estou na travessa do Poço nº 7|travessa do Poço nº 7
employer|I work nights at Halden Foods and I can't go on.|Halden Foods
employer|I was a cashier at Trellis for nine years.|Trellis
employer|I clean offices for Brightside Services.|Brightside Services
employer|my boss at the Grand Meridian Hotel touches me|Grand Meridian Hotel
employer|I'm a teller at First Harbor Bank|First Harbor Bank
employer|i work at walmart and i cry in the freezer|walmart
employer|HR at Quantrell told me to smile more.|Quantrell
employer|I've been with Osprey Logistics since school.|Osprey Logistics
employer|Sain potkut Veistämö Aallosta viikko sitten.|Veistämö Aallosta
employer|Olen töissä Lumipalvelu Oy:llä ja itken tauoilla.|Lumipalvelu Oy
employer|Työskentelen hoitajana Koivurannan palvelutalossa.|Koivurannan palvelutalossa
employer|aloitin Tervakosken tehtaalla kesällä|Tervakosken tehtaalla
employer|Trabajo de cajera en Supermercados Aldaba.|Supermercados Aldaba
employer|me echaron de Textiles Romeral sin avisar|Textiles Romeral
employer|soy celadora en el Hospital Virgen del Roble|Hospital Virgen del Roble
employer|curro en el bar Los Faroles y no puedo más|bar Los Faroles
employer|soy conductor de Autobuses La Serrana|Autobuses La Serrana
employer|Trabalho na Padaria Pão Dourado e choro no banheiro.|Padaria Pão Dourado
employer|fui demitida da Construtora Vale Azul|Construtora Vale Azul
employer|sou enfermeira no Hospital Santa Aurélia|Hospital Santa Aurélia
employer|trabalho de vigia na Tecelagem Boa Linha|Tecelagem Boa Linha
school|I'm a sophomore at Halbrook College|Halbrook College
school|everyone at Pinecrest Middle School knows|Pinecrest Middle School
school|I dropped out of Wexmoor University in May|Wexmoor University
school|my son is bullied at St Brannoc's Primary|St Brannoc's Primary
school|I teach maths at Larch Hill Academy|Larch Hill Academy
school|studying nursing at UCNV and failing|UCNV
school|käyn Harjunpään yläastetta ja kaikki tietää|Harjunpään yläastetta
school|Opiskelen Lounaisrannan ammattikorkeakoulussa.|Lounaisrannan ammattikorkeakoulussa
school|Olen Kuusimäen koulun rehtori|Kuusimäen koulun
school|estudio en el instituto Valle Hondo|instituto Valle Hondo
school|soy profe del Colegio San Telmo|Colegio San Telmo
school|mi hija va al IES Sierra Parda|IES Sierra Parda
school|estudo na Universidade Federal do Planalto Novo|Universidade Federal do Planalto Novo
school|sou professora da Escola Estadual Monte Claro|Escola Estadual Monte Claro
school|estudei no Colégio Dom Aurélio|Colégio Dom Aurélio
exact_date|My mum died on the 4th of February 2020.|4th of February 2020
exact_date|since 2019-11-03 I haven't slept|2019-11-03
exact_date|He proposed on June 9th and left in July.|June 9th
exact_date|It's been hell since Tuesday 8 October.|8 October
exact_date|on the third of March he hit me first|third of March
exact_date|Isä kuoli 3.11.2020 kotona.|3.11.2020
exact_date|toukokuun 5. päivä on pahin|toukokuun 5
exact_date|leikkaus on 12.6. ja pelottaa|12.6.
exact_date|nací el 7 de julio de 1990|7 de julio de 1990
exact_date|el dos de mayo de 2018 me violaron|dos de mayo de 2018
exact_date|meu pai morreu em 02/11/2022|02/11/2022
exact_date|no dia 9 de março ele me bateu|9 de março
exact_age|I am 44 years old and alone|44
exact_age|I'm a 51-year-old woman with nobody|51-year-old
exact_age|(27M) I can't feel anything|27M
exact_age|F33, married, numb|F33
exact_age|My daughter is 9 and she cuts herself.|9
exact_age|at the age of 23 i lost everything|23
exact_age|just turned 40, no cake|40
exact_age|i'll be 31 next month and i have nothing|31
exact_age|Next week I turn fifty-two.|fifty-two
exact_age|My son, 16, stopped talking.|16
exact_age|Olen 27 ja yksin|27
exact_age|täytän ensi viikolla 60|60
exact_age|poikani on 12 ja pelkää kouluun menoa|12
exact_age|M19, ei kavereita|M19
exact_age|oon kolmekymmentäviisi enkä osaa mitään|kolmekymmentäviisi
exact_age|viisikymppisenä eron jälkeen, 53 v|53 v
exact_age|Tengo 26 y nunca me besaron|26
exact_age|tengo treinta y dos años|treinta y dos años
exact_age|mi hijo de 8 años no habla|8 años
exact_age|cumplo 70 mañana y nadie viene|70
exact_age|A mis 38 sigo en casa de mis padres|38
exact_age|Tenho 19 e já cansei|19
exact_age|com 42 anos voltei pra casa da mãe|42 anos
exact_age|minha filha tem 6 anos e chora|6 anos
exact_age|tenho quarenta e cinco anos e medo|quarenta e cinco anos
exact_age|vou fazer 33 semana que vem|33
only_one|I'm the only gay man in our village and they know it.|only gay man in our village
only_one|I was the first female welder they ever hired at the shipyard.|first female welder
only_one|She knows I'm the last speaker of our language in the valley.|last speaker
only_one|No one else at my school uses a wheelchair.|No one else at my school
only_one|I'm the youngest judge in the county.|youngest judge in the county
only_one|as the sole Black student in my year I get stared at|sole Black student in my year
only_one|I am the only one in my congregation who left|only one in my congregation
only_one|Olen ainoa tummaihoinen koko koulussa.|ainoa tummaihoinen koko koulussa
only_one|Olin ensimmäinen nainen, joka johti sitä komppaniaa.|ensimmäinen nainen
only_one|Kukaan muu meidän kunnassa ei ole vaihtanut sukupuolta.|Kukaan muu meidän kunnassa
only_one|Olen osaston ainoa mieshoitaja.|osaston ainoa mieshoitaja
only_one|Soy la única mujer bombera de mi ciudad.|única mujer bombera
only_one|Fui el primer alcalde gay del pueblo|primer alcalde gay
only_one|Nadie más en mi instituto es sordo.|Nadie más en mi instituto
only_one|Soy el único negro de mi clase|único negro de mi clase
only_one|Sou a única mulher trans da minha cidade.|única mulher trans
only_one|fui o primeiro da minha aldeia a casar com um homem|primeiro da minha aldeia
only_one|Ninguém mais na minha escola usa cadeira de rodas.|Ninguém mais na minha escola
only_one|Sou o único cego da faculdade|único cego da faculdade
combination|I'm a beekeeper on a small island, a widower with five daughters.|
combination|I teach harp, I lost an eye in the flood, and my wife is the mayor.|
combination|Olen lautturi, leski, ja asun saaressa.|
combination|Soy partera en una isla, viuda y con trillizos.|
combination|Sou faroleiro numa ilha, viúvo, pai de gêmeos.|
combination|I'm a 40 year old dentist and I live in Dunmarrow.|
name|Yesterday Kerstin Vale from upstairs found me on the stairs.|Kerstin Vale
name|the pastor, Rev. Holloway, told me to pray harder|Holloway
name|My mom calls me Peanut but my name's Gwendolyn.|Gwendolyn
name|I miss you, Tobias.|Tobias
name|Esme from my ward hanged herself|Esme
name|Kiitos kaikille, t. Hilkka|Hilkka
name|Äidin uusi mies Rauno tulee yöllä huoneeseeni.|Rauno
name|Pelkään Jormaa, se asuu alakerrassa.|Jormaa
name|opettajani Leena Mäkirinta sanoi sen koko luokalle|Leena Mäkirinta
name|Mi psicóloga, Eulalia Ríos, se va.|Eulalia Ríos
name|Mi padrastro Fermín entra en mi cuarto.|Fermín
name|Atentamente, Zulema|Zulema
name|Perdí a Baltasar hace un mes, mi niño.|Baltasar
name|O Seu Joaquim do mercadinho me viu chorar.|Joaquim
name|meu filho Davi não acorda|Davi
name|quem fala é a Ivonete, a do outro dia|Ivonete
handle|im u/brokenlantern on here too|u/brokenlantern
handle|add my snap: velvetghost_|velvetghost
handle|Twitterissä @vaisuvarjo kertoo enemmän|@vaisuvarjo
handle|mi usuario de twitch es zorro_mudo|zorro_mudo
handle|sigam @meninaquebrada|@meninaquebrada
phone|ring me on 01632 960 015|01632 960 015
phone|soittakaa 09 000 1234 illalla|09 000 1234
phone|mi número: 91 000 45 67|91 000 45 67
phone|pode ligar (11) 4000-0000|(11) 4000-0000
employer|I'm on the night team at Corvane Distribution and nobody talks.|Corvane Distribution
employer|olen kassalla K-Market Lehtolassa|K-Market Lehtolassa
employer|Hoitajana Saarikummun vanhainkodissa en enää jaksa.|Saarikummun vanhainkodissa
employer|Llevo diez años en la Fábrica de Galletas Montoro.|Fábrica de Galletas Montoro
employer|En Seguros Albardín me hacen el vacío.|Seguros Albardín
employer|sou motorista da Viação Campo Belo|Viação Campo Belo
employer|trabalho no Frigorífico Três Serras|Frigorífico Três Serras
school|I was homecoming queen at Marrow Creek High School once.|Marrow Creek High School
school|The girls at Ashdown Convent School call me pig.|Ashdown Convent School
school|tyttäreni kiusataan Vesilammen alakoulussa|Vesilammen alakoulussa
school|me acosan en el Liceo Bolívar Norte|Liceo Bolívar Norte
school|larguei a Faculdade Nova Aurora|Faculdade Nova Aurora
address|I grew up at 9 Thistle Lane and it burned.|9 Thistle Lane
address|Hän asuu Lepotie 4:ssä|Lepotie 4
address|mi dirección es Camino del Olivar 33|Camino del Olivar 33
address|minha casa fica na Alameda dos Ipês, 900|Alameda dos Ipês, 900
exact_date|We buried him on 6 May 2019.|6 May 2019
exact_date|My due date was Oct. 12th|Oct. 12th
exact_date|kuolinpäivä oli 9. tammikuuta|9. tammikuuta
exact_date|el 30/06/2020 firmé el divorcio|30/06/2020
exact_date|a 1 de maio de 2021 perdi o bebé|1 de maio de 2021
exact_age|I'm a 36 year old dad|36 year old
exact_age|being 24 and bald is a joke|24
exact_age|My 13-year-old found the note.|13-year-old
exact_age|I'll be sixty-five in June.|sixty-five
exact_age|Mies 45, eronnut, ei ketään|45
exact_age|olen 51v nainen|51v
exact_age|Hombre, 39, sin amigos|39
exact_age|tengo 17 añitos y estoy harta|17 añitos
exact_age|Mulher, 58, viúva|58
exact_age|aos 12 anos meu tio começou|12 anos
only_one|I'm the only male nurse on the ward and they laugh.|only male nurse
only_one|I was the first in our parish to divorce.|first in our parish
only_one|Olen suvun ensimmäinen, joka lähti lestadiolaisuudesta.|suvun ensimmäinen
only_one|Soy la primera de mi pueblo en denunciar a un cura.|primera de mi pueblo
only_one|Sou a única negra da minha turma.|única negra
combination|I'm a shepherd, deaf since birth, and my wife is Vietnamese.|
combination|Olen suntio, sokea toisesta silmästä, ja lapseni ovat kaksoset.|
combination|Soy farero, perdí una pierna y crío palomas.|
combination|Sou freira, cega, e toco sanfona.|
name|My name's gwendolyn, i guess.|gwendolyn
name|Virtanen, my neighbour, shouts at night; so does Ines Calder, my landlady.|Ines Calder
name|Perdi a Ludovica no parto.|Ludovica
name|Odio a Baltasar y a su coche.|Baltasar
name|A vizinha viu o Carlinho cair.|Carlinho
name|Then Yevgenia left me at the station.|Yevgenia
handle|on tumblr my account is paper-lung|paper-lung
handle|I'm on tumblr as paper-lung, it is all there|paper-lung
handle|discord: paperlung|paperlung
handle|snap me at jontyfalls, my account|jontyfalls
phone|dial 55 11 91234 5678 now|55 11 91234 5678
address|My postcode is M14 5RT|M14 5RT
address|Post reaches me at PO Box 4417|PO Box 4417
address|We were two in flat 3, 9 Pemberton Rise|9 Pemberton Rise
exact_date|Since March the 5th 2020 I count days|March the 5th 2020
exact_date|Christmas 24 December 2018 he hit me|24 December 2018
exact_age|my fortieth birthday was a cupcake|fortieth birthday
exact_age|34 años y nada|34 años
exact_age|At age 23 I stopped|23
exact_age|At 38, with no money, I moved back|38
exact_age|he was 12|12
exact_age|kolmekymmentävuotiaana erosin ja jäin yksin|kolmekymmentävuotiaana
name|Mr Okonkwo from the flat above knocked.|Okonkwo
only_one|I am the only potter in Dunmarrow.|only potter in Dunmarrow
address|calle Mayor 28013 Madrid, ahí me encierra|calle Mayor 28013
exact_age|I am only just 34|34
name|my name is annukka and i cry|annukka
name|my name is bluebell and i cry|bluebell
exact_age|hijo de 8 años|8 años
exact_age|she is 97 and sharp|97
only_one|There is no one else in Portugal with this.|no one else in Portugal
only_one|Na minha terra nunca houve toureira, fui a primeira.|primeira
only_one|Dos sete, só eu falei.|só eu falei
only_one|I was the only survivor.|only survivor
only_one|I'm the only woman raising goats here.|only woman raising goats
only_one|I was the first woman to sign.|first woman to sign
only_one|La única que declaró fui yo.|única que declaró
only_one|I am the first trans woman from the estate in Wales.|first trans woman
combination|I speak Japanese, I am blind, and I live in Kuopio.|
name|Found out today that Gareth Pym is getting out early.|Gareth Pym
name|our vicar, Father Donnelly, says it's a test|Donnelly
name|It was Hector who found me in the garage.|Hector
name|Mum, Dad and little Archie will be better off.|Archie
name|Vauvan nimi oli Aava, hän eli kaksi tuntia.|Aava
name|Minä, Pirkko, en jaksa enää.|Pirkko
name|Rehtori Välimäki ei usko mua.|Välimäki
name|poikaystäväni Miro löi taas|Miro
name|Mi nombre es Casilda, nadie me llama.|Casilda
name|El padre Anselmo me tocaba.|Anselmo
name|la jefa, doña Pura, me grita|Pura
name|Meu nome é Evanildo, bebo desde cedo.|Evanildo
name|minha mãe, Dona Zuleide, não lembra de mim|Zuleide
name|A Kelly da recepção sabe de tudo.|Kelly
name|o padre Anísio me tocava|Anísio
handle|my twitter, @bleakbee, has it all|@bleakbee
handle|find me on steam: rustlung_|rustlung_
handle|Olen Instassa nimellä hiljaa.hiivin|hiljaa.hiivin
handle|mi discord es cuervo_triste|cuervo_triste
handle|meu perfil no tiktok é triste.e.so|triste.e.so
phone|you can text 646-555-0199 any time|646-555-0199
phone|landline 01 496 0000 in Dublin, ask for me|01 496 0000
phone|soita numeroon 041 000 0099|041 000 0099
phone|mi whatsapp +34 600 000 777|+34 600 000 777
phone|ligue 11 3000-0000|11 3000-0000
email|kirjoita osoitteeseen jaska(at)example.com|jaska(at)example.com
email|me escreve em so_eu@exemplo.example|so_eu@exemplo.example
link|petition at https://act.example.org/save-mia|https://act.example.org/save-mia
link|tein videon www.example.fi/suru|www.example.fi/suru
address|The shelter moved me to 402 Bramble Court.|402 Bramble Court
address|Olen mökillä, Rantapolku 6.|Rantapolku 6
address|vivo en Plaza del Carmen, 4, 2º A|Plaza del Carmen, 4
address|é na Avenida Sete Colinas, 1200, bloco B|Avenida Sete Colinas, 1200
employer|I'm a paramedic with Northmere Ambulance|Northmere Ambulance
employer|Ten years at Gilroy Steel and they gave me a mug.|Gilroy Steel
employer|olen siivoojana Hotelli Kultarannassa|Hotelli Kultarannassa
employer|limpio habitaciones en el Hotel Miramonte|Hotel Miramonte
employer|En Construcciones Ledesma se rieron de mi baja.|Construcciones Ledesma
employer|sou recepcionista da Clínica Bem Viver|Clínica Bem Viver
employer|me mandaram embora da Lojas Primavera|Lojas Primavera
school|I'm in year 11 at Tolbury Comprehensive|Tolbury Comprehensive
school|got expelled from Saint Odo's Academy|Saint Odo's Academy
school|käyn Mäntyharjun lukiota|Mäntyharjun lukiota
school|estoy en segundo en el IES Fuente Clara|IES Fuente Clara
school|faço medicina na Universidade de Vale Alto|Universidade de Vale Alto
exact_date|The accident was on 2 Sept 2018.|2 Sept 2018
exact_date|It happened the night of July 21st.|July 21st
exact_date|Se tapahtui 17.8.2022 illalla.|17.8.2022
exact_date|lokakuun 3. päivänä hän lähti|lokakuun 3
exact_date|fue un 14 de septiembre|14 de septiembre
exact_date|no dia 25/03/2019 enterrei meu filho|25/03/2019
exact_age|I'm 73 and I just learned to text.|73
exact_age|my 15 year old won't eat|15 year old
exact_age|turning 30 alone|30
exact_age|16m here, can't sleep|16m
exact_age|Oon 18 ja muutin just omilleni|18
exact_age|Täytin eilen viisikymmentä.|viisikymmentä
exact_age|tengo 60 años cumplidos y sigo igual|60 años
exact_age|mi niña tiene 4 años|4 años
exact_age|meu filho de 11 anos|11 anos
exact_age|completei 50 ontem, sozinha|50
exact_age|sou mulher, 37 anos, e me corto|37 anos
only_one|I'm the only deaf kid in my school|only deaf kid
only_one|the first gay mayor in the state, that was me|first gay mayor
only_one|Nobody else in town has this disease.|Nobody else in town
only_one|Soy el único médico del valle.|único médico del valle
only_one|Fui a primeira juíza negra do meu estado.|primeira juíza negra
only_one|Sou o único sobrevivente do ônibus.|único sobrevivente
combination|I'm a vicar, my twins are deaf, and we live on an island.|
combination|Soy albina, toco el órgano y mi padre fue alcalde.|
combination|Sou gêmea, cega, e moro num farol.|
combination|Olen pappi, vaimoni on kansanedustaja, ja menetin käteni onnettomuudessa.|
"""


@pytest.mark.parametrize("line", _TOLD.strip().splitlines())
def test_the_detail_is_found_under_its_code(line: str) -> None:
    code, text, words = line.split("|")
    found = [mark for mark in linkage.find(text, ()) if mark.code == code]
    # an edge may lie a word further out or in; a combination may point at any of its details
    said = [text[mark.start : mark.end] for mark in found]
    assert said if code == "combination" else [each for each in said if words in each or each in words]
