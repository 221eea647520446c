"""Being written."""
from screens.plan_screen import PlanScreen
class StakeholdersScreen(PlanScreen):
    NAME = "stakeholders"
