"""What learners and helpers are asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kb.recordings.agreements import PURPOSES, Purpose
from live.models import Answered, SessionReport
from live.models.requests import CONTACT_MAX, NAME_MAX, WORDS_MAX
from live.selectors import NamedTutorial, tutorial_named

YES_NO = [("yes", _("Yes")), ("no", _("No"))]
HELPER_PURPOSES: tuple[Purpose, ...] = tuple(each for each in PURPOSES if each != "show")
"""A helper shows no screen of theirs."""

AUTONOMY = [
    (1, _("I cannot do it")),
    (2, _("I do it with much help")),
    (3, _("I do it with a little help")),
    (4, _("I do it alone, with some doubt")),
    (5, _("I do it alone")),
]
MINUTES_MAX = 24 * 60
NAME_WANTED = {"required": _("Write your first name, or any name that you like.")}


class AskForm(forms.Form):
    """What the help is for, and a first name; nothing else."""

    words = forms.CharField(required=False, max_length=WORDS_MAX, widget=forms.Textarea)
    name = forms.CharField(max_length=NAME_MAX, error_messages=NAME_WANTED)
    tutoriel = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    etape = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    tutorial: NamedTutorial | None = None
    """The published tutorial that one is stuck at, once the form is clean."""

    def clean_tutoriel(self) -> int | None:
        """A tutorial that nobody may read is none."""
        page_id = self.cleaned_data["tutoriel"]
        self.tutorial = tutorial_named(page_id) if page_id else None
        return page_id

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "words" not in self.errors and not data.get("words") and self.tutorial is None:
            self.add_error("words", _("Say in a few words what you need."))
        return data


class CodeForm(forms.Form):
    """The code that a helper has read out, and a first name."""

    code = forms.CharField(
        max_length=20, error_messages={"required": _("Write the six characters of the code.")}
    )
    name = forms.CharField(max_length=NAME_MAX, error_messages=NAME_WANTED)


class MessageForm(forms.Form):
    """How to be called back: a telephone number, an e-mail address, or nothing."""

    contact = forms.CharField(required=False, max_length=CONTACT_MAX)


class AnswersForm(forms.Form):
    """A yes or a no to each purpose; none is a condition of another."""

    def __init__(
        self, *args: Any, purposes: Iterable[Purpose] = PURPOSES, person: Answered | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.purposes = tuple(purposes)
        answered = person is not None and person.answered_at
        for purpose in self.purposes:
            self.fields[purpose] = forms.TypedChoiceField(
                label=Answered._meta.get_field(purpose).verbose_name,
                choices=YES_NO,
                coerce=lambda answer: answer == "yes",
                widget=forms.RadioSelect,
                initial=("yes" if getattr(person, purpose) else "no") if answered else None,
                error_messages={"required": _("Answer yes or no.")},
            )

    @property
    def agreed(self) -> list[Purpose]:
        """The purposes with a yes, of a valid form."""
        return [purpose for purpose in self.purposes if self.cleaned_data[purpose]]

    def answers(self) -> Iterator[tuple[str, forms.BoundField]]:
        """For the page: each purpose and its field."""
        for purpose in self.purposes:
            yield purpose, self[purpose]


class LearnerAnswersForm(AnswersForm):
    """The learner's answers; and, for who likes to say, how well they know it before."""

    before = forms.TypedChoiceField(
        required=False, choices=AUTONOMY, coerce=int, empty_value=None, widget=forms.RadioSelect
    )


class ThanksForm(forms.Form):
    """Whether it worked, and how one would do it now. Nobody has to answer."""

    success = forms.ChoiceField(
        required=False, choices=SessionReport.Success, widget=forms.RadioSelect
    )
    autonomy = forms.TypedChoiceField(
        required=False, choices=AUTONOMY, coerce=int, empty_value=None, widget=forms.RadioSelect
    )


class NotesForm(forms.Form):
    """What a helper notes while they help."""

    notes = forms.CharField(required=False, max_length=SessionReport.NOTES_MAX, strip=False)


class ReportForm(forms.ModelForm):
    """The helper's report on a session."""

    minutes = forms.IntegerField(
        label=_("duration in minutes"), required=False, min_value=0, max_value=MINUTES_MAX
    )

    class Meta:
        model = SessionReport
        fields = [
            "minutes", "theme", "autonomy_before", "autonomy_after", "orientation", "notes",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("autonomy_before", "autonomy_after"):
            self.fields[name] = forms.TypedChoiceField(
                required=False,
                choices=[("", _("Not said")), *AUTONOMY],
                coerce=int,
                empty_value=None,
            )
