"""Circles of people in which somebody can be the only one."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def scopes() -> frozenset[str]:
    """Places, houses and groups that many people know."""
    return frozenset(
        words(
            """
            town village school office department team company church ward class street hospital island
            congregation unit parish club firm university city county faculty clinic state district diocese
            country region province valley harbour harbor neighbourhood neighborhood court year shift crew
            orchestra choir squad platoon factory plant tribe reservation community league force brigade
            ship boat base europe world's britain profession field building block estate hamlet municipality
            municipal borough course program programme history kylän kylässä kylällä kylämme kunnan kunnassa
            kuntamme pitäjän pitäjässä pitäjässämme koulun koulussa koulussamme luokan luokalla luokallani
            osaston osastolla osastollani firman firmassa tiimin tiimissä kaupungin kaupungissa seurakunnan
            seurakunnassa saaren saarella suvun maan maassa suomen suomessa alan alalla yksikön yksikössä
            työpaikan työpaikalla työpaikallani laitoksen tehtaan läänin maakunnan joukkueen kurssin
            kurssilla vuosikurssin yhdistyksen porukan lestadiolaisen piirin hiippakunnan pohjoismaiden
            euroopan tiedekunnan sairaalan sairaalassa korttelin lähiön talonyhtiön orkesterin kuoron
            komppanian aluksen pueblo provincia planta barrio escuela empresa oficina diócesis valle país
            departamento facultad colegio instituto ciudad isla parroquia comarca región estado clase turno
            equipo congregación iglesia fábrica promoción municipio aldea comunidad batallón cuerpo orquesta
            coro edificio cuadra colonia gremio historia obra cuadrilla taller mina puerto servicio juzgado
            españa méxico argentina cidade vila aldeia bairro escola escritório vale faculdade colégio ilha
            paróquia região turma equipe equipa congregação igreja município comunidade batalhão orquestra
            prédio rua interior terra freguesia concelho setor andar história porto quartel província brasil
            portugal
            """
        )
    )


@cache
def homes() -> frozenset[str]:
    """Circles too small, or too large, to point at anybody."""
    return frozenset(
        words(
            """
            house home family room bed world flat apartment household kitchen table universe talossa talon
            perheen perheessä kotona maailman maailmassa casa familia mundo cuarto cama mesa família quarto
            """
        )
    )


@cache
def singled() -> frozenset[str]:
    """Words that single one out of many."""
    return frozenset(
        words(
            """
            only first last youngest oldest sole ainoa ainut ainoana ensimmäinen ensimmäisenä viimeinen
            nuorin vanhin único única primera primer primero última último primeiro primeira
            """
        )
    )


@cache
def things() -> frozenset[str]:
    """What is single without being a person, or says nothing of one."""
    return frozenset(
        words(
            """
            thing things time way day reason place job shop hospital school year month week night step
            question word words chance hope light car bus doctor's choice option problem date kiss love
            child's home house girlfriend asia kerta paikka keino syy vaihtoehto toivo kauppa päivä yö sana
            cosa vez manera razón lugar día noche palabra opción salida problema amor beso coisa jeito
            maneira razão motivo dia noite palavra opção saída
            """
        )
    )


@cache
def selves() -> frozenset[str]:
    """Words by which the writer, or whoever stands for the writer, is meant."""
    return frozenset(
        words(
            """
            i i'm i've i'd im me my we as you're being became becoming olen oon olin olemme meidän mun minä
            mä soy era fui yo seré siendo como mi sou eu sendo minha meu
            """
        )
    )
