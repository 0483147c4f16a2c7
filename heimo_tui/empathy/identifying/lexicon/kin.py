"""Words for the people in somebody's life, and the words that introduce a name."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.identifying.lexicon import phrases
from heimo_tui.empathy.phrases import words


@cache
def kin() -> frozenset[str]:
    """Relatives, friends and people in a role; a name often follows directly."""
    return frozenset(
        words(
            """
            little pikku hijita hijito niñita niñito abuelita abuelito mamita papito filhota filhote
            husband wife partner boyfriend girlfriend bf gf ex fiancé fiancée fiance fiancee spouse son
            daughter brother sister bro sis mum mom mother dad father friend mate boss manager
            supervisor therapist counsellor counselor psychiatrist psychologist doctor gp teacher
            professor tutor neighbour neighbor roommate flatmate housemate baby kid child uncle aunt
            auntie cousin nephew niece colleague coworker co-worker stepdad stepmum stepmom stepfather
            stepmother stepson stepdaughter stepbrother stepsister grandmother grandma gran nan
            grandfather grandpa granddad grandson granddaughter twin oldest youngest eldest girl boy
            sponsor coach pastor priest nurse midwife caseworker worker landlord landlady lawyer
            ex-husband ex-wife ex-boyfriend ex-girlfriend ex-partner godmother godfather godson
            mother-in-law father-in-law sister-in-law brother-in-law widow classmate lover crush carer
            caregiver dog cat named called toddler mies mieheni vaimo vaimoni puoliso puolisoni poika
            poikani tytär tyttäreni tyttö tyttöni lapsi lapseni sisko siskoni veli veljeni broidi
            broidini äiti äitini isä isäni ystävä ystäväni kaveri kaverini frendi pomo pomoni esimies
            esimieheni esihenkilö esihenkilöni lääkäri lääkärini terapeutti terapeuttini opettaja
            opettajani ope naapuri naapurini exä exäni tyttöystävä tyttöystäväni poikaystävä
            poikaystäväni kollega kollegani työkaveri työkaverini psykologi psykologini psykiatri
            psykiatrini hoitaja hoitajani omahoitaja omahoitajani kummi kummini kummitäti serkku
            serkkuni setä setäni eno enoni täti tätini mummo mummoni mummi ukki ukkini pappa avopuoliso
            avomies avomieheni avovaimo kihlattu kihlattuni vauva vauvani kuopus kuopukseni esikoinen
            esikoiseni äitipuoli isäpuoli isäpuoleni anoppi anoppini appi appeni veljenpoika siskontyttö
            tukihenkilö sosiaalityöntekijä koira koirani kissa kissani nimeltä nimeltään valmentaja
            valmentajani rehtori marido esposo esposa mujer pareja novio novia hijo hija hermano hermana
            madre padre mamá papá amigo amiga jefe jefa terapeuta psicólogo psicóloga psiquiatra doctora
            médico médica profesor profesora maestro maestra vecino vecina primo prima tío tía compañero
            compañera abuelo abuela nieto nieta sobrino sobrina suegro suegra cuñado cuñada yerno nuera
            padrastro madrastra hermanastro bebé niño niña nene nena padrino madrina encargado encargada
            enfermera enfermero abogado abogada cura entrenador entrenadora exmarido exmujer exnovio
            exnovia perro perra gato gata llamado llamada hermanito hermanita viejo social colega mulher
            parceiro parceira namorado namorada filho filha irmão irmã mãe pai chefe vizinho vizinha tio
            tia patrão patroa padrasto madrasta avô avó vô vó neto neta sobrinho sobrinha sogro sogra
            cunhado cunhada genro nora bebê menino menina miúdo miúda padrinho madrinha enfermeiro
            enfermeira advogado advogada treinador treinadora companheiro companheira noivo noiva
            professora ex-marido ex-mulher ex-namorado ex-namorada cachorro cachorra chamado chamada
            enteado enteada afilhado filhinho filhinha caçula orientador orientadora
            """
        )
    )


@cache
def whose() -> frozenset[str]:
    """Possessives and articles that make "…, my friend" out of a word for a person."""
    return frozenset(
        words(
            """
            my our his her their mun minun meidän mi mis nuestro nuestra su meu minha nosso nossa seu
            sua o a el la the your tu
            """
        )
    )


@cache
def plain_introductions() -> frozenset[str]:
    """What a name follows, whatever it looks like."""
    return phrases(
        """
        my name is|my name's|my real name is|my full name is|name is|they call me|name's|the name's|the name is|his
        name is |her name is|his name was|her name was|their name is|whose name is|is called|was called|is named|was
        named |goes by|go by|known as|called him|called her|name was|named her|named him|named our
        |yours|sincerely|me llamo|se llama|se
        llamaba|llaman |mi nombre es|mi nombre|su nombre es|su nombre era|me presento|firmado|atentamente|me
        dicen|me dice |meu nome é|o meu nome é|me chamo|chamo-me|se chama|chama-se|se chamava|chamava-se|nome dele
        é|nome dela é |seu nome era|me chamam|assinado|atenciosamente|nimeni on|nimi on|nimi
        oli|nimeltä|nimeltään|terveisin|terv |kutsutaan|mun nimi on|minun nimeni on|signed|regards
        """
    )


@cache
def open_introductions() -> frozenset[str]:
    """What a name may follow, but much else too."""
    return phrases(
        """
        i am|i'm|im|it's|this is|that is|hi|hello|hey|dear|call me|love|thanks|thank you|soy|yo soy|aquí|acá|habla
        |les habla|hola|querida|querido|gracias|eu sou a|eu sou o|sou a|sou o|sou|eu sou|aqui é o|aqui é a|aqui é
        |fala o|fala a|oi|olá|querida|obrigado|obrigada|olen|oon|minä olen|mä oon|mä olen|täällä|tässä|tää on |tämä
        on|moi|hei|moikka|rakas|kiitos|t
        """
    )


@cache
def self_introductions() -> frozenset[str]:
    """How somebody tells who is writing: one capital after them is enough where the sentence pauses or goes on."""
    return phrases(
        """
        i am|i'm|call me|soy|yo soy|sou o|sou a|eu sou o|eu sou a|quem fala é o|quem fala é a|aqui é o|aqui é a
        |fala o|fala a|olen|oon
        """
    )


@cache
def deeds() -> frozenset[str]:
    """Verbs that only people do, as they follow a name."""
    return frozenset(
        words(
            """
            said says say told tells asked asks died cried cries laughed laughs hit hits left kissed
            knows thinks wants loves hates promised texted texts wrote called calls screamed yelled
            found looked looks hugged cheated moved met married raped beat hurts jumped drank drinks
            hung dumped lied lies whispered smiled apologised apologized won't didn't doesn't hasn't
            wouldn't couldn't isn't wasn't never who sanoi sanoo kysyi kuoli itki itkee nauroi löi lyö
            jätti lähti tietää haluaa rakastaa vihaa huusi soitti kirjoitti löysi katsoi petti muutti
            hyppäsi joi juo valehteli hymyili dijo dice preguntó murió llora lloró rió pegó pega dejó
            sabe quiere odia prometió escribió llamó gritó encontró miró engañó mintió bebe bebía  
             disse diz perguntou morreu chora chorou riu bateu bate deixou quer odeia prometeu
            escreveu ligou gritou encontrou olhou traiu mentiu bebia 
            """
        )
    )


@cache
def missing() -> frozenset[str]:
    """Verbs with a person as their object, before Spanish "a" or a Portuguese article."""
    return frozenset(words("perdí extraño amo quiero odio conocí enterré perdi amo odeio conheci enterrei vi echo"))


@cache
def beside() -> frozenset[str]:
    """Prepositions after which a lone capitalised word is rather a place or a thing."""
    return frozenset(
        words(
            """
            in at from near to into for on via outside around through en em no na nos nas de do da
            """
        )
    )


@cache
def own_introductions() -> frozenset[str]:
    """How somebody tells the own name."""
    return frozenset(
        ("my name is", "my name's", "mi nombre es", "me llamo", "meu nome é", "me chamo", "nimeni on", "nimi on")
    )


@cache
def no_callings() -> frozenset[str]:
    """What follows "my name is" without being one ("my name is mud")."""
    return frozenset(
        words(
            """
            not very no mud on a the my so muy não ei common unusual rare tired spelled spelt
            mispronounced misspelled pronounced called written mentioned forgotten known changed printed
            listed missing gone wrong fine dead dirt still now all everywhere nowhere nothing already
            never always only rarely hardly also just too in at of from like what whatever nobody up
            safe out something legion importante important irrelevant secret there here that it this
            mine hers his lo un una el la eso importa o um uma feio outro salaisuus tuttu vieras se joka
            nadie ninguém alguien
            """
        )
    )


@cache
def go_on() -> frozenset[str]:
    """Words with which a sentence goes on after a name."""
    return frozenset(
        words(
            """
            and but again here de otra novamente i i'm im from y pero tengo soy vivo e mas tenho sou
            moro ja mutta olen oon asun
            """
        )
    )
