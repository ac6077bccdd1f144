"""What a body may have to do in a matter: roles by their printed words."""

from __future__ import annotations

from typing import Final

ADDRESSED: Final = "涉及"
LEAD: Final = "牵头"
IN_CHARGE: Final = "负责"
HELPS: Final = "配合"
# Roles by their printed word, the strongest first: 负责牵头 is 牵头.
ROLES: Final = (
    "牵头", "主责", "主管", "负责", "领导", "统筹", "协调", "组织", "会同", "协同", "配合", "协助", "指导", "督促", "监督",
    "参与", "参加", "承担", "落实", "报告", "报送", "提交", "合作",
)  # fmt: skip
# Roles of those who only take part in what others are in charge of.
TAKING_PART: Final = frozenset({"配合", "协助", "协同", "参与", "参加", "支持", "合作", "会同"})
