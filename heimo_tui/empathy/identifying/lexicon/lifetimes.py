"""Words beside a number that make it an age, or something else."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.identifying.lexicon import phrases
from heimo_tui.empathy.phrases import words


@cache
def stuck() -> frozenset[str]:
    """What is written together with an age ("34F", "19yo")."""
    return frozenset(words("f m nb yo yr yrs v"))


@cache
def joined() -> tuple[str, ...]:
    """Beginnings of what a hyphen joins to an age; Finnish case endings follow."""
    return ("-vuoti", "vuoti", "-year-old", "year-old", "-yr-old", "-v", "-yo", "-years-old")


@cache
def units() -> frozenset[str]:
    """Words after a number that say years of life, or may."""
    return frozenset(
        words(
            """
            years year yrs yr yo y/o years-old year-old vuotta vuotias vuotiaana vuotiaan v vee vee.
            años anos añitos aninhos f m nb female male primaveras
            """
        )
    )


@cache
def plain_years() -> frozenset[str]:
    """Those of them that count years of anything."""
    return frozenset(words("years year yrs yr vuotta años anos"))


@cache
def of_something_else() -> frozenset[str]:
    """What years are counted of, save life."""
    return frozenset(
        words(
            """
            sobrio sobria limpio limpia casado casada casados casadas juntos juntas trabajando
            matrimonio relación experiencia servicio trabajo carrera terapia condena cárcel sin después
            más atrás antes seguidos sóbrio sóbria limpo limpa trabalhando casamento relação
            relacionamento namoro experiência serviço trabalho carreira cadeia sem depois prisão pena
            empresa casa hipoteca
            """
        )
    )


@cache
def having() -> frozenset[str]:
    """Spanish and Portuguese verbs before an age."""
    return frozenset(
        words(
            """
            tengo tiene tenía tenés cumplo cumplí cumple cumplió cumpliré tenho tem tinha faço fiz fez
            completo completei completou
            """
        )
    )


@cache
def turning() -> frozenset[str]:
    """Verbs before a bare number that turns out to be an age."""
    return frozenset(
        words(
            """
            turned turning turn tengo cumplo cumplí cumplió tenho faço fiz fez completei completo täytin
            täytän täyttää täytti olen oon fazer cumplir completar turns
            """
        )
    )


@cache
def being() -> frozenset[str]:
    """Words of being before a bare number."""
    return phrases(
        """
        i'm|im|i am|aged|being|age|turned|turning|i was|he is|she is|he's|she's|he was|she was|just turned|will be|i'll
        be|täytin |i turned|edad|idade|ikä|ikää
        """
    )


@cache
def persons() -> frozenset[str]:
    """People who have an age."""
    return frozenset(
        words(
            """
            son daughter husband wife boy girl mother father mum mom dad partner boyfriend girlfriend
            brother sister kid baby child male female man woman guy mujer hombre chico chica niño niña
            hijo hija joven persona señor señora madre padre viuda viudo tía tío tipo abuela abuelo
            vieja viejo adolescente muchacho muchacha nene nena mulher homem menino menina filho filha
            jovem pessoa senhor senhora mãe pai viúva viúvo moça moço rapaz garoto garota velho velha
            nainen mies poika tyttö tytär äiti isä lapsi
            """
        )
    )


@cache
def softening() -> frozenset[str]:
    """Words that may stand between."""
    return frozenset(
        words(
            """
            only just already a now almost nearly finally eilen tänään juuri jo vasta kohta pian ayer
            hoy ya apenas recién casi ontem hoje já quase agora still ensi viikolla viikonloppuna
            huomenna
            """
        )
    )


@cache
def going_on() -> frozenset[str]:
    """Words with which a sentence goes on after a bare number that is an age."""
    return frozenset(
        words(
            """
            and but i i'm im so with when my years he she we y e pero mas con com ya já no não me se ja
            mutta enkä en yesterday today tomorrow last this next in on ayer ontem hoje hoy mañana
            amanhã eilen tänään huomenna semana completos cumplidos completas el este esta o neste ensi or si
            sin sem siento sinto estoy estou years. f m
            """
        )
    )


@cache
def not_alone_before() -> frozenset[str]:
    """What follows a bare number that compares or measures."""
    return frozenset(words("out of to percent per more less times"))


@cache
def counted() -> frozenset[str]:
    """What numbers count, save years of life."""
    return frozenset(
        words(
            """
            minutes minute mins min hours hour hrs hr weeks week wks days day months month mo km
            kilometres kilometers kilos kg g grams lbs lb pounds cm m feet ft foot miles mile times
            steps points kids children people seconds euros euro dollars dollar bucks percent floors
            degrees am pm mg ml pills tablets friends calories kcal st nd rd th hundred thousand million
            grand inches stone weeks' hours' drinks beers cigarettes sessions pages texts calls messages
            nights night nails siblings brothers sisters minuutin minuuttia tuntia tunnin päivää viikkoa
            kuukautta kertaa kiloa euroa astetta prosenttia lasta milliä minuutti metriä sivua tablettia
            pilleriä kilometriä sekuntia kappaletta kpl ihmistä kaveria minutos minuto horas hora días
            día semanas meses mes kilómetros metros pesos grados veces pastillas hijos hijas
            hermanos hermanas amigos gatos perros personas segundos puntos mil dólares dias dia mês
            quilos quilômetros reais real graus vezes comprimidos filhos filhas irmãos irmãs pessoas
            pontos contos gotas cachorros
            """
        )
    )


@cache
def ones() -> dict[str, int]:
    """Spanish and Portuguese numbers from one to nine."""
    spanish = words("uno dos tres cuatro cinco seis siete ocho nueve")
    portuguese = words("um dois três quatro cinco seis sete oito nove")
    return {word: at for listed in (spanish, portuguese) for at, word in enumerate(listed, start=1)} | {"un": 1}
