"""Sites where people have names, the words that tell such a name, and the words near a phone number."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def networks() -> frozenset[str]:
    """Sites and programs, as people call them in four languages; Finnish ones with their case endings."""
    return frozenset(
        words(
            """
            instagram insta ig snapchat snap snäpissä snäppi snapissa telegram telegramissa tg discord
            discordissa dc twitter twitterissä tiktok tiktokissa tik-tok facebook fb facessa kik whatsapp
            wapp skype steam steamissa reddit redditissä linkedin signal onlyfans tumblr twitch youtube
            mastodon bluesky bsky threads pinterest deviantart ao3 wattpad last.fm lastfm soundcloud spotify
            roblox psn xbox minecraft jodel jodelissa instassa instagramissa igissä vinted tinder grindr
            okcupid bumble badoo zap servidor server messenger battle.net taringa orkut vk line
            """
        )
    )


@cache
def accounts() -> frozenset[str]:
    """Words for a name or a place of one's own on such a site."""
    return frozenset(
        words(
            """
            handle user username account acc gamertag nick nickname screenname profile alias tag tunnus
            tunnukseni tunnuksella käyttäjä käyttäjätunnus käyttäjänimi nimimerkki nimimerkillä nimimerkkini
            tili tilini tilillä tiliä nimellä nikki usuario cuenta perfil apodo usuária usuário conta
            apelido arroba
            """
        )
    )


@cache
def announcing() -> frozenset[str]:
    """Words right before a name on a site."""
    return frozenset(
        words(
            """
            is as at me i'm im am on olen oon nimellä es soy como era é sou named called under
            """
        )
    )


@cache
def no_handles() -> frozenset[str]:
    """Words that follow "my account is" without being a name."""
    return frozenset(
        words(
            """
            a an the my not no so private public gone locked banned hacked deleted empty new old anonymous
            dead full just still now blocked awful fake real being on in at under it that this what un una
            la el mi muy privada privado nueva falsa um uma o minha nova falso uusi vanha tyhjä yksityinen
            poissa lukittu
            """
        )
    )


@cache
def calling() -> frozenset[str]:
    """Verbs and nouns of calling and texting."""
    return frozenset(
        words(
            """
            call calls called calling phone cell cellphone number text mobile ring reach whatsapp tel
            telephone landline dial contact sms msg message signal telegram puh puhelin puhelinnumero
            puhelimeni numero numeroni numeron numerosta numeroon soita soittakaa soittaa soitelkaa tekstaa
            tekstiviesti viesti viestiä viestii laita laittakaa kännykkä luuri teléfono telefono móvil movil
            celular cel fijo número llama llámame llámenme llamen llamar llamadme marca márcame márquenme
            escríbanme escribime escribidme escríbeme mensaje mensajito manden wasap whats wsp guasap
            telefone telemóvel telemovel fone fixo liga ligue liguem ligar ligam ligarem zap mensagem chama
            chamem atendo contato contacto
            """
        )
    )


@cache
def mine() -> frozenset[str]:
    """Words by which an account is one's own."""
    return frozenset(words("my mi meu minha mun minun tunnukseni nimimerkkini tilini olen oon olin"))
