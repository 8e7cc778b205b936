"""Static files under names that carry their hash, import statements of modules included."""

from django.contrib.staticfiles.storage import ManifestStaticFilesStorage


class ModuleStaticFilesStorage(ManifestStaticFilesStorage):
    """Django's own, with native ES modules followed."""

    support_js_module_import_aggregation = True
