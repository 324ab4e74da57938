"""Training settings in words, for the console and for tooltips."""

from workbench.settings.training import Augmentation, EarlyStopping, Schedule, ScheduleKind, TrainingSettings


def settings_text(settings: TrainingSettings) -> str:
    """Everything but the epochs, what is not used left out: "adam, learning rate 0.001, batch 32, balanced classes"."""
    parts = [settings.optimizer, f"learning rate {settings.learning_rate:g}", f"batch {settings.batch_size:,}"]
    if settings.schedule.kind is not ScheduleKind.CONSTANT:
        parts.append(schedule_text(settings.schedule))
    if settings.early_stopping.patience:
        parts.append(stopping_text(settings.early_stopping))
    if settings.augmentation.active:
        parts.append(f"augmentation: {augmentation_text(settings.augmentation)}")
    if settings.balanced:
        parts.append("balanced classes")
    if settings.clip_norm:
        parts.append(f"gradients clipped to {settings.clip_norm:g}")
    if settings.l2:
        parts.append(f"L2 {settings.l2:g}")
    if settings.epsilon is not None:
        parts.append(f"epsilon {settings.epsilon:g}")
    return "; ".join([", ".join(parts[:3]), *parts[3:]])


def schedule_text(schedule: Schedule) -> str:
    """What happens to the learning rate."""
    factor = f"rate ×{schedule.factor:g}"
    lowest = f", down to ×{schedule.lowest:g}" if schedule.lowest else ""
    match schedule.kind:
        case ScheduleKind.CONSTANT:
            return "constant"
        case ScheduleKind.STEP:
            return f"{factor} every {_epochs(schedule.every)}{lowest}"
        case ScheduleKind.MILESTONES:
            return f"{factor} after epochs {', '.join(map(str, schedule.milestones))}{lowest}"
        case ScheduleKind.EXPONENTIAL:
            return f"{factor} each epoch{lowest}"
        case ScheduleKind.COSINE:
            return f"rate along a cosine over {_epochs(schedule.every)}{lowest}"
        case ScheduleKind.PLATEAU:
            return f"{factor} after {_epochs(schedule.every)} without a lower validation loss{lowest}"


def stopping_text(stopping: EarlyStopping) -> str:
    """When training ends early."""
    if not stopping.patience:
        return "off"
    much = f" (by {stopping.improvement:.3g} of it)" if stopping.improvement else ""
    best = ", then the best weights" if stopping.restore_best else ""
    return f"stops after {_epochs(stopping.patience)} without a lower {stopping.monitor}{much}{best}"


def augmentation_text(augmentation: Augmentation) -> str:
    """What is done to how many pictures."""
    if not augmentation.active:
        return "off"
    parts = [f"rotation {augmentation.rotation:g}°"] if augmentation.rotation else []
    sizes = {name: getattr(augmentation, name) for name in ("shift", "shear", "zoom", "stretch")}
    parts += [f"{name} {size:g}" for name, size in sizes.items() if size]
    if augmentation.flip:
        parts.append("flip")
    share = "" if augmentation.share == 1 else f"{augmentation.share:.0%} of the pictures, "
    return share + ", ".join(parts)


def _epochs(count: int) -> str:
    return f"{count:,} epoch{'s' if count != 1 else ''}"
