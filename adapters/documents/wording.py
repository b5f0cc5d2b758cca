"""The Chinese of closed lists, days and sums, as offices write them in documents."""

from collections.abc import Mapping
from datetime import date

from adapters.documents.capitals import capitals
from domain.case.terms import (
    Category,
    Cause,
    Ground,
    Material,
    Method,
    Opinion,
    Procedure,
    ReferralPurpose,
    Relation,
    Residence,
)
from domain.law.citations import cite
from domain.money import Money

CATEGORIES: Mapping[Category, str] = {
    Category.SUDDEN_HARDSHIP: "急难型困难家庭",
    Category.MEDICAL: "支出型困难家庭（医疗）",
    Category.EDUCATION: "支出型困难家庭（教育）",
    Category.PREDICAMENT: "困境家庭",
    Category.OTHER_HOUSEHOLD: "其他困难家庭",
    Category.UNSUPPORTED_INDIVIDUAL: "暂无家庭支持的困难个人",
    Category.SPECIAL_INDIVIDUAL: "特殊困难个人",
    Category.OTHER_INDIVIDUAL: "其他困难个人",
}

CAUSES: Mapping[Cause, str] = {
    Cause.FIRE: "火灾",
    Cause.LIGHTNING: "雷击",
    Cause.DROWNING: "溺水",
    Cause.TRAFFIC: "交通事故",
    Cause.OTHER_ACCIDENT: "其他意外伤害",
    Cause.ILLNESS: "突发重大疾病",
    Cause.SCHOOLING: "子女接受教育",
    Cause.SUDDEN_SPENDING: "生活必需支出突然增加",
    Cause.OTHER: "其他特殊困难",
}

MATERIALS: Mapping[Material, str] = {
    Material.LETTER: "书面申请书",
    Material.RESIDENCE_PAPER: "居民户口簿或者居住证",
    Material.IDENTITY_CARD: "居民身份证",
    Material.HARDSHIP_PROOF: "遭遇困难的证明材料",
    Material.INCOME_PROPERTY_PROOF: "家庭收入、财产状况证明",
    Material.MEANS_CHECK_CONSENT: "家庭经济状况核对授权书",
    Material.APPLICATION_FORM: "临时救助申请审批表",
    Material.ORIGIN_PROOF: "户籍地民政部门出具的享受社会救助情况证明",
    Material.ENTRUSTMENT: "委托书及受托人身份证明",
}

RELATIONS: Mapping[Relation, str] = {
    Relation.APPLICANT: "本人",
    Relation.SPOUSE: "配偶",
    Relation.CHILD: "子女",
    Relation.PARENT: "父母",
    Relation.WARD: "被监护人",
    Relation.OTHER: "其他",
}

PROCEDURES: Mapping[Procedure, str] = {
    Procedure.GENERAL: "一般程序",
    Procedure.URGENT: "紧急程序",
}

RESIDENCES: Mapping[Residence, str] = {
    Residence.LOCAL: "本地户籍",
    Residence.PERMIT: "持本地居住证",
    Residence.NEITHER: "非本地户籍且未持居住证",
}

METHODS: Mapping[Method, str] = {
    Method.BANK: "打卡发放",
    Method.CASH: "现金发放",
    Method.GOODS: "实物发放",
}

OPINIONS: Mapping[Opinion, str] = {
    Opinion.POSITIVE: "符合救助条件，建议给予临时救助。",
    Opinion.NEGATIVE: "不符合救助条件，建议不予救助。",
}

PURPOSES: Mapping[ReferralPurpose, str] = {
    ReferralPurpose.SUBSISTENCE: "最低生活保障",
    ReferralPurpose.MEDICAL: "医疗救助",
    ReferralPurpose.EDUCATION: "教育救助",
    ReferralPurpose.HOUSING: "住房救助",
    ReferralPurpose.EMPLOYMENT: "就业救助",
    ReferralPurpose.CHARITY: "慈善帮扶或社会工作服务",
    ReferralPurpose.HOME_COUNTY: "户籍所在地社会救助",
}

GROUNDS: Mapping[Ground, tuple[str, str]] = {
    Ground.REFUSES_CHECK: ("10.1", "拒绝配合家庭经济状况调查，有关情况无法核实"),
    Ground.HIDES_OR_FORGES: ("10.2", "故意隐瞒家庭真实情况或者提供虚假证明材料"),
    Ground.IDLE_LAND: ("10.3", "人为闲置承包土地等生产资料"),
    Ground.REFUSES_WORK: ("10.4", "有劳动能力而无正当理由拒绝就业或者劳动"),
    Ground.REALISABLE_ASSETS: ("10.5", "持有的资产短期内变现即可满足基本生活所需"),
    Ground.ILLEGAL_ACTIVITY: ("10.6", "困难系组织或者参与非法活动所致"),
    Ground.OWN_VIOLATION: ("10.7", "意外伤害系自身违反法律法规所致"),
    Ground.COMPENSATED: ("10.8", "第三人造成的意外伤害已经获得赔偿"),
    Ground.STATION_FRAUD: ("10.9", "民政部门系统记载属于跑站、骗站情形"),
    Ground.COUNTY_GROUND: ("10.10", "属于县（区）民政部门认定的其他不予救助情形"),
    Ground.NOT_COVERED: ("8", "不属于规定的救助对象"),
    Ground.NO_SEVERE_DIFFICULTY: ("9", "未达到基本生活暂时出现严重困难的标准"),
    Ground.SAME_MATTER: ("12", "以同一事由重复申请且无正当理由"),
    Ground.TOO_OFTEN: ("12", "本年度救助次数已达到规定次数"),
    Ground.YEARLY_LIMIT: ("11", "本年度累计救助金额已达到规定上限"),
    Ground.NOTHING_DUE: ("11", "按规定标准计算没有可救助的金额"),
}
"""Ground of refusal to the provision it stands in and to our own words for it."""


def clause(citation: str) -> str:
    """How a document names a provision of the regulation: ``10.1`` is 第十条第（一）项."""
    return cite(citation).wording


def day(on: date | None) -> str:
    """2026年3月5日; a blank to fill in by hand where there is no day yet."""
    return "　　　　年　　月　　日" if on is None else f"{on.year}年{on.month}月{on.day}日"


def figures(amount: Money | None) -> str:
    """2,100.00元, for table cells; empty where there is no sum."""
    if amount is None:
        return ""
    whole, fen = divmod(amount.fen, 100)
    return f"{whole:,}.{fen:02d}元"


def sum_in_full(amount: Money) -> str:
    """人民币2,100.00元（大写：贰仟壹佰元整）."""
    return f"人民币{figures(amount)}（大写：{capitals(amount)}）"


def sum_or_blank(amount: Money | None) -> str:
    """The sum both ways, or room to write it by hand."""
    return (
        sum_in_full(amount) if amount else "人民币　　　　　　元（大写：　　　　　　　　　　　　）"
    )
