"""Who works at the demo's bank: they share one password, so production never lets them in.

Invariant   a database in which one of them is enrolled is the demo's
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class DemoStaff:
    """A member of staff of the demo, who logs in as ``<login>@demo.bank``."""

    login: str
    number: str
    zh: str
    en: str
    unit: str
    role: str

    @property
    def email(self) -> str:
        """What he signs in with."""
        return f"{self.login}@demo.bank"


STAFF = (
    DemoStaff("designer", "10001", "林书瑶", "Lin Shuyao", "shanghai", "designer"),
    DemoStaff("branch", "10002", "赵明远", "Zhao Mingyuan", "shanghai", "approver_branch"),
    DemoStaff("protection", "10003", "顾清和", "Gu Qinghe", "head", "approver_protection"),
    DemoStaff("headoffice", "10004", "沈立言", "Shen Liyan", "head", "approver_head"),
    DemoStaff("operator", "10005", "许念", "Xu Nian", "shanghai", "operator"),
    DemoStaff("adviser", "10006", "周雨桐", "Zhou Yutong", "jingan", "adviser"),
    DemoStaff("finance", "10007", "郑思源", "Zheng Siyuan", "head", "finance"),
    DemoStaff("finance2", "10008", "何静姝", "He Jingshu", "head", "finance"),
    DemoStaff("reviewer", "10009", "唐越", "Tang Yue", "head", "reviewer"),
    DemoStaff("admin", "10010", "方启明", "Fang Qiming", "head", "admin"),
    DemoStaff("admin2", "10014", "钟毓秀", "Zhong Yuxiu", "head", "admin"),
    DemoStaff("auditor", "10011", "罗慎之", "Luo Shenzhi", "head", "auditor"),
)
# Two more advisers: each book of clients has its own owner.
MORE_ADVISERS = (
    DemoStaff("adviser_pudong", "10012", "苏明澈", "Su Mingche", "shanghai", "adviser"),
    DemoStaff("adviser_beijing", "10013", "韩知行", "Han Zhixing", "beijing", "adviser"),
)
EMAILS = frozenset(one.email for one in (*STAFF, *MORE_ADVISERS))
HAS_STAFF = "select to_regclass('public.identity_staff') is not null"
HAS_DEMO_STAFF = "select exists (select from identity_staff where email = any($1::text[]))"
