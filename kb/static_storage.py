"""Static files under names that carry their hash, import statements of modules included, each with
a compressed copy beside it."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's own, with native ES modules followed."""

    support_js_module_import_aggregation = True
