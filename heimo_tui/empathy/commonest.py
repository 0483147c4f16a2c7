"""The commonest words of the languages that the check tells apart, and spellings typical of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "en": """the and you that was for are with his they this have from not but what all were when your can said
        there use each which she how their will other about out many then them these some would make like him into
        time has look more write see my is it it's i'm i am of to in do don't me been just know feel so a an as at be
        he her we us our on or by up if no yes get got go going went come came want wanted need had did does didn't
        doesn't can't cannot couldn't won't wouldn't isn't wasn't aren't i've i'd i'll you're you've you'll he's she's
        that's there's they're we're what's dont im ive cant didnt u ur who why where because than too very really
        only also even ever never always again still back after before over off down now here today tonight tomorrow
        yesterday day days night week month year years people someone somebody anyone everyone nobody nothing
        something anything everything friend friends mother mum mom father dad husband wife son daughter brother
        sister child children kid kids baby home house work job school life live lived think thought tell told say
        says talk help hope love loved hate hurt hurts pain sorry thank thanks please sad tired scared afraid alone
        lonely angry ashamed good bad hard better best worse little much most things thing way one two three five much
        own every any those while until last first old new long right wrong left lost keep kept give gave take took
        find found try tried cry cried die died dead should could must may might gonna wanna yeah lol fuck fucking
        shit hell hear heard sounds makes made being having getting through without with around down enough since away
        both such sleep bed face heart mind head hand eyes money phone room door car dog cat drink anymore maybe
        though wish start stop leave mean means hi hey hello shut stupid worthless yourself myself himself herself
        call called care remember morning evening months weeks wonder hugs same seen gone done real sure happy""",
        "fi": """ja on ei en se hän minä sinä olen olet oli että kun mutta niin vain kuin myös nyt mikä mitä joka jos
        ovat minun sinun minua sinua mä sä mun sun oon oot kiitos ole mulla sulla minulla sinulla enää ihan tosi vielä
        aina koko tämä tää nämä sitä siitä tästä mitään kaikki kukaan itse olla tuntuu haluan et ette emme eivät eikä
        enkä etkä älä me te he ne nuo tuo toi tota tuota tätä niitä näitä mua sua häntä meitä teitä heitä mulle sulle
        minulle sinulle hänelle hänellä hänen meidän teidän heidän niiden sen tän tämän tuon minusta sinusta musta
        susta hänestä mie sie mää sää myö työ hää miun siun mullekin täällä siellä tuolla tänne sinne sieltä täältä
        missä mistä mihin milloin miksi miten miltä millainen kuka ketä kenelle kenen joku jotain joskus jokin joten
        koska vaikka kunnes ennen jälkeen kanssa ilman vaan vai sekä tai eli siis sit sitten silti sillä ehkä varmaan
        varmasti kyllä juu joo niinku niinkuin ees edes ihme aika aikaa päivä päivää yö yöllä yöt ilta illalla aamu
        aamulla viikko vuosi vuotta vuoden kuukausi eilen tänään huomenna kerran usein taas jo ikinä koskaan heti
        kohta pitkään kauan nii mut ku et ettei jotka jossa josta johon olisi olis ois olisin oisin oltu ollut ollu
        olleet olin olit olimme olemme olette ollaan voi voin voit voisi vois voinut pitää pitäisi pitäis täytyy pakko
        saa saan sain sai saanut tekee teen tein teki tehdä tehnyt menen menee meni mennä tulee tulen tuli tulla sanoi
        sanoo sanoin sano tiedän tiedä tiiä tiedät tietää luulen haluat haluu haluaisin halua halusi jaksa jaksan
        jaksaa pelkään pelkää pelottaa itkettää itken itkin itki väsynyt väsyny väsyttää yksin paha pahaa hyvä hyvää
        hyvin huono huonosti kamala kamalaa raskas raskasta rankka rankkaa vaikea vaikeaa äiti äidin isä isän vaimo
        mies mieheni poika tytär lapsi lapset lapsen lapseni veli sisko ystävä ystävää kaveri koti kotona kotiin työ
        töissä töihin koulu koulussa elämä elämää elämäni elää kuolla kuoli rakastan vihaan häpeän hävettää ahdistaa
        suututtaa surullinen anteeks anteeksi pahoillani kiitti hei moi terve vitun vittu paska paskaa saatana perkele
        helvetti idiootti tyhmä turpa kiinni tapa ittes itsesi ittensä itteni itseni painu mene mee tule kerro lopeta
        halaus voimia tsemppiä jaksamista vähän paljon monta kaksi kolme yks yksi toinen toista ensin lopulta melkein
        liikaa liian enemmän vähemmän muut muilla muita muu kaikkea kaikilla jotenkin oikein väärin takia puolesta
        varten hirveästi hirveesti kanssani""",
        "es": """el los las una y que del es muy pero con por para mi tu yo estoy eres soy está no me te lo más como
        cuando todo nada también porque hay ya fue gracias mis tus siento puedo qué ella ellos hoy tengo tienes hace
        años desde sin sobre así eso esto nadie le se su la de un en al les nos os sus nuestro nuestra él ellas usted
        ustedes vos sos vosotros nosotros mí ti conmigo contigo algo alguien siempre nunca jamás ni si sí o u pues
        bien mal mejor peor mucho mucha muchos poco cada otra otro otros otras mismo misma ese esa este esta estos
        estas aquel aquí acá ahí allí allá donde dónde cómo cuándo quién cuál cuánto cuánta porqué entonces luego
        después antes durante hasta entre contra casi solo sólo sola tan tanto tanta aún aunque mientras ayer mañana
        noche noches día días tarde semana semanas mes meses año vez veces hora tiempo vida muerte morir muero murió
        vivir mundo casa trabajo escuela colegio madre mamá padre papá hermano hermana hijo hija hijos marido esposa
        esposo mujer hombre novio novia amigo amiga amigos familia gente jefe niño niña niños perro gato corazón
        cabeza miedo dolor duele triste cansado cansada culpa vergüenza rabia pena asco ganas fuerza fuerzas ánimo
        abrazo lloro llorar llorando llora dormir duermo era eran estaba estaban estás están estamos estar estuvo
        estuve ser sido había han has he haber hemos hizo hecho haces hago hacer va vas van voy ir iba vamos fui
        fueron dice dijo dije decir dicen decía quiero quieres quiere quería quise tiene tienen tenía tuve tuvo tener
        puede puedes pueden podía pude poder sé sabe sabes sabía saber creo crees cree siente sientes sentir pasa pasó
        pasa pasado llegó llevo lleva dejó deja dejé dejar hablo hablar habla parece necesito necesitas debe deberías
        debería quizás tal ojalá che güey joder mierda puta idiota cállate vete odio amo extraño perdón hola verdad
        cosas cosa estas ando anda vieja viejo pinche cuesta entiendo lamento lástima igual suena creo tú mátate llega
        nadie ninguna ninguno tampoco todavía""",
        "pt": """o os uma e que do da não muito mas com por para meu minha você eu estou é sou está me te mais como
        quando tudo nada também porque há já foi obrigado obrigada seus tenho tem faz anos desde sem sobre assim isso
        isto ninguém lhe se ele ela vou sinto posso pra tô ao na no em um de a as dos das nos nas num numa pelo pela
        pelos à às aos pro pros nem ou eles elas nós a gente vocês vc vcs cê tu ti contigo comigo seu sua suas teu tua
        meus minhas nosso nossa dele dela deles esse essa esses este esta estes aquele aquela algo alguém sempre nunca
        jamais só sozinho sozinha bem mal melhor pior muita muitos pouco cada outra outro outros mesmo mesma aqui aí
        ali lá onde quem qual quanto quantos então depois antes durante até entre contra quase tão tanto tanta ainda
        embora enquanto ontem hoje amanhã noite noites dia dias tarde semana semanas mês meses ano vez vezes hora
        tempo vida morte morrer morreu viver mundo casa trabalho emprego escola faculdade mãe pai irmão irmã filho
        filha filhos marido esposa mulher homem namorado namorada amigo amiga amigos família gente chefe menino menina
        cachorro gato coração cabeça medo dor dói triste cansado cansada culpa vergonha raiva nojo vontade força
        forças abraço choro chorar chorando dormir durmo era eram estava estavam tava tá tão estamos tamo estar esteve
        ser sido tinha tinham havia fez feito faço fazer fazendo vai vão ir ia vamos fui foram diz disse dizer falou
        fala falar falo dizem quero quer queria quis tive teve ter pode podem podia poder sei sabe sabia saber acho
        acha penso sente sentir passa passou passei passando chega chegou leva deixa deixou deixei deixar parece
        preciso precisa deve deveria talvez tomara porra merda puta caralho idiota cala boca vai odeio amo saudade
        desculpa oi olá verdade coisa coisas mim ficar fica fico ficou fiquei sair saiu saí perdi perdeu perder conta
        conto contar lendo entendo imagino lamento cara mano nossa poxa né kkk kkkk mata igual pq tb tbm q n hj vcs
        sendo são pois nenhum nenhuma outras todos todas toda todo demais dentro fora agora assim uns umas dum aguento
        acordar acordo levanta para vem veio ver vejo vi olha dar dá deu sua moro""",
    }
)
"""Words by BCP 47 tag, spoken and written forms; a word may stand with several languages, and then counts less."""

OTHERS = """der die das und ist nicht ich ein eine mit auf für sie wir auch dass wie nur noch bin bist mich dich mir
    dir haben sein war zu von den dem les des est et je ne pas une dans pour qui sur avec il elle nous vous mais plus
    tout être suis c'est j'ai mon ma ton au aux du che di il non per sono con della del ho hai mi ti ci anche come più
    questo perché sei och att det som är jag inte har på för med den till av en ett du mig dig vi han hon men så om
    det er ikke jeg deg meg av til og at hva het een van ik niet dat zijn op te voor met aan maar ze naar heb się nie
    jest na że do jak mam ale co to tak ja nem egy hogy van és csak de ma sa ta ei ole mul sul olen kui oma aga mis
    see bir bu ne ben sen için çok da i je u na sam si nije nu este sunt ce cu pe mai și"""
"""Commonest words of other languages, which speak against all four."""

SPELLINGS: tuple[tuple[str, str, float], ...] = (
    ("en", r"\w*(?:th|wh|wr|[^aeiou]ck|ght|sh)\w*|w\w+", 0.5),
    ("en", r"\w{2,}(?:ing|ed|ly|ness|ful|n't|'s|'m|'ve|'re|'ll|tion|less|y)|\w*(?:ou|ea|oo)\w*", 0.3),
    ("fi", r"\w*(?:ää|öö|yy|aa|uu|ii|yö|uo|kk)\w*", 0.5),
    ("fi", r"\w*[äö]\w*", 0.4),
    ("fi", r"\w{2,}(?:ssa|ssä|sta|stä|lla|llä|lle|lta|ltä|ksi|nen|ko|kö|kin|kaan|kään|seni|un|yn|in|uu|aan|een)", 0.4),
    ("fi", r"[hjkv]\w*[hjk]\w*", 0.2),
    ("es", r"\w*ñ\w*", 1.0),
    ("es", r"\w{2,}(?:ción|dad|ido|iendo|ado|aba|ía|ías|ían|ó|és|ás|ís|ito|ita|ste|arme|erme|arte|rse|bles?)", 0.4),
    ("es", r"ll\w+|\w*(?:ue|ie)[^aeiou\W]\w*", 0.3),
    ("pt", r"\w*(?:[ãõçêâôà]|lh[aeou]|nh[aeou])\w*", 0.8),
    ("pt", r"\w{2,}(?:em|im|om|um|am|ei|ou|eu|iu|ava|inho|inha|dade|ado|ido|ando|endo|indo|ável|ível)", 0.4),
    ("pt", r"\w*(?:ss|ei|ou)\w*", 0.2),
    ("und", r"\w*[åøæßłșțœûîëïğışćčšžđůřęąźż]\w*|\w*(?:sch|cht|zz|eau|oux|aux|ij)\w*", 0.8),
)
"""(tag, pattern of a whole word, weight): what an uncommon word's spelling says."""
