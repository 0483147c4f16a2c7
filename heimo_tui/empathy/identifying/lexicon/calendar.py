"""Months and numbers in words."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def months() -> frozenset[str]:
    """Names of months beside which a number is a day; Finnish ones as they begin."""
    return frozenset(
        words(
            """
            january february march april may june july august september october november december jan feb
            mar apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto
            septiembre setiembre octubre noviembre diciembre janeiro fevereiro março maio junho julho
            setembro outubro novembro dezembro
            """
        )
    )


@cache
def finnish_months() -> tuple[str, ...]:
    """The beginnings of Finnish months; case endings follow."""
    return tuple(
        f"{month}kuu" for month in words("tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu")
    )


@cache
def days() -> frozenset[str]:
    """Ordinals and numbers from one to thirty-one that name a day beside a month."""
    return frozenset(
        words(
            """
            first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
            fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
            twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth
            twenty-ninth thirtieth thirty-first primero uno dos tres cuatro cinco seis siete ocho nueve diez
            once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno
            veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve
            treinta primeiro um dois três quatro sete oito nove dez onze doze treze catorze quatorze quinze
            dezesseis dezasseis dezessete dezassete dezoito dezenove dezanove vinte trinta ensimmäinen
            ensimmäisenä toinen toisena kolmas kolmantena neljäs neljäntenä viides viidentenä kuudes
            kuudentena seitsemäs seitsemäntenä kahdeksas kahdeksantena yhdeksäs yhdeksäntenä kymmenes
            kymmenentenä
            """
        )
    )


@cache
def ages_in_words() -> dict[str, int]:
    """Cardinal and ordinal numbers from thirteen to ninety-nine that tell an age, in one written word."""
    said: dict[str, int] = {}
    tens = words("twenty thirty forty fifty sixty seventy eighty ninety")
    tenths = words(
        """
            twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth
            """
    )
    ones = words("one two three four five six seven eight nine")
    firsts = words("first second third fourth fifth sixth seventh eighth ninth")
    finnish = words("yksi kaksi kolme neljä viisi kuusi seitsemän kahdeksan yhdeksän")
    for at, ten in enumerate(tens):
        said[ten] = said[tenths[at]] = 20 + 10 * at
        for one, (word, ordinal) in enumerate(zip(ones, firsts, strict=True), start=1):
            said[f"{ten}-{word}"] = said[f"{ten}-{ordinal}"] = 20 + 10 * at + one
    teens = words("thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
    for number, teen in enumerate(teens, start=13):
        said[teen] = said[f"{teen}th"] = number
    for at, digit in enumerate(finnish, start=1):
        said[f"{digit}toista"] = 10 + at
        if at > 1:
            said[f"{digit}kymmentä"] = 10 * at
            for one, last in enumerate(finnish, start=1):
                said[f"{digit}kymmentä{last}"] = 10 * at + one
    spanish = words(
        """
            trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós
            veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve treinta
            """
    )
    said |= {word: number for number, word in enumerate(spanish, start=13)}
    said |= {"cuarenta": 40, "cincuenta": 50, "sesenta": 60, "setenta": 70, "ochenta": 80, "noventa": 90}
    said |= {"treze": 13, "quatorze": 14, "dezesseis": 16, "dezasseis": 16, "dezessete": 17, "dezassete": 17}
    said |= {"dezoito": 18, "dezenove": 19, "dezanove": 19, "vinte": 20, "trinta": 30, "quarenta": 40}
    said |= {"cinquenta": 50, "sessenta": 60, "oitenta": 80, "noventa": 90}
    return said
