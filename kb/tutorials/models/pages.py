"""The two kinds of page: the home page lists the tutorials, a tutorial is a list of steps."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models, transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from taggit.forms import TagWidget
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Page, PagePermissionTester, Revision

from kb.recordings.models import Recording
from kb.recordings.permissions import recording_allows
from kb.tutorials.blocks import StepsBlock
from kb.tutorials.models.reports import Reason
from kb.tutorials.panels import DeskPanel, RecordingPanel


class PublicationRefused(PermissionDenied):
    """A tutorial may not be published. `reasons` are sentences for the person who asked.

    Being a PermissionDenied, Wagtail's admin never answers it with an error page.
    """

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


class TutorialPermissions(PagePermissionTester):
    """Wagtail's rights, for whoever may see the recording: a draft shows what was said in it."""

    def __init__(self, user: Any, page: TutorialPage) -> None:
        super().__init__(user, page)
        recording = page.recording
        self.sees = recording is None or recording_allows(user, recording, "see")
        if not self.sees:
            self.permissions = set()

    def can_edit(self) -> bool:
        """Not even for a task of the moderation that fell to somebody else."""
        return self.sees and super().can_edit()


class Level(models.TextChoices):
    """How used to it one must be to follow a tutorial alone."""

    FIRST = "first", _("First steps")
    SOME = "some", _("A little used to it")
    EASE = "ease", _("At ease")


class Device(models.TextChoices):
    """What the pictures of a tutorial were taken on."""

    COMPUTER = "computer", _("Computer")
    PHONE = "phone", _("Phone")
    TABLET = "tablet", _("Tablet")


class HomePage(Page):
    """The site's first page: what it is for, and the tutorials, newest first."""

    TUTORIALS_PER_PAGE: ClassVar = 24

    introduction = models.TextField(_("introduction"), blank=True)

    max_count = 1
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = ["tutorials.TutorialPage", "paths.PathPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context, and the live tutorials, newest first: `tutorials` of `listed`."""
        from kb.tutorials.selectors import listed_tutorials, tutorial_cards

        context = super().get_context(request, *args, **kwargs)
        pages = Paginator(listed_tutorials(self), self.TUTORIALS_PER_PAGE)
        context["listed"] = pages.get_page(request.GET.get("page"))
        context["tutorials"] = tutorial_cards(context["listed"])
        return context


class TutorialPage(RoutablePageMixin, Page):
    """A tutorial: ordered steps of one action, made from a recording, reviewed by a person.

    Under its own address, with the same rights: practising it, and taking it away.
    """

    summary = models.TextField(_("summary"), blank=True)
    service = models.CharField(
        _("service"),
        max_length=120,
        blank=True,
        help_text=_("The site or office that it is about, for instance CAF."),
    )
    skills = ClusterTaggableManager(
        through="tutorials.SkillOfTutorial",
        verbose_name=_("skills"),
        blank=True,
        help_text=_(
            "What one learns to do here, with commas between: Send an e-mail, Join a file."
        ),
    )
    level = models.CharField(
        _("level"),
        max_length=10,
        choices=Level.choices,
        blank=True,
        help_text=_("How used to it one must be to follow it alone."),
    )
    device = models.CharField(
        _("device"),
        max_length=10,
        choices=Device.choices,
        blank=True,
        help_text=_("What it is shown on."),
    )
    duration = models.FloatField(_("duration in seconds"), default=0.0, editable=False)
    recording = models.ForeignKey(
        Recording,
        verbose_name=_("recording"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="tutorials",
    )
    steps = StreamField(StepsBlock(), verbose_name=_("steps"), blank=True)

    # A tutorial starts from a recording, never from an empty page.
    is_creatable = False
    parent_page_types: ClassVar = ["tutorials.HomePage"]
    subpage_types: ClassVar = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("service"),
        # Wagtail's own widget puts skills of several words between quotation marks.
        FieldPanel("skills", widget=TagWidget),
        FieldRowPanel([FieldPanel("level"), FieldPanel("device")]),
        DeskPanel([FieldPanel("steps"), RecordingPanel()], heading=_("Steps"), icon="list-ol"),
    ]

    class Meta:
        verbose_name = _("tutorial")
        verbose_name_plural = _("tutorials")

    def clean(self) -> None:
        """Takes the duration from the steps."""
        super().clean()
        self.duration = self.length_of_steps()

    @property
    def own_steps(self) -> list[Any]:
        """The blocks that are steps of its own recording; the others are shared ones."""
        return [block for block in self.steps if block.block_type == "step"]

    def length_of_steps(self) -> float:
        """Seconds of all the spans together."""
        spans = ((step.value["start"], step.value["end"]) for step in self.own_steps)
        return round(sum(max(0.0, (end or 0.0) - (start or 0.0)) for start, end in spans), 3)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps the page; raises PublicationRefused where it would be live without consent, or
        would become live before the review of personal data.

        Whatever publishes comes through here, also what knows nothing of `publish`: an alias, a
        copy, a script.
        """
        from kb.tutorials import publication

        fields = kwargs.get("update_fields")
        if self.live and (fields is None or "live" in fields):
            was_live = type(self).objects.filter(pk=self.pk, live=True).exists()
            publication.check(self, live=was_live)
        super().save(*args, **kwargs)

    def permissions_for_user(self, user: Any) -> TutorialPermissions:
        """What `user` may do with the page in the admin."""
        return TutorialPermissions(user, self)

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> None:
        """Publishes or schedules `revision`; raises PublicationRefused where it may not be.

        One transaction: a page is live with its public copies, or it is not live. A scheduled
        publication that is refused leaves a draft, so that the others of the same run go on.
        """
        from kb.tutorials import publication

        scheduled = kwargs.get("log_action") == "wagtail.publish.scheduled"
        try:
            with transaction.atomic():
                publication.check(self)
                super().publish(revision, user, *args, **kwargs)
        except PublicationRefused as refusal:
            if not scheduled:
                raise
            publication.leave_as_draft(revision, refusal)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, which a browser may keep for later where anybody may read it."""
        response = super().serve(request, *args, **kwargs)
        anybody = not request.user.is_authenticated and not self.get_view_restrictions()
        if anybody and isinstance(response, TemplateResponse):
            response["X-Keep-Offline"] = "1"
        return response

    @path("s-entrainer/", name="practise")
    def practise(self, request: HttpRequest) -> HttpResponse:
        """The tutorial as exercises."""
        from kb.tutorials import practice

        tutorial = self.get_context(request)["tutorial"]
        context = {"exercises": practice.exercises(tutorial), "words": practice.words()}
        return self.render(request, template="tutorials/practice.html", context_overrides=context)

    @path("emporter/", name="take_away")
    def take_away(self, request: HttpRequest) -> HttpResponse:
        """The formats it can be taken away in."""
        from kb.tutorials import exports

        context = {"formats": exports.offered(self)}
        return self.render(request, template="tutorials/take_away.html", context_overrides=context)

    @path("emporter/<slug:name>/", name="export")
    def export(self, request: HttpRequest, name: str) -> HttpResponse:
        """The tutorial as a file to be saved, made of its public copies alone."""
        from kb.tutorials import exports

        try:
            made = exports.export(self, name)
        except exports.UnknownFormat:
            raise Http404 from None
        return HttpResponse(
            made.content,
            content_type=made.content_type,
            headers={"Content-Disposition": f'attachment; filename="{made.filename}"'},
        )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context, and `tutorial` (PublishedTutorial, private in a preview)."""
        from kb.tutorials.selectors import draft_tutorial, published_tutorial

        context = super().get_context(request, *args, **kwargs)
        preview = getattr(request, "is_preview", False) or not self.live
        context["tutorial"] = draft_tutorial(self) if preview else published_tutorial(self)
        context["reasons"] = Reason.choices
        return context
