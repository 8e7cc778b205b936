"""« Ce n'est plus à jour »: readers tell of a step, editors see which, look, and say when."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages as admin_messages
from wagtail.admin.auth import permission_denied
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from kb.throttle import Throttle
from kb.tutorials.models import StepReport, StepVerified, TutorialPage
from kb.tutorials.models.reports import Reason

_often = Throttle("report", "20/h")


@transaction.atomic
def step_report(*, page: TutorialPage, block: str, reason: str) -> None:
    """Counts that a reader said so of a step."""
    row, _made = StepReport.objects.get_or_create(page=page, block=block, reason=reason)
    row.times = F("times") + 1
    row.save()


@transaction.atomic
def step_verify(*, page: TutorialPage, block: str, by: Any) -> None:
    """A person looked at the step today: what readers said of it is answered."""
    StepVerified.objects.update_or_create(
        page=page, block=block, defaults={"day": timezone.localdate(), "by": by}
    )
    StepReport.objects.filter(page=page, block=block).delete()


@require_POST
def report(request: HttpRequest, page: int) -> HttpResponse:
    """Takes what a reader says of a step; thanks them on a page of its own, script or not."""
    tutorial = get_object_or_404(TutorialPage.objects.live().public(), pk=page)
    block, reason = request.POST.get("etape", ""), request.POST.get("raison", "")
    numbers = {step.id: number for number, step in enumerate(tutorial.own_steps, start=1)}
    if block not in numbers or reason not in Reason.values:
        raise Http404
    if _often.allow_request(request):
        step_report(page=tutorial, block=block, reason=reason)
    context = {"tutorial": tutorial, "step": numbers[block]}
    return render(request, "tutorials/reported.html", context)


# --- the editors' list -----------------------------------------------------------------------


def _number(row: StepReport) -> str:
    """The step in words; without a number where it is no longer there."""
    for number, step in enumerate(row.page.own_steps, start=1):
        if step.id == row.block:
            return f"{number}. {step.value['title']}"
    return _("a step that was taken out")


class VerifiedColumn(Column):
    """The button that says that a person looked."""

    cell_template_name = "tutorials/admin/verify.html"

    def get_cell_context_data(self, instance: StepReport, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"url": reverse("tutorial_verified", args=[instance.pk])}


class ReportsView(BaseListingView):
    """What readers said is no longer right, the most frequent first."""

    page_title = gettext_lazy("No longer up to date?")
    header_icon = "warning"
    index_url_name = "tutorial_reports"
    paginate_by = 50
    columns = [
        TitleColumn(
            "page",
            label=gettext_lazy("Tutorial"),
            accessor=lambda row: row.page.title,
            get_url=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id]),
        ),
        Column("step", label=gettext_lazy("Step"), accessor=_number),
        Column("reason", label=gettext_lazy("What readers say"), accessor="get_reason_display"),
        Column("times", label=gettext_lazy("How often")),
        DateColumn("last_at", label=gettext_lazy("Last time")),
        VerifiedColumn("verified", label=gettext_lazy("Answer")),
    ]

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The list, for those who review."""
        if not request.user.has_perm("recordings.review_recording"):
            return permission_denied(request)
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[StepReport]:
        return StepReport.objects.select_related("page").order_by("-times", "-last_at")

    @property
    def no_results_message(self) -> str:
        return _("No reader says that a step is no longer right.")


@require_POST
def verified(request: HttpRequest, pk: int) -> HttpResponse:
    """A person looked at the step of this report on the real site, and it is right today."""
    if not request.user.has_perm("recordings.review_recording"):
        return permission_denied(request)
    row = get_object_or_404(StepReport, pk=pk)
    step_verify(page=row.page, block=row.block, by=request.user)
    admin_messages.success(request, _("The step says now that it was looked at today."))
    return redirect("tutorial_reports")
