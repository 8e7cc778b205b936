"""What is asked when a recording is brought, and when an agreement is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from kb.recordings.agreements import PURPOSES, ConsentGiven, purposes_of
from kb.recordings.file_kinds import ACCEPTED
from kb.recordings.models import Consent, Part, Recording
from kb.recordings.selectors import recording_of_upload
from kb.recordings.upload_models import Upload
from kb.recordings.uploads import UploadRefusedError, upload_append, upload_create, upload_remove

FORM_MAX_BYTES = 100 * 1024**2
"""What an ordinary form, without JavaScript, may carry: it cannot go on after a lost connection."""

YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class RecordingForm(forms.Form):
    """A recording with its parts, and what the two people agreed to.

    A part comes as a finished upload (`upload_<role>`) or in the form itself, which then becomes an
    upload too: a forgotten answer costs nobody a second sending. `arrived` is the recording that
    the same uploads already became: the form was sent twice, or its answer was lost.
    """

    title = forms.CharField(label=_("Title"), max_length=200)

    def __init__(self, *args: Any, owner: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.uploads: dict[str, Upload] = {}
        self.arrived: Recording | None = None
        for role in Part.Role.values:
            self.fields[role] = forms.FileField(
                label=Part.Role(role).label, required=False, widget=_file_input(role)
            )
            self.fields[f"upload_{role}"] = forms.UUIDField(
                required=False, widget=forms.HiddenInput
            )
        for role in Consent.Role.values:
            self.fields[f"{role}_name"] = forms.CharField(required=False, max_length=80)
            for purpose in PURPOSES:
                self.fields[f"{role}_{purpose}"] = forms.TypedChoiceField(
                    label=_question(role, purpose),
                    choices=YES_NO,
                    coerce=lambda answer: answer == "yes",
                    widget=forms.RadioSelect,
                    error_messages={"required": _("Answer yes or no.")},
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for role in Part.Role.values:
            self._take_part(role, data)
        if not self.uploads.keys() - {Part.Role.TIMELINE.value} and not self._part_errors():
            self.add_error(Part.Role.MAIN, _("Choose a recording first."))
        for role in Consent.Role.values:
            if data.get(f"{role}_record") is False:
                self.add_error(
                    f"{role}_record",
                    _("Without this agreement the recording cannot be kept, so it is not sent."),
                )
        return data

    def _take_part(self, role: str, data: dict[str, Any]) -> None:
        file, sent = data.get(role), data.get(f"upload_{role}")
        if file:
            self._take_file(role, file)
        elif sent:
            upload = Upload.objects.filter(pk=sent, owner=self.owner, role=role).first()
            self.arrived = self.arrived or recording_of_upload(self.owner, sent)
            if upload is None or not upload.finished:
                self._remember(role, "")
                self.add_error(role, _("This file did not arrive whole. Choose it again."))
            else:
                self.uploads[role] = upload

    def _take_file(self, role: str, file: UploadedFile) -> None:
        size = file.size or 0
        if size > FORM_MAX_BYTES:
            self.add_error(
                role, _("This file is larger than 100 MB. Send it with JavaScript switched on.")
            )
            return
        upload = None
        try:
            upload = upload_create(owner=self.owner, role=role, name=str(file.name), size=size)
            upload_append(upload, 0, file)
        except UploadRefusedError as error:
            if upload is not None and upload.pk is not None:
                upload_remove(upload)
            self.add_error(role, error.sentence)
        else:
            self.uploads[role] = upload
            self._remember(role, str(upload.pk))

    def _remember(self, role: str, value: str) -> None:
        self.data = self.data.copy()
        self.data[f"upload_{role}"] = value

    def _part_errors(self) -> bool:
        return any(role in self.errors for role in Part.Role.values)

    @property
    def consents(self) -> list[ConsentGiven]:
        """What the valid form says was agreed."""
        return [
            ConsentGiven.to(
                role,
                [purpose for purpose in PURPOSES if self.cleaned_data[f"{role}_{purpose}"]],
                name=self.cleaned_data[f"{role}_name"],
            )
            for role in Consent.Role.values
        ]

    def parts(self) -> Iterator[tuple[str, str, forms.BoundField, Upload | None]]:
        """For the page: each part's role, its name, its field, and the upload that is there."""
        for role in Part.Role:
            yield role.value, str(role.label), self[role.value], self.uploads.get(role.value)

    def people(self) -> Iterator[tuple[str, forms.BoundField, list[tuple[str, forms.BoundField]]]]:
        """For the page: each person's role, first name, and answer to each purpose."""
        for role in (Consent.Role.LEARNER, Consent.Role.HELPER):
            answers = [(purpose, self[f"{role.value}_{purpose}"]) for purpose in PURPOSES]
            yield role.value, self[f"{role.value}_name"], answers


class WithdrawalForm(forms.Form):
    """Which of the purposes that stand are taken back."""

    purposes = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Say what you take back.")},
    )

    def __init__(self, *args: Any, consent: Consent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = purposes_of(consent)
        self.choices = [purpose for purpose in PURPOSES if purpose in standing]
        self.fields["purposes"].choices = [(purpose, purpose) for purpose in self.choices]


def _question(role: str, purpose: str) -> str:
    """What an error says before its sentence: whose answer it is, and to what."""
    asked = Consent._meta.get_field(purpose).verbose_name
    return format_lazy("{role} – {asked}", role=Consent.Role(role).label, asked=asked)


def _file_input(role: str) -> forms.FileInput:
    return forms.FileInput(attrs={"accept": ",".join(ACCEPTED[role])})
