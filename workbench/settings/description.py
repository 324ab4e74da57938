"""Training settings in words, for the console and for tooltips."""

from workbench.settings.training import SETTINGS, TrainingSettings

_ALWAYS = ("optimizer", "learning_rate", "batch_size")


def settings_text(settings: TrainingSettings) -> str:
    """Everything but the epochs, what is not used left out: "adam, learning rate 0.001, batch 32; balanced classes"."""
    always = [SETTINGS[name].said(getattr(settings, name)) for name in _ALWAYS]
    neutral = TrainingSettings(settings.epochs, settings.batch_size, settings.learning_rate, settings.optimizer)
    used = {
        name: setting
        for name, setting in SETTINGS.items()
        if setting.form.text(getattr(settings, name)) != setting.form.text(getattr(neutral, name))
    }
    others = [setting.said(getattr(settings, name)) for name, setting in used.items()]
    if settings.epsilon is not None:
        others.append(f"epsilon {settings.epsilon:g}")
    return "; ".join([", ".join(always), *others])
