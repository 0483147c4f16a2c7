"""`heimo care`: who answers when it is too much, offline."""

import click

from heimo_tui.core import care as data


@click.command()
@click.argument("country", required=False)
@click.option("--language", default="en", help="en, fi, es or pt.")
def care(country: str | None, language: str) -> None:
    """Show who can be reached in COUNTRY (two letters, such as FI), at any hour where possible.

    Without COUNTRY: the places that know lines all over the world. Nothing is sent and nothing is remembered.
    """
    countries = data.load_countries()
    if country is not None and country.upper() not in {item.code for item in countries}:
        known = ", ".join(item.code for item in countries if item.code != data.ANYWHERE)
        raise click.ClickException(f"There is no list for {country} here. These are known: {known}.")
    chosen = data.country_for(countries, country or data.ANYWHERE)
    words = data.load_words(language)
    click.echo(words.calm + "\n")
    for emergency in chosen.emergency:
        click.echo(f"{emergency.number}  {emergency.what.say(language)}")
    for line in chosen.lines:
        click.echo(f"\n{line.name}: {line.what.say(language)}")
        hint = line.text_hint.say(language) if line.text_hint else ""
        text = f"{words.places.text} {line.text} {hint}".rstrip() if line.text else ""
        click.echo("  " + " · ".join(item for item in (*line.call, text, line.chat) if item))
        hours = line.hours.say(language) if line.hours else ""
        when = " · ".join(filter(None, [words.always if line.always else hours, words.spoken(line)]))
        click.echo(f"  {when} (checked {line.verified.isoformat()})")
