"""How far a step is, in the words of tables: "50%", "Completed", "in progress"."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from actionplan_tui.capture.amounts import understand_number
from actionplan_tui.exchange.heading_names import plain
from actionplan_tui.model.problem import Problem


class Progress(Enum):
    """What a word for the state of a step says that the plan keeps."""

    DONE = "done"
    CANCELLED = "cancelled"
    ON_HOLD = "on hold"
    UNDER_WAY = "under way"
    OPEN = "open"
    UNKNOWN = "unknown"


_WORDS: dict[Progress, str] = {
    Progress.DONE: """done; complete; completed; finished; closed; achieved; implemented; yes; x;
        termine; terminee; acheve; realise; hecho; completado; terminado; مكتمل; منجز; выполнено;
        завершено; 完成; 已完成""",
    Progress.CANCELLED: """cancelled; canceled; dropped; abandoned; withdrawn; stopped; annule;
        annulee; cancelado; cancelada; ملغى; отменено; 取消""",
    Progress.ON_HOLD: """on hold; hold; paused; suspended; deferred; postponed; parked; blocked;
        en attente; suspendu; en espera; معلق; приостановлено; 暂停""",
    Progress.UNDER_WAY: """in progress; ongoing; on going; started; under way; underway; on track;
        at risk; off track; late; delayed; behind; behind schedule; active; wip; amber; red; green;
        partly done; partially completed; en cours; en curso; en proceso; en retard;
        جار; قيد التنفيذ;
        в работе; 进行中""",
    Progress.OPEN: """not started; to do; todo; open; new; planned; pending; no; none; not yet;
        tbd;
        not done; n a; non commence; a faire; no iniciado; pendiente; لم يبدا; не начато; 未开始""",
}
_PROGRESS = {
    plain(word): progress for progress, words in _WORDS.items() for word in words.split(";")
}


def read_state(text: str) -> Progress:
    """What a word for the state of a step says."""
    word = plain(text)
    if word.startswith("late "):
        return Progress.UNDER_WAY
    return _PROGRESS.get(word, Progress.UNKNOWN)


def read_percent(text: str, *, fractions: bool) -> int | None:
    """The percent a cell holds, None when it holds none; `fractions`: 0.5 is 50."""
    try:
        number = understand_number(text)
    except Problem:
        return None
    if fractions and not text.rstrip().endswith("%"):
        number *= 100
    return round(number) if 0 <= number <= 100 else None


def are_fractions(texts: Iterable[str]) -> bool:
    """Whether a column of percents holds shares of one, as a spreadsheet keeps them."""
    numbers: list[float] = []
    for text in texts:
        try:
            number = understand_number(text)
        except Problem:
            continue
        if text.rstrip().endswith("%") or number > 1:
            return False
        numbers.append(number)
    return any(0 < number < 1 for number in numbers)
