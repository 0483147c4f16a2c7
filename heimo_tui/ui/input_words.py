"""Words for what a person or a file gave and what cannot be used: what is wrong, and what to do."""

from typing import Final

INPUT: Final[dict[str, tuple[str, str]]] = {
    # settings file
    "proxy_scheme": ("The proxy address has to start with socks5h://.", "So names are looked up by Tor too."),
    "proxy_user": ("The proxy address has a user name in it.", "Leave it out: Heimo makes one for each of your names."),
    "proxy_unreadable": ("This is not the address of a proxy.", "It looks like socks5h://127.0.0.1:9050."),
    "config_missing": ("There is no settings file at {value}.", "Check the path."),
    "config_unreadable": ("The settings file {value} cannot be read as TOML.", "Check it in an editor."),
    "config_value": ("The setting “{field}” cannot be “{value}”.", "See the list of settings in the docs."),
    "config_unknown": ("There is no setting “{field}”.", "See the list of settings in the docs."),
    "key_unknown": ("There is no action “{value}” that a key could do.", "The help (?) shows their names."),
    "key_empty": ("“{field}” has no key.", "Name one, or leave the line out."),
    "key_conflict": ("Two actions want the same key — {value}.", "Give one of them another key."),
    "preference": ("This setting cannot have that value.", "It stays as it was."),
    # twelve words and passphrases
    "phrase_length": ("A recovery phrase has twelve words, and there are {value}.", "Count them once more."),
    "phrase_word": ("Word {position} is not in the list of words.", "Check its letters."),
    "phrase_checksum": ("One of the words is not the right one.", "Compare them with your note."),
    "passphrase_empty": ("There is no passphrase here yet.", "Type one, best some random words."),
    "passphrase_weak": (
        "This passphrase is easy to guess.",
        "Some more words that have nothing to do with each other.",
    ),
    "duress_same": ("This is the passphrase that opens Heimo.", "Choose another one."),
    # addresses, invites, communities
    "address_unreadable": ("This is not an address of a community.", "It starts with https:// or heimo:."),
    "address_insecure": ("This address is not encrypted, so it is not used.", "Ask the host for one with https://."),
    "invite_unreadable": ("This is not a whole invite.", "It starts with heimo: — copy all of it."),
    "registered": ("You are a member there already.", "It is among your communities: ctrl+o."),
    "not_registered": ("You are reading only here.", "With an invite you can write: ctrl+o."),
    "no_community": ("This community is not on this device any more.", "Add it again: ctrl+o."),
    "no_circle": ("This circle is not here any more.", "It may have been closed."),
    "circle_unknown": ("This circle is not here.", "Check its name."),
    "circle_unread": ("This circle was not read yet.", "Give it a moment, then try again."),
    "still_sending": ("Something of yours is still on its way there.", "Wait until it is out, or take it back first."),
    # names and writing
    "not_joined": ("You are not in this circle yet.", "You join it when you first write there."),
    "name": ("This name cannot be used.", "Use up to 32 letters, without line breaks."),
    "name_lost": ("Your name in this circle cannot be used from here.", "Recover it with your twelve words."),
    "no_once_name": ("There is no one-time name left for this month.", "Use your name in the circle."),
    "empty": ("There is nothing to send yet.", "It can be one sentence."),
    "too_long": ("This is longer than a post can be.", "It is kept here. Shorten it, or make it two."),
    "already_sent": ("It is out already.", "You can still take it back for everybody: d in the thread."),
    "draft_in_the_way": ("There is another draft for the same place.", "Finish it or let it go, under 3 Kept."),
    "no_draft": ("This draft is not here any more.", "It was sent or let go."),
    "no_event": ("This is not here any more.", "It may have been taken back."),
    "no_parent": ("What this answers is not here any more.", "What you wrote is kept here."),
    "no_thread": ("This thread is not here any more.", "It may have been taken back."),
    "thread_unknown": ("This thread is not here.", "Check where it came from."),
    "not_yours": ("Only the one who wrote it can do this.", ""),
    "seq_conflict": ("Your name wrote from another device just now.", "What you wrote is kept here. Try once more."),
    # files
    "editor_missing": ("There is no editor “{value}” here.", "Set $EDITOR, or go on writing here."),
    "editor_failed": ("The editor ended with an error.", "The text is as it was before."),
    "editor_text": ("What the editor left could not be read.", "The text is as it was before."),
    "export_damaged": ("This file does not open with that passphrase.", "Check both; it may also be damaged."),
    "export_newer": ("A newer Heimo wrote this export.", "Update Heimo, then try again."),
    "export_too_large": ("This file is too large to be an export of Heimo.", "Check the path."),
}
"""By the code of BadInput; {value}, {field} and {position} are filled from it."""
