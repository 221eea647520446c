"""What people call the columns of an action plan, and which column each name means.

Names are as `plain` gives them. English first; the others are those of plans in French,
Spanish, Arabic, Russian and Chinese.
"""

from __future__ import annotations

import re
import unicodedata

_BLANK = re.compile(r"[\W_]+")


def plain(text: str) -> str:
    """The text without case, accents and marks, so that one name is written one way."""
    spoken = text.replace("%", " percent ").replace("#", " number ")
    letters = unicodedata.normalize("NFKD", spoken).casefold()
    return _BLANK.sub(" ", "".join(c for c in letters if not unicodedata.combining(c))).strip()


_NAMES: dict[str, str] = {
    "id": "id",
    "wbs": """wbs; wbs code; wbs number; code; no; nr; number; nos; sn; s n; s no; sl no; sr no;
        item no; step no; step number; ref; ref no; reference; numero; n; رقم; م; №; 序号; 编号""",
    "goal": """goal; goals; objective; objectives; strategic goal; strategic objective;
        goal objective; goal or objective; goals and objectives; strategic priority;
        priority area; pillar; objectif; objectifs; but; objetivo; objetivos; meta; الهدف;
        цель; 目标""",
    "title": """action step; action steps; step; steps; action; actions; activity; activities;
        task; tasks; task name; action item; action items; what; what needs to be done;
        key action; key actions; key activities; planned activities; intervention;
        interventions; activity description; description of activity; work package; todo; to do;
        etape; etapes; activite; activites; tache; taches; mesure; accion; acciones; actividad;
        actividades; tarea; tareas; النشاط; الانشطة; الاجراء; الخطوة; المهمة; действие;
        мероприятие; 行动; 步骤; 任务""",
    "lead": """by whom; who; whom; responsible; responsibility; responsibilities; lead; leader;
        responsible person; responsible persons; person responsible; persons responsible;
        person s responsible; responsible officer; responsible party; responsible parties;
        responsible unit; responsible office; responsible agency; responsible institution;
        lead person; lead agency; lead department; lead ministry; lead institution; lead unit;
        implementing agency; implemented by; assigned to; assignee; in charge;
        person in charge; pic; focal point; resource name; resource names; qui;
        responsable; responsables; par qui; quien;
        المسؤول; المسؤولية; الجهة المسؤولة; ответственный; исполнитель; 负责人""",
    "support": """support; supported by; support team; supporting; supporting staff;
        supporting agencies; support from; with support from; helpers; who will help; assisted by;
        partners; collaborators; appui; apoyo; الدعم""",
    "owner": """owner; plan owner; step owner; task owner; action owner; ownership; accountable;
        accountable person; accountable officer; accountability; proprietaire""",
    "due": """by when; when; deadline; deadlines; due; due date; date due; due by; complete by;
        completed by; completion date; date of completion; end; end date; finish; finish date;
        target date; target completion date; target end date; date; timeframe; time frame;
        timeline; time line; timescale; timing; echeance; delai; date limite; date de fin; quand;
        pour quand; fecha; fecha limite; plazo; cuando; الموعد; الموعد النهائي;
        تاريخ الانتهاء; срок; 截止日期; 完成时间""",
    "start": """start; starts; start date; date started; begin; begins; beginning; from;
        planned start; debut; date de debut; inicio; fecha de inicio; تاريخ البدء; начало;
        开始时间""",
    "finished": """finished; finished on; date finished; date completed; completed on;
        actual finish; actual end; actual end date; actual completion; actual completion date""",
    "forecast": "forecast; forecast date; forecast end; expected date; revised date; new date",
    "available": """available; resources available; available resources; existing resources;
        resources and support available; resources support available; support available;
        disponible; ressources disponibles; recursos disponibles; الموارد المتاحة;
        имеющиеся ресурсы; 现有资源""",
    "needed": """needed; required; resources needed; resources required; needed resources;
        required resources; resources and support needed; resources support needed;
        support needed; additional resources needed; budget; cost; costs; estimated cost;
        estimated budget; budget required; funding; funding needed; funds; money; necessaire;
        ressources necessaires; recursos necesarios;
        الموارد المطلوبة; необходимые ресурсы; 所需资源""",
    "resources": """resource; resources; resources and support; resources support; inputs;
        resources available needed; resources and support available needed;
        resources support available needed; resources available and needed; means; moyens;
        ressources; recursos; الموارد; ресурсы; 资源""",
    "barriers": """barrier; barriers; potential barriers; barriers or resistance;
        potential barriers or resistance; barriers and resistance; obstacles;
        potential obstacles; challenges; risk; risks; risks and assumptions; constraints;
        resistance; threats; barrieres; obstacles potentiels; risques; obstaculos; barreras;
        riesgos; العوائق; العقبات; المخاطر; препятствия; риски; 障碍; 风险""",
    "communications": """communication; communications; communication plan; communications plan;
        communication plan by whom target audience; communication plan for implementation;
        informed; inform; plan de communication; comunicacion; plan de comunicacion; التواصل;
        خطة التواصل; коммуникация; 沟通计划""",
    "audience": """audience; target audience; audiences; target audiences; target group;
        who to inform; whom to inform; to be informed; who is informed; told; who is told;
        stakeholders to inform;
        stakeholders informed; communicate to; public cible; audiencia; الجمهور المستهدف;
        аудитория; 目标受众""",
    "sender": """communication by whom; communication plan by whom; communicator; messenger;
        who communicates; communication responsible; communication lead; sender;
        responsible for communication""",
    "how_often": """how often; frequency; communication frequency; frequency of communication;
        cadence; communication cadence; frequence; frecuencia""",
    "channel": """channel; channels; communication channel; communication channels; medium; media;
        method of communication; communication method; how communicated; canal""",
    "message": "message; messages; key message; key messages; what to communicate",
    "kpis": """kpi; kpis; key performance indicator; key performance indicators;
        key performance indicators kpis; key performance indicators kpi; indicator; indicators;
        performance indicator; performance indicators; success indicators; measure of success;
        measures of success; success measures; metric; metrics; performance measures;
        how will you measure success; indicateur; indicateurs; indicador; indicadores;
        المؤشرات; مؤشرات الاداء; показатели; 指标; 绩效指标""",
    "done_when": """done when; deliverable; deliverables; output; outputs; expected output;
        expected outputs; expected result; expected results; expected outcome; expected outcomes;
        success criteria; evidence of success; definition of done; completion criteria; results;
        resultats attendus; resultados esperados; المخرجات""",
    "percent": """percent; percent complete; percent done; percent completed; complete percent;
        progress; progress percent; completion percent; percentage; percentage complete;
        avancement; avance; نسبة الانجاز""",
    "state": """state; status; current status; progress status; completed; done; statut; etat;
        estado; الحالة; статус; 状态""",
    "kind": "kind; type; step type; step kind",
    "priority": "priority; priorite; prioridad; الاولوية",
    "tags": "tags; labels; keywords",
    "after": """after; depends on; dependency; dependencies; predecessor; predecessors;
        preceded by""",
    "notes": """notes; note; comments; comment; remarks; remark; observations; commentaires;
        remarques; observaciones; comentarios; ملاحظات; примечания; 备注""",
}

NAMES: dict[str, str] = {
    plain(name): key for key, names in _NAMES.items() for name in names.split(";")
}
"""The column each name means."""

LOOSE_TITLES = frozenset({"description", "name", "title", "item", "subject", "summary", "details"})
"""Names that mean the action step where the table has no better one."""

_MONEY = r"(?:resource|support|budget|fund|financ)\w*"

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (key, re.compile(pattern))
    for key, pattern in (
        (
            "audience",
            r"\baudience|target group|\binform(?:ed)?$|^who\w* (?:should|must|to).*inform",
        ),
        ("sender", r"^communicat.*(?:\bwho|responsib|lead$)|^responsib.*communicat"),
        ("how_often", r"communicat.*(?:frequency|cadence|how often)"),
        ("channel", r"communicat.*(?:channel|method|medi)"),
        ("communications", r"\bcommunicat|\bcomms\b|\bcomunicac"),
        ("kpis", r"\bkpis?\b|\bindicator|\bindicateur|\bindicador|measure\w* (?:of )?success"),
        ("barriers", r"\bbarrier|\bresistance|\bobstacle|\brisks?\b|\bconstraint|\bchallenge"),
        ("resources", r"\bavailable\b.*\b(?:needed|required)|\bneeded\b.*\bavailable"),
        ("available", rf"{_MONEY}.*\b(?:available|existing|in (?:place|hand))"),
        ("available", rf"\b(?:available|existing)\b.*{_MONEY}"),
        ("needed", rf"{_MONEY}.*\b(?:needed|required|necessary|requested)"),
        ("needed", rf"\b(?:needed|required|additional|requested)\b.*{_MONEY}|\bbudget|\bcosts?\b"),
        ("resources", r"\bresources?\b"),
        ("finished", r"\bactual\b.*\b(?:finish|end|complet)|\bdate\b.*\b(?:finished|completed)"),
        ("start", r"^(?:planned |proposed )?(?:start|begin|commenc)\w*\b|\bstart(?:ing)? date"),
        ("due", r"\b(?:due|deadline|by when|time ?(?:frame|line|scale))\b|complet\w* (?:date|by)"),
        ("due", r"\b(?:target|end|finish)\w*\b.*\bdate"),
        ("owner", r"\bowner|\baccountab"),
        ("support", r"^support|\bsupporting\b|\bassist"),
        ("lead", r"\bby whom\b|\bresponsib|^lead\b|\bassigned\b|\bin charge\b"),
        ("percent", r"\bpercent"),
        ("state", r"\bstatus\b"),
        ("done_when", r"\boutputs?\b|\bdeliverable|\bexpected\b.*\b(?:result|outcome)"),
        ("goal", r"\b(?:goal|objective)s?\b"),
        ("title", r"\b(?:action|activit(?:y|ies)|task|step)s?\b"),
    )
)
"""What a heading must hold to mean a column when no name fits it whole, the first that fits."""
