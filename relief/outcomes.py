"""What an assessment says, in Chinese: verdicts, flags, deciders, and what is missing."""

from collections.abc import Mapping

from domain.assessment.inputs import Elsewhere
from domain.assessment.result import Answer, Decider, Flag, Lack, Verdict
from domain.case.reasons import title_of
from domain.law.pack import Pack
from domain.law.terms import Claim, Costs, Evidence
from domain.time.limits import Basis, Unit
from relief.terms import in_chinese

VERDICTS: Mapping[Verdict, str] = {
    Verdict.DUE: "符合救助条件",
    Verdict.INCOMPLETE: "事实尚不完整，不能得出结论",
    Verdict.ELSEWHERE: "适用其他规定",
    Verdict.NOT_COVERED: "不属于所述困难类型",
    Verdict.TEST_FAILED: "未达到困难标准",
    Verdict.GROUND: "有不予救助的情形",
    Verdict.SAME_MATTER: "同一事由已获救助",
    Verdict.TOO_OFTEN: "本年救助次数已满",
    Verdict.NOTHING_DUE: "计算结果没有可救助的金额",
    Verdict.CAP_REACHED: "本年累计金额已达上限",
}
ANSWERS: Mapping[Answer, str] = {
    Answer.YES: "是",
    Answer.NO: "否",
    Answer.OPEN: "尚不能确定",
}
FLAGS: Mapping[Flag, str] = {
    Flag.FLOOR_CUT_BY_CAP: "最低救助金额被年累计上限削减",
    Flag.ROOM_CUT: "金额受本年剩余额度限制",
    Flag.NEAR_EDGE: "费用接近分档界限，请仔细核对单据",
    Flag.AT_MOST: "条文只规定最高额，可以说明理由后降低",
    Flag.NO_RATE_ABOVE: "最高一档以上条文没有规定比例",
    Flag.EARLIER_DEDUCTED: "已扣除本年同类救助金额",
    Flag.GRANTED_MORE: "本年已救助金额超过应救助金额",
    Flag.REASON_REQUIRED: "金额由审批人酌定，须书面说明理由",
    Flag.OLDER_REFERENCE: "所用标准不是当年的，请核对有无新标准",
    Flag.REFERENCE_MISSING: "所需标准尚未登记",
    Flag.DECLARED_ONLY: "依据中有未经核实的申报数字",
    Flag.OVERRIDDEN: "县级已书面排除一项困难标准",
    Flag.EXCEPTION: "使用了县级特殊情况",
    Flag.HOUSING_NOT_BASIC: "住房超出基本住房或属危房",
    Flag.STAGE_NOT_COUNTED: "有不计入的就学阶段",
    Flag.STAGE_MANUAL: "有须人工认定的就学阶段",
    Flag.AID_THIS_YEAR: "本年有其他救助或赔偿，须综合考虑",
    Flag.PERIODS_CLIPPED: "所提月数或天数超出允许范围",
    Flag.NO_LIMIT_STATED: "条文没有规定上限",
}
DECIDERS: Mapping[Decider, str] = {
    Decider.COUNTY: "县级民政部门",
    Decider.TOWNSHIP: "乡镇人民政府（街道办事处）受委托审批",
}
ELSEWHERE: Mapping[Elsewhere, str] = {
    Elsewhere.VAGRANT: "生活无着的流浪乞讨人员救助",
    Elsewhere.PUBLIC_EMERGENCY: "突发公共事件应急救助",
    Elsewhere.EMERGENCY_TREATMENT: "疾病应急救助基金",
}
CLAIMS: Mapping[Claim, str] = {
    Claim.PROPERTY_WITHIN_RULES: "家庭财产是否符合低保规定",
    Claim.LOSS_BEYOND_INCOME: "可支配收入是否暂时不能弥补损失",
    Claim.COST_STILL_HEAVY: "报销和救助之后负担是否仍然较重",
    Claim.SPENDING_JUMPED: "必需支出是否突然增加、超出承受能力",
    Claim.OTHER_MEASURES_TRIED: "其他救助措施之后是否仍有困难",
    Claim.NO_FAMILY_SUPPORT: "是否暂时得不到家庭支持",
    Claim.CANNOT_LIVE: "基本生活是否难以维持",
    Claim.NEEDS_CARE: "是否暂时需要照料或救治",
}
EVIDENCE: Mapping[Evidence, str] = {
    Evidence.EVENT_PROOF: "事故证明",
    Evidence.VISIT_RECORD: "入户调查记录",
    Evidence.BILLS: "医疗费用单据和结算单",
    Evidence.ENROLMENT: "就学证明",
    Evidence.FEE_RECEIPTS: "缴费收据",
    Evidence.REGISTER_LOOKUP: "身份类别查询结果",
    Evidence.OTHER_MEASURES_RECORD: "已采取其他措施的记录",
    Evidence.NO_SUPPORT_DECLARATION: "无家庭支持的声明",
    Evidence.CONTACT_ATTEMPTS: "联系家人的记录",
    Evidence.CARE_PAPERS: "监护人、公安机关或医院出具的材料",
}
COSTS: Mapping[Costs, str] = {
    Costs.MEDICAL: "医疗费用单据",
    Costs.SCHOOL: "就学费用单据",
    Costs.SPENDING: "必需支出",
}
WHOLE = {
    "register": "低保、低收入、分散特困或特殊困难儿童身份",
    "effects": "事故造成的后果（主要劳动力丧失等）",
    "other-aid-status": "其他救助制度的覆盖情况",
}
"""What is missing without being one of several."""

UNITS: Mapping[Unit, str] = {
    Unit.WORKING_DAY: "个工作日",
    Unit.NATURAL_DAY: "日（自然日）",
    Unit.SAME_DAY: "当日",
    Unit.HOUR: "小时",
}
BASES: Mapping[Basis, str] = {Basis.STATUTORY: "法定", Basis.INTERNAL: "内部"}


def lack(missing: Lack, pack: Pack) -> str:
    """What is missing, as an officer would say it."""
    return lacking(missing.what, title_of(missing.what, pack))


def lacking(what: str, title: str) -> str:
    """The same of a reason's facts: what it is, and what the pack calls it."""
    kind, _, which = what.partition(":")
    if kind in WHOLE:
        return WHOLE[kind]
    return _KINDS[kind](which, title) if which else what


def _subject(which: str, title: str) -> str:
    return f"救助对象应为{in_chinese(which, 'subject')}"


def _cause(which: str, title: str) -> str:
    return f"事由“{in_chinese(which)}”不属于该类困难"


def _category(which: str, title: str) -> str:
    return f"“{in_chinese(which)}”不在救助之列"


def _statement(which: str, title: str) -> str:
    return f"认定：{CLAIMS[Claim(which)]}"


def _evidence(which: str, title: str) -> str:
    return f"证明材料：{EVIDENCE[Evidence(which)]}"


def _test(which: str, title: str) -> str:
    return f"判断困难标准所需的数字或认定：{title}"


def _costs(which: str, title: str) -> str:
    return COSTS[Costs(title)]


def _reference(which: str, title: str) -> str:
    return f"标准尚未登记：{title}"


def _finding(which: str, title: str) -> str:
    return f"是否属于不予救助情形的认定：{title}"


_KINDS = {
    "subject": _subject,
    "cause": _cause,
    "category": _category,
    "statement": _statement,
    "evidence": _evidence,
    "test": _test,
    "costs": _costs,
    "reference": _reference,
    "finding": _finding,
}
