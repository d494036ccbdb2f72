"""The sentences of the board's page: it is built in the browser, so it is told them all; %(name)s stands for itself."""

from __future__ import annotations

from flask_babel import gettext as _


def words() -> dict[str, str]:
    """Every sentence, in the reader's language, by the word that the page's modules know it by."""
    return {**_shown(), **_acts(), **_why_impossible(), **_rules()}


def _shown() -> dict[str, str]:
    return {
        "table": _("Table"),
        "no_table": _("Without a table"),
        "at_table": _("table %(number)s"),
        "place": _("%(hour)s, %(table)s"),
        "is_locked": _("locked"),
        "is_broken": _("breaks a rule"),
        "found": _("Found here: %(count)s, of %(total)s in all"),
        "found_at": _("%(names)s: %(place)s"),
        "nothing_here": _("Nothing is held here."),
        "choose_a_cell": _("Choose a place of the board to see what is held there."),
        "broken_count": _("Rules are broken in places: %(count)s"),
        "weight": _("weight %(weight)s"),
        "all_placed": _("Every meeting has its place."),
        "more": _("Not shown: %(count)s. Search to find them."),
        "where_to_change": _("Where to change it"),
        "kind_here": _("it is here now."),
        "kind_legal": _("free."),
        "kind_breaks": _("possible, but it breaks a rule."),
        "kind_swap": _("the two can exchange their places."),
        "kind_impossible": _("not possible."),
    }


def _acts() -> dict[str, str]:
    return {
        "move": _("Move"),
        "lock": _("Lock"),
        "unlock": _("Unlock"),
        "take_out": _("Take out"),
        "open_meeting": _("Open"),
        "do_it": _("Do it"),
        "swap": _("Swap"),
        "swap_question": _("Let %(names)s and %(other)s exchange their places?"),
        "picked": _("%(names)s is picked. Choose a place; Escape puts it back, N goes to the next free place."),
        "put_back": _("%(names)s stays where it was."),
        "moved": _("%(names)s moved to %(place)s."),
        "taken_out": _("%(names)s was taken out; it waits among those without a place."),
        "undone": _("Undone."),
        "locked_now": _("%(names)s is locked."),
        "unlocked_now": _("%(names)s is no longer locked."),
        "not_there": _("It cannot go there."),
        "none_legal": _(
            "There is no free place for it: everywhere something stands in its way, or a rule would be broken."
        ),
        "not_reached": _("The change could not be saved. Check the connection; nothing was half done."),
        "draft_changed": _("Somebody else changed this draft meanwhile. The board shows it as it is now."),
        "event_changed": _(
            "People, tables or slots of the event changed meanwhile. The board shows them as they are now."
        ),
    }


def _why_impossible() -> dict[str, str]:
    return {
        "locked": _("%(names)s is locked. Unlock it first."),
        "begun": _("%(names)s has begun; it stays where it is."),
        "cannot_be_held": _("%(names)s can no longer be held; it can only be taken out."),
        "other_locked": _("%(names)s is locked."),
        "other_begun": _("%(names)s has begun."),
        "other_cannot_be_held": _("%(names)s can no longer be held."),
        "slot_begun": _("This slot has begun."),
        "no_session": _("The session of this slot does not take place."),
        "busy": _("%(name)s meets %(others)s then."),
        "taken": _("%(names)s is held here."),
        "no_swap": _("An exchange would break a rule."),
    }


def _rules() -> dict[str, str]:
    return {
        "instead": _("%(name)s attends for %(other)s."),
        "most": _("%(name)s would have more meetings than the %(limit)s allowed."),
        "row": _("%(name)s would have more meetings in a row than the %(limit)s allowed."),
        "window": _("%(name)s would have no free slot for lunch."),
        "slot_not_open": _("The meeting may not be held in this slot."),
        "without_table": _("The meeting would be without a table."),
        "needs_no_table": _("The meeting needs no table."),
        "stand_of": _("This table is the stand of %(name)s."),
        "not_their_stand": _("The meeting should be at a stand of its own."),
        "table_closed": _("This table cannot be used then."),
        "side": _("%(name)s attends, though it was not agreed that a colleague may."),
        "absent": _("%(name)s is not available then."),
        "pinned": _("The meeting has begun elsewhere in the version in force."),
        "order": _("Another meeting has to come first."),
    }
