"""Small words that hold names together or merely begin a sentence, and proper nouns that name nobody."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def pronouns() -> frozenset[str]:
    """English writes these with a capital wherever they stand."""
    return frozenset(words("i i'm i've i'd i'll"))


@cache
def links() -> frozenset[str]:
    """Small words inside a proper noun ("Institute of Technology", "Maria das Dores")."""
    return frozenset(words("of the de del la las los do da dos das van von der bin al"))


@cache
def shortened() -> frozenset[str]:
    """What a full stop shortens without ending the sentence."""
    return frozenset(
        words(
            """
            dr dra rev mr mrs ms mx prof sr sra srta st sta sto av avda ave jr d dña t terv
            """
        )
    )


@cache
def small() -> frozenset[str]:
    """Function words that are no part of a name when they stand first in it."""
    return frozenset(
        words(
            """
            the a an my our your his her their its this that these those in on at to from for with by of and
            but or so if when since because as after before until while he she we they you it is was are
            there here then now not no yes what why how who where just even every some any all both each one
            el la los las un una unos unas mi mis tu su sus nuestro nuestra en de del al con por para y e o
            pero que si cuando desde porque como antes después hasta mientras él ella yo tú ellos es fue era
            hay ya sí aquí soy os um uma uns umas meu minha meus minhas seu sua nosso nossa em na nos nas do
            da dos das ao à pelo pela com sem pra pro mas se quando depois até enquanto ele ela eu você eles
            foi há já não sim aqui sou é ja tai mutta kun jos että koska niin ne hän me te minä sinä mä sä
            mun sun minun sinun oma oli ei tämä tää tuo nyt sitten olen oon entinen lo le les
            """
        )
    )


@cache
def nobody() -> frozenset[str]:
    """Proper nouns that name no private person: times, faiths, peoples, lands, brands, medicines, exclamations."""
    return frozenset(
        words(
            """
            god jesus christ lord allah buddha mary satan devil heaven hell bible quran torah virgin holy
            monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays
            fridays saturdays sundays january february march april may june july august september october
            november december mum mom mummy mommy dad daddy mama papa mother father grandma grandpa nan nana
            granny gran english british american finnish swedish spanish portuguese brazilian irish french
            german russian chinese indian muslim christian catholic jewish buddhist hindu orthodox lutheran
            mormon evangelical black white asian latino latina african european scottish welsh polish
            italian greek turkish arab arabic japanese korean mexican canadian australian dutch danish
            norwegian estonian ukrainian vietnamese filipino thai jew hispanic islam christmas easter
            ramadan halloween thanksgiving eve day new year valentine's valentine hanukkah diwali eid lent
            facebook instagram google zoom teams tiktok twitter reddit youtube whatsapp snapchat discord
            telegram netflix spotify tinder grindr hinge bumble uber steam linkedin tumblr wikipedia amazon
            ebay iphone android xbox playstation nintendo minecraft windows excel word gmail outlook
            duolingo jodel xanax zoloft prozac lexapro valium ritalin adderall seroquel lithium ativan
            klonopin wellbutrin effexor paxil sertraline sertralina fluoxetina fluoxetine quetiapina
            quetiapine ibuprofen paracetamol tylenol burana panadol rivotril clonazepam diazepam
            escitalopram citalopram mirtazapine venlafaxine lamictal lyrica concerta samaritans lifeline
            childline mieli cvv and but because so then when if he she they we it the that this there what
            why how not no yes please sorry thanks really just well ok okay oh today tomorrow yesterday
            maybe after before since everyone nobody hello hi madam sir hey dear correct wrong tired still back home
            sad nothing something everything anybody somebody someone scared broken alone done lost afraid
            grateful anxious depressed dead alive fine good bad better worse happy suomalainen suomi suomen
            suomessa español española castellano muy pero porque gracias hoy yo tú más mas eu você obrigado
            obrigada mutta kun että kiitos minä dios jesús cristo señor virgen diablo deus nossa senhor
            senhora diabo jumala jeesus herra saatana luoja taivas lunes martes miércoles jueves viernes
            sábado domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre
            diciembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro navidad
            nochebuena pascua semana natal páscoa carnaval réveillon joulu juhannus pääsiäinen vappu
            tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu
            joulukuu adhd ptsd ocd bpd tlp tdah toc cptsd add asd ect cbt dbt emdr er icu nhs hr tv dvd usa
            uk un us gp aa na kela te-toimisto hus sos pc dna hiv covid pms ivf fbi cia police england
            britain scotland wales ireland america canada australia finland sweden norway denmark spain
            portugal brazil mexico argentina france germany italy russia ukraine china japan india africa
            europe asia york london paris españa méxico chile colombia perú venezuela ecuador bolivia
            uruguay paraguay cuba brasil espanha áfrica europa américa angola moçambique unidos estados
            united states kingdom titanic disney marvel hollywood olympic olympics north south east west
            northern southern eastern western street road avenue lane hospital school university college
            church
            """
        )
    )


@cache
def works() -> frozenset[str]:
    """Words that announce a title: of a book, a film, a song or a game."""
    return frozenset(
        words(
            """
            read reads reading reread watch watched watching rewatched saw seen film films movie book novel
            song album series show episode poem play played playing listened listening sang singing record
            track game musical vi ver viendo veía película peli libro novela canción serie leí leo leyendo
            leer oí escuché escucho cantaba filme livro romance música série li lendo ler assisti assistindo
            ouvi ouço ouvindo cantava disco katsoin katson katoin katon katsottiin luin luen elokuva
            elokuvan kirja kirjan biisi laulu laulun sarja sarjan kuuntelin kuuntelen levy runo
            """
        )
    )


@cache
def cities() -> frozenset[str]:
    """Large cities, where to live or work tells little and which are no employers; Finnish ones as stems."""
    return frozenset(
        words(
            """
            london manchester birmingham liverpool leeds glasgow edinburgh dublin belfast cardiff bristol
            boston chicago houston dallas austin seattle denver atlanta miami philadelphia phoenix detroit
            toronto montreal vancouver ottawa sydney melbourne brisbane perth auckland madrid barcelona
            sevilla valencia málaga zaragoza bilbao murcia granada alicante córdoba valladolid vigo gijón
            lima bogotá medellín cali quito guayaquil caracas santiago montevideo asunción rosario mendoza
            guadalajara monterrey puebla tijuana lisboa porto coimbra braga faro aveiro brasília salvador
            fortaleza recife curitiba manaus belém goiânia campinas natal florianópolis helsinki helsingi
            espoo tampere tamperee vantaa oulu turku turu jyväskylä lahti lahde kuopio pori joensuu vaasa
            berlin paris rome stockholm tallinn oslo copenhagen
            """
        )
    )


@cache
def lands() -> frozenset[str]:
    """Lands and regions, in which somebody can be the only one."""
    return frozenset(
        words(
            """
            england britain scotland wales ireland america canada australia finland sweden norway denmark
            spain portugal brazil mexico argentina france germany italy europe españa méxico chile colombia
            perú venezuela ecuador bolivia uruguay paraguay brasil espanha suomi suomen usa uk
            """
        )
    )
