"""Words of which street addresses are made."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def endings() -> frozenset[str]:
    """English words for a street, after its name."""
    return frozenset(
        words(
            """
            street st road rd avenue ave lane ln drive dr boulevard blvd court ct way place pl square sq
            terrace close crescent parkway gardens hill rise grove mews walk row wharf quay highway hwy
            circle trail mill green view park bank alley passage gate heights cottages
            """
        )
    )


@cache
def openings() -> frozenset[str]:
    """Spanish and Portuguese words for a street, before its name."""
    return frozenset(
        words(
            """
            calle c avenida avda av plaza pza paseo pº carrer camino ronda diagonal travesía glorieta cuesta
            callejón carretera urbanización pasaje bulevar vía costanera calzada privada cerrada jirón jr
            carrera cra transversal rua r travessa praça alameda estrada largo beco rodovia ladeira praceta
            calçada viela quadra bairro azinhaga servidão
            """
        )
    )


@cache
def finnish() -> tuple[str, ...]:
    """Endings of Finnish street names, the cases that people use included."""
    return tuple(
        words(
            """
            katu kadun kadulla kadulle kadulta kadussa tie tien tiellä tielle tieltä kuja kujan kujalla
            kujalle kujalta polku polun polulla polulle polulta raitti raitin raitilla aukio aukion aukiolla
            kaari kaaren kaarella väylä väylän väylällä penger penkereellä ranta rannan rannalla rannassa
            rinne rinteellä rinteessä mäki mäen mäellä mäessä tori torin torilla puisto puiston puistossa
            esplanadi bulevardi
            """
        )
    )


@cache
def rooms() -> frozenset[str]:
    """What stands before the number of a door."""
    return frozenset(
        words(
            """
            flat apt apartment unit suite room piso puerta depto departamento apto apartamento
            """
        )
    )


@cache
def boxes() -> frozenset[str]:
    """Postal boxes, as they end."""
    return frozenset(("po box", "p o box", "pobox", "apartado de correos", "apartado", "caixa postal", "box", "pl"))
